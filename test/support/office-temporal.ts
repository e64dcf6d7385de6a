import { spawn } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { EngineAccess } from '../../src/contracts/engine-access.ts';
import { checkTemporal } from '../../src/engine/check-temporal.ts';
import { createWhole } from '../../src/engine/engine-tables.ts';
import { connectTo, type PostgresPlace } from '../../src/engine/postgres-place.ts';
import { freePorts } from '../../src/engine/ports.ts';
import { startToken, waitGone } from '../../src/engine/processes.ts';
import { temporalBinaries } from '../../src/engine/temporal-binaries.ts';
import {
  TEMPORAL_PORT_COUNT,
  temporalConfig,
  temporalDynamicConfig,
  temporalPorts,
} from '../../src/engine/temporal-config.ts';
import { cacheFolder } from '../engine/fixtures.ts';
import type { Certificate } from './certificates.ts';
import { shared } from './shared.ts';

/** A Temporal server as an office would run it: mTLS on its frontend, and keys that it checks. */
export interface OfficeTemporal {
  readonly address: string;
  /** A key (a signed JWT) with these permissions, such as `temporal-system:admin` or `zhenggai:write`. */
  key(
    permissions: readonly string[],
    options?: { readonly forged?: boolean; readonly expired?: boolean },
  ): string;
  stop(): Promise<void>;
}

export interface OfficeTemporalOptions {
  readonly folder: string;
  readonly ca: Certificate;
  readonly server: Certificate;
  /** Name in the server's certificate. */
  readonly serverName: string;
  /** For its own system worker. */
  readonly client: Certificate;
  /** With it the start is awaited. */
  readonly access: EngineAccess;
}

/** The internal one is started only where it is named. */
const SERVICES = ['frontend', 'internal-frontend', 'history', 'matching', 'worker'].flatMap((name) => [
  '--service',
  name,
]);

/** Starts one on databases of its own in the suite's PostgreSQL. */
export async function startOfficeTemporal(options: OfficeTemporalOptions): Promise<OfficeTemporal> {
  const { folder } = options;
  const programs = await temporalBinaries({ cacheFolder });
  const postgres = suitePostgres();
  const name = `office_${randomBytes(4).toString('hex')}`;
  const databases = { engine: name, visibility: `${name}_visibility` };
  const admin = await connectTo(postgres, 'postgres');
  const tables = { place: postgres, sqlTool: programs.sql };
  await createWhole(admin, tables, databases.engine, 'temporal');
  await createWhole(admin, tables, databases.visibility, 'visibility');
  const keys = await keyServer();
  // The second server of the frontend's kind is for its own system worker, which has no key.
  const ports = await freePorts(TEMPORAL_PORT_COUNT + 2);
  const dynamicFile = path.join(folder, 'dynamic.yaml');
  const plain = temporalConfig({ postgres, databases, ports: temporalPorts(ports), dynamicFile });
  const config = parse(plain) as { global: object; services: object };
  const [grpcPort, membershipPort] = ports.slice(TEMPORAL_PORT_COUNT);
  Object.assign(config.services, {
    'internal-frontend': { rpc: { grpcPort, membershipPort, bindOnIP: '127.0.0.1' } },
  });
  Object.assign(config.global, { tls: tlsOf(options), authorization: keys.authorization });
  const file = path.join(folder, 'server.yaml');
  await writeFile(dynamicFile, temporalDynamicConfig(false));
  await writeFile(file, stringify(config));
  const child = spawn(programs.server, ['--config-file', file, 'start', ...SERVICES], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-4_000)));
  const pid = child.pid ?? 0;
  const token = (await startToken(pid)) ?? '';
  const address = `127.0.0.1:${ports[0]}`;
  for (;;) {
    try {
      await checkTemporal(address, {
        access: { ...options.access, apiKey: keys.key(['temporal-system:admin']) },
      });
      break;
    } catch (error) {
      if (child.exitCode !== null) throw new Error(`${String(error)}\n${log}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return {
    address,
    key: keys.key,
    async stop() {
      child.kill('SIGTERM');
      if (!(await waitGone(pid, token, 20_000))) child.kill('SIGKILL');
      await keys.close();
      for (const database of Object.values(databases))
        await admin.query(`drop database ${database} with (force)`);
      await admin.end();
    },
  };
}

/** The suite's PostgreSQL as its superuser. */
export function suitePostgres(): PostgresPlace {
  const url = new URL(shared().adminDatabaseUrl);
  return {
    host: url.hostname,
    port: Number(url.port),
    user: url.username,
    password: decodeURIComponent(url.password),
  };
}

function tlsOf({ ca, server, serverName, client }: OfficeTemporalOptions): object {
  const trust = { serverName, rootCaFiles: [ca.cert] };
  return {
    frontend: {
      server: {
        certFile: server.cert,
        keyFile: server.key,
        requireClientAuth: true,
        clientCaFiles: [ca.cert],
      },
      client: trust,
    },
    systemWorker: { certFile: client.cert, keyFile: client.key, client: trust },
  };
}

/** Publishes the public key by which the server checks JWTs, and signs some. */
async function keyServer() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'office', use: 'sig', alg: 'RS256' };
  const http = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    authorization: {
      jwtKeyProvider: { keySourceURIs: [`http://127.0.0.1:${port}/keys.json`], refreshInterval: '1m' },
      permissionsClaimName: 'permissions',
      authorizer: 'default',
      claimMapper: 'default',
    },
    key: ((permissions, { forged = false, expired = false } = {}) =>
      jwt(forged ? stranger() : privateKey, permissions, expired ? -60 : 3_600)) as OfficeTemporal['key'],
    close: () => new Promise<void>((resolve) => http.close(() => resolve())),
  };
}

function stranger(): KeyObject {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return createPrivateKey(privateKey);
}

function jwt(privateKey: KeyObject, permissions: readonly string[], seconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const signed = [
    part({ alg: 'RS256', typ: 'JWT', kid: 'office' }),
    part({ sub: 'zhenggai', permissions, iat: now - 120, exp: now + seconds }),
  ].join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}
