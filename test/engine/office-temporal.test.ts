import { readFile } from 'node:fs/promises';
import type { EngineAccess, EngineTls } from '../../src/contracts/engine-access.ts';
import { connect } from '../../src/client/connect.ts';
import { checkTemporal } from '../../src/engine/check-temporal.ts';
import { ensureNamespace } from '../../src/engine/namespace.ts';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';
import { authority, issue, type Certificate } from '../support/certificates.ts';
import { startOfficeTemporal, type OfficeTemporal } from '../support/office-temporal.ts';
import { shared } from '../support/shared.ts';
import { codeOf, removeFolder, temporaryFolder } from './fixtures.ts';

/** A real Temporal server with mTLS on its frontend, which checks keys (JWTs) as well. */
describe("an office's own engine behind mTLS and keys", () => {
  let folder: string;
  let office: OfficeTemporal;
  let tls: EngineTls;
  let stranger: Certificate;
  let otherCa: string;
  const admin = (): EngineAccess => ({ tls, apiKey: office.key(['temporal-system:admin']) });
  const check = (access: EngineAccess | undefined, address = office.address) =>
    checkTemporal(address, { access, namespace: 'office' });

  beforeAll(async () => {
    folder = await temporaryFolder();
    const [ca, other] = [await authority(folder, 'ca'), await authority(folder, 'other-ca')];
    const [server, client] = [await issue(folder, 'engine', ca), await issue(folder, 'zhenggai', ca)];
    stranger = await issue(folder, 'stranger', other);
    otherCa = await readFile(other.cert, 'utf8');
    tls = {
      serverName: 'engine.example',
      ca: await readFile(ca.cert, 'utf8'),
      client: { cert: await readFile(client.cert, 'utf8'), key: await readFile(client.key, 'utf8') },
    };
    office = await startOfficeTemporal({
      ...{ folder, ca, server, client },
      serverName: 'engine.example',
      access: { tls },
    });
  });
  afterAll(async () => {
    await office.stop();
    await removeFolder(folder);
  });

  test('answers whoever has certificate and key', async () => {
    expect(await check(admin())).toEqual({ serverVersion: TEMPORAL_VERSION });
  });

  test('spoken to plainly: it is said that only TLS is taken', async () => {
    expect(await codeOf(check(undefined))).toBe('engine-tls-wanted');
    await expect(check(undefined)).rejects.toThrow(/TEMPORAL_TLS=true/);
  });

  test('a certificate of an issuer that is not trusted: which setting names the issuer', async () => {
    const asked = check({ tls: { ...tls, ca: otherCa } });
    expect(await codeOf(asked)).toBe('engine-tls-untrusted');
    await expect(asked).rejects.toThrow(/TEMPORAL_TLS_SERVER_CA_CERT_PATH/);
    const { ca: _, ...none } = tls;
    expect(await codeOf(check({ tls: none }))).toBe('engine-tls-untrusted');
  });

  test("a certificate for another name: the name asked for and the certificate's own", async () => {
    const { serverName: _, ...byAddress } = tls;
    const asked = check({ tls: byAddress });
    expect(await codeOf(asked)).toBe('engine-tls-name');
    await expect(asked).rejects.toThrow(
      /“127\.0\.0\.1”[\s\S]*engine\.example[\s\S]*TEMPORAL_TLS_SERVER_NAME/,
    );
    expect(await codeOf(check({ tls: { ...tls, serverName: 'other.example' } }))).toBe('engine-tls-name');
  });

  test('without a certificate of ours, or with one of another issuer', async () => {
    const { client: _, ...none } = tls;
    const asked = check({ tls: none });
    expect(await codeOf(asked)).toBe('engine-tls-client');
    await expect(asked).rejects.toThrow(/本机证书未设置[\s\S]*TEMPORAL_TLS_CLIENT_CERT_PATH/);
    const client = { cert: await readFile(stranger.cert, 'utf8'), key: await readFile(stranger.key, 'utf8') };
    const strange = check({ tls: { ...tls, client } });
    expect(await codeOf(strange)).toBe('engine-tls-client');
    await expect(strange).rejects.toThrow(/本机证书已出示/);
  });

  test('TLS spoken to a plain engine', async () => {
    expect(await codeOf(check({ tls }, shared().temporalAddress))).toBe('engine-tls-unspoken');
  });

  test.each([
    ['none', () => undefined],
    ['one that another has signed', () => office.key(['temporal-system:admin'], { forged: true })],
    ['one that has run out', () => office.key(['temporal-system:admin'], { expired: true })],
    ['one for another namespace', () => office.key(['elsewhere:admin'])],
    ['no key at all, but text', () => 'secret'],
  ])('a key that is refused (%s)', async (_, key) => {
    const apiKey = key();
    const asked = check({ tls, ...(apiKey === undefined ? {} : { apiKey }) });
    expect(await codeOf(asked)).toBe('engine-access-refused');
    await expect(asked).rejects.toThrow(apiKey === undefined ? /密钥未设置/ : /密钥已设置/);
    await expect(asked).rejects.not.toThrow(apiKey ?? 'Bearer');
  });

  test('a key that may only write makes do with a namespace that an administrator has prepared, and says what is missing before', async () => {
    const writer = await connect(office.address, 'office', { tls, apiKey: office.key(['office:write']) });
    const asked = ensureNamespace(writer.connection, 'office');
    expect(await codeOf(asked)).toBe('engine-namespace-forbidden');
    await expect(asked).rejects.toThrow(/office[\s\S]*ZhenggaiProgramme/);
    const owner = await connect(office.address, 'office', admin());
    await ensureNamespace(owner.connection, 'office');
    await ensureNamespace(writer.connection, 'office');
    await writer.close();
    await owner.close();
  });
});
