import path from 'node:path';
import { DATABASES, type DatabaseNames } from './databases.ts';
import { engineError } from './errors.ts';
import type { PostgresPlace, PostgresTls } from './postgres-place.ts';

/** A PostgreSQL of the office's own that holds the engine's databases: as whom to log in, and what they are called. */
export interface OwnPostgres {
  readonly place: PostgresPlace;
  readonly names: DatabaseNames;
}

/** What they are called there, after what the address names; those of driven programmes besides. */
function namesOf(prefix: string, driven: boolean): DatabaseNames {
  const end = driven ? '_driven' : '';
  if (prefix === '')
    return {
      engine: `${DATABASES.engine}${end}`,
      visibility: `${DATABASES.visibility}${end}`,
      app: `${DATABASES.app}${end}`,
    };
  return {
    engine: `${prefix}${end}`,
    visibility: `${prefix}_visibility${end}`,
    app: `${prefix}_zhenggai${end}`,
  };
}

const MODES: Readonly<Record<string, boolean | undefined>> = {
  disable: undefined,
  // As in DATABASE_URL, whose driver checks in each of these.
  require: true,
  'verify-full': true,
  'no-verify': false,
};

/**
 * Takes `postgres://user:password@host:port[/name][?sslmode=…]` apart. With a name the databases are called after it, else `temporal`,
 * `temporal_visibility` and `zhenggai`.
 * @throws engine-database-malformed
 */
export function ownPostgres(address: string, driven: boolean): OwnPostgres {
  const wrong = (reason: string): Error => engineError('engine-database-malformed', { reason });
  // The parser's own message would quote the address, password and all.
  if (!URL.canParse(address)) throw wrong('不是一个网址');
  const url = new URL(address);
  if (!['postgres:', 'postgresql:'].includes(url.protocol))
    throw wrong(`协议是 ${url.protocol.slice(0, -1)}`);
  const decoded = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw wrong('百分号转义不完整');
    }
  };
  const [user, password, name] = [url.username, url.password, url.pathname.slice(1)].map(decoded) as [
    string,
    string,
    string,
  ];
  if (url.hostname === '') throw wrong('没有主机；不能用本机套接字');
  // The engine puts the user into an address of its own without escaping it.
  if (!/^[\w.-]+$/.test(user)) throw wrong(`用户“${user}”须由字母、数字、下划线、点、短横组成`);
  if (/\s/.test(password)) throw wrong('口令中不能有空格');
  if (name !== '' && !/^[a-z_][a-z0-9_]{0,39}$/.test(name))
    throw wrong(`库名“${name}”须由小写字母、数字、下划线组成，不超过 40 个字符`);
  const tls = tlsOf(url.searchParams, wrong);
  return {
    names: namesOf(name, driven),
    place: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 5432),
      user,
      password,
      ...(tls && { tls }),
    },
  };
}

function tlsOf(given: URLSearchParams, wrong: (reason: string) => Error): PostgresTls | undefined {
  for (const key of given.keys())
    if (!['sslmode', 'sslrootcert', 'sslcert', 'sslkey'].includes(key)) throw wrong(`不认识参数 ${key}`);
  const [mode, ca, cert, key] = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'].map((name) =>
    given.get(name),
  ) as [string | null, string | null, string | null, string | null];
  if ((cert === null) !== (key === null)) throw wrong('sslcert 和 sslkey 须成对');
  if (mode !== null && !(mode in MODES))
    throw wrong(`sslmode 的值“${mode}”不能用，应为 ${Object.keys(MODES).join('、')} 之一`);
  if (mode === 'disable' || [mode, ca, cert].every((one) => one === null)) return undefined;
  return {
    verify: mode === null ? true : MODES[mode] === true,
    ...(ca === null ? {} : { ca: path.resolve(ca) }),
    ...(cert !== null && key !== null
      ? { client: { cert: path.resolve(cert), key: path.resolve(key) } }
      : {}),
  };
}

/** Address of one of its databases, for the store. Holds the password. */
export function databaseUrlOn({ place }: OwnPostgres, name: string): string {
  const { host, port, user, password, tls } = place;
  const url = new URL(`postgres://${host.includes(':') ? `[${host}]` : host}:${port}/${name}`);
  Object.assign(url, { username: encodeURIComponent(user), password: encodeURIComponent(password) });
  if (tls !== undefined) {
    url.searchParams.set('sslmode', tls.verify ? 'verify-full' : 'no-verify');
    if (tls.ca !== undefined) url.searchParams.set('sslrootcert', tls.ca);
    if (tls.client) {
      url.searchParams.set('sslcert', tls.client.cert);
      url.searchParams.set('sslkey', tls.client.key);
    }
  }
  return url.href;
}
