import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadClientConfigProfile, type ClientConfigTLS, type ConfigDataSource } from '@temporalio/envconfig';
import { engineError } from './errors.ts';
import { errno, errorText } from './files.ts';

/** Where a certificate or key comes from: a file, read anew for each connection, or the text itself. */
export type PemSource = { readonly path: string } | { readonly data: string };

/** How the office's own engine is spoken to, as set. Plain JSON; may hold a key. */
export interface AccessSettings {
  readonly tls?: {
    readonly serverName?: string;
    readonly ca?: PemSource;
    readonly client?: { readonly cert: PemSource; readonly key: PemSource };
  };
  readonly apiKey?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What Temporal's own names in the environment, and a profile that they name, say. */
export interface TemporalSettings {
  readonly address?: string;
  readonly namespace?: string;
  readonly access?: AccessSettings;
}

/** Any of these means that the engine is the office's own, or that its profile is to be looked at. */
const NAMING = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'] as const;

/** Of a profile that names none, as for Temporal's own programs. */
const USUAL_ADDRESS = 'localhost:7233';

/** What Temporal's own programs take for yes and no; envconfig would take any other word for no, and speak plainly. */
const WORDS: readonly string[] = ['1', 'true', '0', 'false'];

/**
 * Reads the ecosystem's names (`TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS`, `TEMPORAL_TLS_…`,
 * `TEMPORAL_GRPC_META_…`, `TEMPORAL_PROFILE`, `TEMPORAL_CONFIG_FILE`) as Temporal's own programs do. A profile file is looked at only where the
 * environment names engine, profile or file: one that lies in a home folder for another purpose must not change which engine is used.
 * @throws engine-setting-malformed, engine-profile-unreadable, engine-tls-incomplete
 */
export function temporalSettings(env: NodeJS.ProcessEnv): TemporalSettings {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, text]) => {
      // An empty header is how one of the profile is taken away.
      const keep = text !== undefined && (text.trim() !== '' || name.startsWith('TEMPORAL_GRPC_META_'));
      return keep ? [[name, text.trim()]] : [];
    }),
  );
  for (const name of ['TEMPORAL_TLS', 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'])
    if (given[name] !== undefined && !WORDS.includes(given[name]))
      throw engineError('engine-setting-malformed', {
        setting: name,
        value: given[name],
        allowed: WORDS.join('、'),
      });
  if (['1', 'true'].includes(given['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'] ?? ''))
    throw engineError('engine-setting-malformed', {
      setting: 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION',
      value: 'true',
      allowed:
        '本程序始终核对服务端证书，请改用 TEMPORAL_TLS_SERVER_CA_CERT_PATH 和 TEMPORAL_TLS_SERVER_NAME',
    });
  if (NAMING.every((name) => given[name] === undefined))
    return given['TEMPORAL_NAMESPACE'] === undefined ? {} : { namespace: given['TEMPORAL_NAMESPACE'] };
  const { address, namespace, apiKey, tls, grpcMeta } = profileOf(given);
  const access: AccessSettings = {
    ...tlsOf(tls, apiKey),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(grpcMeta === undefined || Object.keys(grpcMeta).length === 0 ? {} : { metadata: grpcMeta }),
  };
  return {
    address: address ?? USUAL_ADDRESS,
    ...(namespace === undefined ? {} : { namespace }),
    ...(Object.keys(access).length === 0 ? {} : { access }),
  };
}

function profileOf(env: Record<string, string>): ReturnType<typeof loadClientConfigProfile> {
  const file = env['TEMPORAL_CONFIG_FILE'];
  try {
    // Read here: envconfig takes one that is named and not there for an empty one.
    return loadClientConfigProfile({
      overrideEnvVars: env,
      ...(file === undefined ? {} : { configSource: { data: readFileSync(file, 'utf8') } }),
    });
  } catch (error) {
    throw engineError(
      'engine-profile-unreadable',
      { file: file ?? 'temporalio/temporal.toml', reason: errno(error) ?? errorText(error) },
      error,
    );
  }
}

function tlsOf(
  tls: ClientConfigTLS | undefined,
  apiKey: string | undefined,
): { readonly tls?: NonNullable<AccessSettings['tls']> } {
  if (tls?.disabled === true || (tls === undefined && apiKey === undefined)) return {};
  const { serverName, serverCACert, clientCert, clientKey } = tls ?? {};
  if ((clientCert === undefined) !== (clientKey === undefined))
    throw engineError('engine-tls-incomplete', {
      given: clientCert === undefined ? 'CLIENT_KEY' : 'CLIENT_CERT',
      missing: clientCert === undefined ? 'CLIENT_CERT' : 'CLIENT_KEY',
    });
  return {
    tls: {
      ...(serverName === undefined ? {} : { serverName }),
      ...(serverCACert === undefined ? {} : { ca: sourceOf(serverCACert) }),
      ...(clientCert && clientKey
        ? { client: { cert: sourceOf(clientCert), key: sourceOf(clientKey) } }
        : {}),
    },
  };
}

/** Whoever reads it later may stand in another folder. */
function sourceOf(source: ConfigDataSource): PemSource {
  if ('path' in source) return { path: path.resolve(source.path) };
  return { data: typeof source.data === 'string' ? source.data : Buffer.from(source.data).toString('utf8') };
}
