import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 over RFC 8785 canonical JSON, in hex: the hash of inputs and of records, here by the platform's own code. */
export function contentHash(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? 'null')
    .digest('hex');
}
