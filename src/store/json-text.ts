/** JSON text that PostgreSQL's jsonb takes. */
export type JsonText = string & { readonly __json: unique symbol };

// NUL and lone surrogates, which JSON.stringify writes as escapes and jsonb refuses.
const REFUSED = /\\u(?:0000|d[89a-f][0-9a-f]{2})/;
const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * JSON for a jsonb column. What jsonb cannot hold (NUL, half a surrogate pair) becomes U+FFFD: a text that somebody
 * sends must never stop the ledger. The exact text stands in `event.record`.
 */
export function jsonText(value: unknown): JsonText {
  const text = JSON.stringify(value) ?? 'null';
  return (REFUSED.test(text) ? JSON.stringify(cleaned(JSON.parse(text))) : text) as JsonText;
}

/** Text for a text column, which cannot hold NUL. */
export function plainText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replaceAll(LONE, '\uFFFD');
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [plainText(key), cleaned(item)]));
}
