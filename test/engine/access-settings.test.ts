import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '../../src/config.ts';
import { accessOptions } from '../../src/contracts/engine-access.ts';
import { readAccess } from '../../src/engine/access-files.ts';
import { temporalSettings } from '../../src/engine/access-settings.ts';
import { EngineError } from '../../src/engine/errors.ts';
import { authority, issue } from '../support/certificates.ts';
import { codeOf, removeFolder, temporaryFolder } from './fixtures.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

const refusal = (env: NodeJS.ProcessEnv): EngineError => {
  try {
    temporalSettings(env);
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('not refused');
};

const ADDRESS = { TEMPORAL_ADDRESS: 'engine.example:7233' };

test("Temporal's own names mean what they mean elsewhere", () => {
  expect(
    temporalSettings({
      ...ADDRESS,
      TEMPORAL_NAMESPACE: 'office',
      TEMPORAL_API_KEY: 'secret',
      TEMPORAL_TLS_SERVER_NAME: 'front.example',
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: 'ca.pem',
      TEMPORAL_TLS_CLIENT_CERT_DATA: 'CERT',
      TEMPORAL_TLS_CLIENT_KEY_PATH: '/keys/client.key',
      TEMPORAL_GRPC_META_X_OFFICE: 'zhejiang',
    }),
  ).toEqual({
    address: 'engine.example:7233',
    namespace: 'office',
    access: {
      apiKey: 'secret',
      metadata: { 'x-office': 'zhejiang' },
      tls: {
        serverName: 'front.example',
        // Whoever attaches later may stand in another folder.
        ca: { path: path.resolve('ca.pem') },
        client: { cert: { data: 'CERT' }, key: { path: '/keys/client.key' } },
      },
    },
  });
});

test('nothing set is the embedded engine, spoken to plainly; an empty value counts as absent', () => {
  expect(temporalSettings({ TEMPORAL_ADDRESS: ' ', TEMPORAL_API_KEY: '', TEMPORAL_TLS: '' })).toEqual({});
  expect(temporalSettings(ADDRESS)).toEqual({ address: 'engine.example:7233' });
  expect(accessOptions()).toEqual({ tls: false });
});

test('a key alone is sent under TLS; in plain text only where that is asked for', () => {
  expect(temporalSettings({ ...ADDRESS, TEMPORAL_API_KEY: 'k' }).access).toEqual({ apiKey: 'k', tls: {} });
  expect(temporalSettings({ ...ADDRESS, TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false' }).access).toEqual({
    apiKey: 'k',
  });
  expect(temporalSettings({ ...ADDRESS, TEMPORAL_TLS: 'true' }).access).toEqual({ tls: {} });
});

describe('a profile', () => {
  const file = (): string => path.join(folder, 'temporal.toml');
  beforeAll(() =>
    writeFile(
      file(),
      [
        '[profile.default]',
        'address = "default.example:7233"',
        '[profile.office]',
        'address = "office.example:7233"',
        'namespace = "office"',
        'api_key = "from the file"',
        '[profile.office.tls]',
        'server_name = "front.example"',
        '[profile.bare]',
        'namespace = "bare"',
      ].join('\n'),
    ),
  );

  test('is taken by its name, and the environment goes before it', () => {
    const named = { TEMPORAL_CONFIG_FILE: file(), TEMPORAL_PROFILE: 'office', TEMPORAL_API_KEY: 'k' };
    expect(temporalSettings(named)).toEqual({
      address: 'office.example:7233',
      namespace: 'office',
      access: { apiKey: 'k', tls: { serverName: 'front.example' } },
    });
    expect(temporalSettings({ TEMPORAL_CONFIG_FILE: file() }).address).toBe('default.example:7233');
    expect(temporalSettings({ TEMPORAL_CONFIG_FILE: file(), TEMPORAL_PROFILE: 'bare' })).toEqual({
      address: 'localhost:7233',
      namespace: 'bare',
    });
    const { namespace, temporalAddress } = readConfig(named, 'driven');
    expect([namespace, temporalAddress]).toEqual(['office-driven', 'office.example:7233']);
  });

  test('that lies in a home folder is looked at only where the environment names an engine or a profile', async () => {
    const home = { HOME: folder, XDG_CONFIG_HOME: path.join(folder, 'config') };
    await mkdir(path.join(folder, 'config/temporalio'), { recursive: true });
    await copyFile(file(), path.join(folder, 'config/temporalio/temporal.toml'));
    expect(temporalSettings(home)).toEqual({});
    expect(temporalSettings({ ...home, TEMPORAL_PROFILE: 'office' }).address).toBe('office.example:7233');
  });

  test('that is not there, or cannot be read, is an error that names the file', () => {
    const missing = refusal({ TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' });
    expect([missing.code, missing.message]).toEqual([
      'engine-profile-unreadable',
      expect.stringContaining('/nowhere/temporal.toml（ENOENT）'),
    ]);
    expect(refusal({ TEMPORAL_CONFIG_FILE: file(), TEMPORAL_PROFILE: 'other' }).message).toContain('other');
    expect(refusal({ TEMPORAL_CONFIG_FILE: import.meta.filename }).code).toBe('engine-profile-unreadable');
  });
});

test('what would silently weaken the connection is refused instead', () => {
  expect(refusal({ ...ADDRESS, TEMPORAL_TLS: 'yes' }).message).toMatch(/TEMPORAL_TLS 的值“yes”/);
  expect(refusal({ ...ADDRESS, TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' }).code).toBe(
    'engine-setting-malformed',
  );
  const half = refusal({ ...ADDRESS, TEMPORAL_TLS_CLIENT_CERT_PATH: '/c.pem' });
  expect([half.code, half.message]).toEqual([
    'engine-tls-incomplete',
    expect.stringContaining('缺 TEMPORAL_TLS_CLIENT_KEY_PATH'),
  ]);
});

describe('certificates and keys', () => {
  test('are read from their files, and anew each time', async () => {
    const ca = await authority(folder, 'ca');
    const client = await issue(folder, 'client', ca);
    const settings = {
      tls: { ca: { path: ca.cert }, client: { cert: { path: client.cert }, key: { path: client.key } } },
    };
    const read = await readAccess(settings);
    expect(read.tls?.client?.key).toContain('PRIVATE KEY');
    await issue(folder, 'client', ca);
    expect((await readAccess(settings)).tls?.client?.key).not.toBe(read.tls?.client?.key);
  });

  test('that cannot be read, are no certificates, or do not belong together: named with what to do', async () => {
    const ca = await authority(folder, 'ca');
    const [one, two] = [await issue(folder, 'one', ca), await issue(folder, 'two', ca)];
    const missing = readAccess({ tls: { ca: { path: '/nowhere/ca.pem' } } });
    expect(await codeOf(missing)).toBe('engine-tls-file');
    await expect(missing).rejects.toThrow('/nowhere/ca.pem（ENOENT）');
    expect(await codeOf(readAccess({ tls: { ca: { data: 'no certificate' } } }))).toBe('engine-tls-material');
    const mixed = readAccess({ tls: { client: { cert: { path: one.cert }, key: { path: two.key } } } });
    expect(await codeOf(mixed)).toBe('engine-tls-material');
    await expect(mixed).rejects.toThrow(new RegExp(`${one.cert}、${two.key}：.*mismatch`));
  });
});
