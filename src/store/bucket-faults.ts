import type { StoreError } from './errors.ts';
import { storeError } from './errors.ts';
import { reasonOf } from './drafts.ts';

/** What a service answers when it does not know us, or does not let us. */
const REFUSALS = new Set([
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'AccessDenied',
  'Forbidden',
  'ExpiredToken',
  'InvalidToken',
  'RequestTimeTooSkewed',
  'AllAccessDisabled',
  'AuthorizationHeaderMalformed',
  // Versity's gateway of a key that it does not know.
  'XAdminUserNotFound',
]);

/** The word an S3 service gives for an error, or else what it or the way there says. */
export function wordOf(error: unknown): string {
  const name = error instanceof Error || isNamed(error) ? error.name : '';
  return statusOf(error) === undefined || name === '' || name === 'Error' ? reasonOf(error) : name;
}

/** The HTTP status that came; undefined where nothing came, or not to its end. */
function statusOf(error: unknown): number | undefined {
  const { $metadata: metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}

/** Whether the same may go well in a moment. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}

/** An error of an S3 service as a coded one. */
export function explainBucket(error: unknown, where: string, endpoint: string): StoreError {
  const reason = wordOf(error);
  if (reason === 'NoSuchBucket' || reason === 'InvalidBucketName')
    return storeError('evidence-bucket-missing', { where, endpoint, reason }, error);
  const status = statusOf(error);
  if (REFUSALS.has(reason) || status === 401 || status === 403)
    return storeError('evidence-bucket-refused', { where, endpoint, reason }, error);
  if (isPassing(error)) return storeError('evidence-bucket-unreachable', { where, endpoint, reason }, error);
  return storeError('evidence-bucket-failed', { where, endpoint, reason }, error);
}

function isNamed(error: unknown): error is { readonly name: string } {
  return typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string';
}
