/**
 * The code of a system's or driver's error ("ENOENT", "57P01"); empty where it has none. Told by shape, not by class: errors of Node itself
 * may come from another realm (in Jest, for one).
 */
export function faultCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** What an error says. */
export function faultMessage(error: unknown): string {
  const hasMessage =
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
  return hasMessage ? (error.message as string) : String(error);
}
