import { storeError } from './errors.ts';
import { faultCode, faultMessage } from './faults.ts';

/** The database as messages name it: `host:port/name`, and the user; never the password. */
export interface Where {
  readonly where: string;
  readonly user: string;
}

/**
 * A fault of connection or server as a coded error; others (a violated constraint, wrong SQL) come back unchanged.
 * Codes of five signs: PostgreSQL, appendix A; the others are Node's.
 */
export function explain(error: unknown, { where, user }: Where, during: 'connect' | 'query'): unknown {
  const code = faultCode(error);
  const reason = code.length === 5 || code === '' ? faultMessage(error) : code;
  const lost = during === 'connect' ? 'store-unreachable' : 'store-connection-lost';
  switch (code) {
    case '28P01':
    case '28000':
      return storeError('store-login-refused', { where, user }, error);
    case '3D000':
      return storeError('store-no-database', { where }, error);
    case '57P03':
      return storeError('store-not-ready', { where, reason }, error);
    case '53300':
      return storeError('store-busy', { where, reason }, error);
    case '57P01':
    case '57P02':
    case '57P05':
    case '25P03':
    case '08006':
    case '08003':
      return storeError('store-connection-lost', { where, reason }, error);
    case '57014':
    case '55P03':
      return storeError('store-timeout', { where, reason }, error);
    case '53100':
      return storeError('store-disk-full', { where }, error);
    case '25006':
      return storeError('store-read-only', { where }, error);
    case '42P01':
    case '42703':
      return storeError('store-not-migrated', { where, reason }, error);
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ETIMEDOUT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOENT':
    case 'EACCES':
      return storeError(lost, { where, reason }, error);
    default:
      return byMessage(error, where, user, lost);
  }
}

/** What `pg` itself throws carries no code. */
function byMessage(
  error: unknown,
  where: string,
  user: string,
  lost: 'store-unreachable' | 'store-connection-lost',
): unknown {
  const reason = faultMessage(error);
  if (reason === 'timeout exceeded when trying to connect')
    return storeError('store-busy', { where, reason: '等待空闲连接超时' }, error);
  if (reason.startsWith('SASL')) return storeError('store-login-refused', { where, user }, error);
  if (reason === 'Query read timeout') return storeError('store-timeout', { where, reason }, error);
  // In opening a connection nothing but its failure can be meant: TLS that does not come about, say.
  if (
    lost === 'store-unreachable' ||
    /^Connection terminated|not queryable|^Connection ended|^Client was closed/.test(reason)
  ) {
    return storeError(lost, { where, reason }, error);
  }
  return error;
}
