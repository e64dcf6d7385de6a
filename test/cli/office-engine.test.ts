import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect } from '../../src/client/connect.ts';
import { readAccess } from '../../src/engine/access-files.ts';
import { ensureNamespace } from '../../src/engine/namespace.ts';
import { removeFolder, temporaryFolder } from '../engine/fixtures.ts';
import { authority, issue, type Certificate } from '../support/certificates.ts';
import { startOfficeTemporal, type OfficeTemporal } from '../support/office-temporal.ts';
import { emptyHome, fileOf, until, type Home, type Running } from './owner-support.ts';
import { removeFolders, ROOT, smallPlan } from './support.ts';

/** The built command line over a real engine that asks for a certificate and for a key. */
describe("a programme on an office's own engine, over mTLS and with a key", () => {
  let folder: string;
  let home: Home;
  let office: OfficeTemporal;
  let ca: Certificate;
  let running: Running | undefined;
  let environment: Record<string, string>;

  beforeAll(async () => {
    await promisify(execFile)(path.join(ROOT, 'scripts/build'));
    folder = await temporaryFolder();
    home = await emptyHome();
    ca = await authority(folder, 'ca');
    const [server, client] = [await issue(folder, 'engine', ca), await issue(folder, 'zhenggai', ca)];
    const settings = {
      tls: {
        serverName: 'engine.example',
        ca: { path: ca.cert },
        client: { cert: { path: client.cert }, key: { path: client.key } },
      },
    };
    const access = await readAccess(settings);
    office = await startOfficeTemporal({
      ...{ folder, ca, server, client, access },
      serverName: 'engine.example',
    });
    environment = {
      TEMPORAL_ADDRESS: office.address,
      TEMPORAL_NAMESPACE: 'office',
      TEMPORAL_API_KEY: office.key(['office-driven:write']),
      TEMPORAL_TLS_SERVER_NAME: 'engine.example',
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: ca.cert,
      TEMPORAL_TLS_CLIENT_CERT_PATH: client.cert,
      TEMPORAL_TLS_CLIENT_KEY_PATH: client.key,
    };
    // As the engine's administrator does, once.
    const apiKey = office.key(['temporal-system:admin']);
    const admin = await connect(office.address, 'office-driven', { ...access, apiKey });
    await ensureNamespace(admin.connection, 'office-driven');
    await admin.close();
  }, 180_000);

  afterAll(async () => {
    if (running !== undefined) {
      running.send('SIGTERM');
      await running.ended;
    }
    await office.stop();
    await home.remove();
    await removeFolder(folder);
    removeFolders();
  }, 120_000);

  it('is not launched with a key that is refused, nor with a key file that is not there', async () => {
    const forged = { TEMPORAL_API_KEY: office.key(['office-driven:write'], { forged: true }) };
    const refused = await home.run(['run', '--driven', '--no-launch'], { ...environment, ...forged });
    expect([refused.code, refused.err]).toEqual([7, expect.stringContaining('身份或权限未获认可')]);
    expect(refused.err).not.toContain(forged.TEMPORAL_API_KEY);
    const lost = { TEMPORAL_TLS_CLIENT_KEY_PATH: '/nowhere/client.key' };
    const unread = await home.run(['run', '--driven', '--no-launch', '--json'], { ...environment, ...lost });
    expect([unread.code, unread.json().error.code]).toEqual([7, 'engine-tls-file']);
  });

  it('is launched through it', async () => {
    running = home.start(['run', '--driven', '--plan', smallPlan(['M06', 'M18'])], environment);
    await running.says('整改专项已启动');
    expect(await home.run(['engine', 'prepare', '--driven'], environment)).toMatchObject({ code: 0 });
  });

  it('is reached by commands that know nothing of certificates and keys; only their owner can read what they attach by', async () => {
    const acted = await home.run([
      ...['act', 'M06', '批注', '--driven', '--as', 'zgb-zhuren', '--text', '已见'],
      '--json',
    ]);
    expect([acted.code, acted.err]).toEqual([0, '']);
    const timeline = await home.run(['timeline', 'M06', '--driven']);
    expect([timeline.code, timeline.out]).toEqual([0, expect.stringContaining('已见')]);
    const file = path.join(home.data('driven'), 'instance.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(fileOf(home.data('driven'), 'instance.json').temporalAccess).toMatchObject({
      tls: { client: { key: { path: environment['TEMPORAL_TLS_CLIENT_KEY_PATH'] } } },
    });
    expect(readFileSync(file, 'utf8')).not.toContain('PRIVATE KEY');
  });

  it('takes renewed certificates while it runs', async () => {
    const since = (): unknown => fileOf(home.data('driven'), 'instance.json')?.startedAt;
    const before = since();
    await issue(folder, 'zhenggai', ca);
    await running?.says('证书已更换，正在重新连接');
    await until(() => since() !== undefined && since() !== before);
    const acted = await home.run([
      'act',
      'M06',
      '批注',
      '--driven',
      '--as',
      'zgb-zhuren',
      '--text',
      '证书更换后',
    ]);
    expect([acted.code, acted.err]).toEqual([0, '']);
  }, 60_000);

  it('goes on after run is ended and begun again', async () => {
    running?.send('SIGTERM');
    expect((await running?.ended)?.code).toBe(0);
    running = home.start(['run', '--driven', '--no-launch'], environment);
    await running.says('按 Ctrl-C 停止');
    const timeline = await home.run(['timeline', 'M06', '--driven']);
    expect([timeline.code, timeline.out]).toEqual([0, expect.stringContaining('已见')]);
  });
});
