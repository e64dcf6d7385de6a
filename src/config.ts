import { tmpdir } from 'node:os';
import path from 'node:path';
import { temporalSettings, type AccessSettings } from './engine/access-settings.ts';
import { engineError } from './engine/errors.ts';
import type { Mirror } from './engine/mirror.ts';
import { ownPostgres, type OwnPostgres } from './engine/own-postgres.ts';
import { defaultFolders } from './engine/paths.ts';
import { bucketSettings } from './evidence-settings.ts';
import type { Bucket } from './store/bucket.ts';
import type { ClockInput } from './domain/process.ts';

/** Everything the environment says. Read once, by entry points only. */
export interface Config {
  /** Data folder of this clock: live and driven programmes never share one. */
  readonly data: string;
  readonly cache: string;
  /** Where the keys are kept. */
  readonly keyFile: string;
  /** The key file was named by a setting: then it must be there. */
  readonly keyFileNamed: boolean;
  readonly clock: ClockInput['kind'];
  /** Engine of the office's own; absent: the embedded one. */
  readonly temporalAddress?: string;
  /** TLS, key and headers for it; absent: plain. */
  readonly temporalAccess?: AccessSettings;
  readonly namespace: string;
  /** Where the embedded engine's programs may be fetched from. */
  readonly engineMirror?: Mirror;
  /** PostgreSQL of the office's own for our store; absent: the embedded one. */
  readonly databaseUrl?: string;
  /** PostgreSQL of the office's own for the databases of our engine; absent: the embedded one. */
  readonly enginePostgres?: OwnPostgres;
  /** Bucket of evidence; absent: the data folder. */
  readonly evidenceBucket?: Bucket;
  /** Absent, or driven: the catcher. */
  readonly smtpUrl?: string;
  /** Asked for once a minute while a live instance is well: who watches it raises the alarm at silence. */
  readonly heartbeatUrl?: string;
  /** Address that letters come from. */
  readonly mailFrom: string;
}

/**
 * Reads the settings. An empty value counts as absent.
 * @throws engine-setting-malformed, engine-profile-unreadable, engine-tls-incomplete, engine-database-malformed, engine-database-needless
 */
export function readConfig(env: NodeJS.ProcessEnv, clock: ClockInput['kind']): Config {
  const value = (name: string): string | undefined => {
    const text = env[name]?.trim();
    return text === undefined || text === '' ? undefined : text;
  };
  const { data, cache } = defaultFolders({
    data: value('ZHENGGAI_DATA'),
    cache: value('ZHENGGAI_CACHE'),
    uid: process.getuid?.(),
    home: value('HOME'),
    xdgDataHome: value('XDG_DATA_HOME'),
    xdgCacheHome: value('XDG_CACHE_HOME'),
    temporary: tmpdir(),
  });
  const temporal = temporalSettings(env);
  const engineMirror = mirrorOf(value('ZHENGGAI_ENGINE_MIRROR'), value('ZHENGGAI_ENGINE_SHA256'));
  const databaseUrl = value('DATABASE_URL');
  const enginePostgres = postgresOf(value('ENGINE_DATABASE_URL'), temporal.address, clock);
  const folder = clock === 'driven' ? 'driven' : 'live';
  const evidenceBucket = bucketSettings(value, folder);
  const smtpUrl = clock === 'driven' ? undefined : value('SMTP_URL');
  const heartbeatUrl = clock === 'driven' ? undefined : value('HEARTBEAT_URL');
  const own = path.join(data, folder);
  const keyFile = value('ZHENGGAI_KEYS');
  return {
    data: own,
    cache,
    keyFile: path.resolve(keyFile ?? path.join(own, 'keys.json')),
    keyFileNamed: keyFile !== undefined,
    clock,
    // A driven programme has its own namespace, also on an engine that serves a live one.
    namespace: `${temporal.namespace ?? 'zhenggai'}${clock === 'driven' ? '-driven' : ''}`,
    mailFrom: value('MAIL_FROM') ?? 'zhenggai@zhenggai.example',
    ...(temporal.address === undefined ? {} : { temporalAddress: temporal.address }),
    ...(temporal.access === undefined ? {} : { temporalAccess: temporal.access }),
    ...(engineMirror === undefined ? {} : { engineMirror }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(enginePostgres === undefined ? {} : { enginePostgres }),
    ...(evidenceBucket === undefined ? {} : { evidenceBucket }),
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(heartbeatUrl === undefined ? {} : { heartbeatUrl }),
  };
}

function mirrorOf(url: string | undefined, sha256: string | undefined): Mirror | undefined {
  return url === undefined ? undefined : { url, ...(sha256 === undefined ? {} : { sha256 }) };
}

function postgresOf(
  url: string | undefined,
  temporalAddress: string | undefined,
  clock: ClockInput['kind'],
): OwnPostgres | undefined {
  if (url === undefined) return undefined;
  if (temporalAddress !== undefined) throw engineError('engine-database-needless', undefined);
  return ownPostgres(url, clock === 'driven');
}
