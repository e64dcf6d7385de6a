import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { EngineAccess, EngineTls } from '../contracts/engine-access.ts';
import type { AccessSettings, PemSource } from './access-settings.ts';
import { engineError } from './errors.ts';
import { errno, errorText } from './files.ts';

/**
 * Reads the certificates and keys that the settings name, as they are now, and makes sure that they can be used.
 * @throws engine-tls-file naming the file, engine-tls-material
 */
export async function readAccess(settings: AccessSettings = {}): Promise<EngineAccess> {
  const { tls, ...rest } = settings;
  return tls === undefined ? rest : { ...rest, tls: await readTls(tls) };
}

async function readTls(tls: NonNullable<AccessSettings['tls']>): Promise<EngineTls> {
  const { serverName, ca, client } = tls;
  const read: EngineTls = {
    ...(serverName === undefined ? {} : { serverName }),
    ...(ca === undefined ? {} : { ca: await pem(ca) }),
    ...(client && { client: { cert: await pem(client.cert), key: await pem(client.key) } }),
  };
  try {
    if (read.ca !== undefined && !/-----BEGIN [A-Z ]*CERTIFICATE-----/.test(read.ca))
      throw new Error('no certificate in it');
    createSecureContext({ ca: read.ca, ...read.client });
  } catch (error) {
    const files = [ca, client?.cert, client?.key].flatMap((one) => (one === undefined ? [] : [nameOf(one)]));
    throw engineError('engine-tls-material', { files: files.join('、'), reason: errorText(error) }, error);
  }
  return read;
}

async function pem(source: PemSource): Promise<string> {
  if ('data' in source) return source.data;
  try {
    return await readFile(source.path, 'utf8');
  } catch (error) {
    throw engineError(
      'engine-tls-file',
      { file: source.path, reason: errno(error) ?? errorText(error) },
      error,
    );
  }
}

function nameOf(source: PemSource): string {
  return 'path' in source ? source.path : '…_DATA';
}
