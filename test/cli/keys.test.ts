import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { emptyHome, fileOf, mailsIn, type Home, type Running } from './owner-support.ts';
import { cli, folder, removeFolders, ROOT, smallPlan, type Json } from './support.ts';

const READY = '按 Ctrl-C 停止。';

// Waits are for what happens, not for time; a busy machine may take long.
jest.setTimeout(300_000);

afterAll(removeFolders);

/** Every file below a folder, by its path. */
const filesIn = (at: string): readonly string[] =>
  readdirSync(at, { recursive: true, encoding: 'utf8' }).toSorted();

describe('keys at the command line, while nothing runs', () => {
  it('are made, rotated and listed, and never printed', async () => {
    const data = folder();
    const z = (...argv: readonly string[]) => cli(argv, { data });
    expect((await z('keys', 'check')).out).toContain('没有密钥，内容不加密');
    const added = await z('keys', 'add', '--for', 'payload');
    expect([added.code, added.err]).toEqual([0, '']);
    expect(added.out).toContain('请立即另存密钥文件，与备份分开保管');
    const rotated = (await z('keys', 'rotate', '--for', 'payload', '--cipher', 'sm4', '--json')).json();
    const checked = await z('keys', 'check', '--json');
    expect(checked.code).toBe(0);
    const file = path.join(data, 'live/keys.json');
    expect(checked.json()).toMatchObject({
      file,
      keys: [
        { id: rotated.before, cipher: 'aes-256-gcm', current: false, ageDays: 0 },
        { id: rotated.key.id, cipher: 'sm4-ctr-hmac-sm3', current: true },
      ],
      used: [],
      sound: true,
    });
    const said = added.out + checked.out + (await z('keys', 'check')).out + JSON.stringify(rotated);
    const kept: Json = JSON.parse(readFileSync(file, 'utf8'));
    for (const { bytes } of kept.keys) expect(said).not.toContain(bytes);
  });

  it('that cannot be used end with 1 and a code, and the subject key is never rotated', async () => {
    const data = folder();
    const z = async (...argv: readonly string[]) => {
      const said = await cli([...argv, '--json'], { data });
      return [said.code, said.json().error?.code];
    };
    expect(await z('keys', 'rotate', '--for', 'content')).toEqual([1, 'keys-none-yet']);
    expect(await z('keys', 'add', '--for', 'subject')).toEqual([0, undefined]);
    expect(await z('keys', 'add', '--for', 'subject')).toEqual([1, 'keys-there-already']);
    expect(await z('keys', 'rotate', '--for', 'subject')).toEqual([1, 'keys-subject-fixed']);
    expect(await z('keys', 'add', '--for', 'payload', '--cipher', 'rot13')).toEqual([2, 'usage']);
    expect(await z('keys', 'add', '--for', 'everything')).toEqual([2, 'usage']);
  });
});

describe('keys of an instance', () => {
  const KEYS = 'driven/keys.json';
  let home: Home;
  let data: string;
  let owner: Running;

  beforeAll(async () => {
    await promisify(execFile)(path.join(ROOT, 'scripts/build'));
    home = await emptyHome();
    data = path.dirname(home.data('driven'));
    await home.run(['keys', 'add', '--for', 'payload', '--driven']);
    owner = home.start(['run', '--driven', '--plan', smallPlan(['M06'])]);
    await owner.says(READY);
  });

  afterAll(() => home.remove());

  const check = async (): Promise<Json> => (await home.run(['keys', 'check', '--json'])).json();

  it('work from the first start on, and are all there', async () => {
    const { keys, used, processes, sound } = await check();
    expect([sound, used.length, keys.length]).toEqual([true, 1, 1]);
    expect(processes).toEqual([
      { id: keys[0].id, processes: 3, example: expect.any(String), standing: 'there' },
    ]);
    expect((await home.run(['ledger', 'verify'])).code).toBe(0);
  });

  it('rotated while it runs: it goes on under the new one, and the old one stays for what is there', async () => {
    const { key } = (await home.run(['keys', 'rotate', '--for', 'payload', '--json'])).json();
    await owner.says('密钥文件已更换，正在重新连接…');
    const report = [
      'act',
      'M06',
      '报告进展',
      '--as',
      'jcc-chengban',
      '--text',
      '机密进展：某企业虚报',
      '--driven',
    ];
    // While it connects anew, nobody is there to attach to.
    for (let tries = 0; (await home.run(report)).code !== 0; tries += 1)
      if (tries > 20) throw new Error('no');
    expect((await home.run(['advance', '--to', '2022-08-02'])).code).toBe(0);
    expect((await mailsIn(home.data('driven'))).length).toBeGreaterThan(0);
    const { keys, used, sound } = await check();
    expect([sound, used.length, keys.at(-1)]).toEqual([
      true,
      2,
      expect.objectContaining({ id: key.id, current: true }),
    ]);
    const doctor = (await home.run(['doctor', '--json'])).json();
    expect(doctor.rows.filter(({ row }: Json) => ['keys', 'worker'].includes(row))).toMatchObject([
      { row: 'keys', verdict: 'ok' },
      { row: 'worker', verdict: 'ok' },
    ]);
    expect((await home.run(['ledger', 'verify'])).code).toBe(0);
  });

  it('lost while it runs: it goes on, but commands refuse, and doctor says why', async () => {
    renameSync(path.join(data, KEYS), path.join(data, 'moved'));
    const status = await home.run(['status', '--json']);
    expect([status.code, status.json().error.code]).toEqual([1, 'keys-file-missing']);
    const doctor = await home.run(['doctor', '--json']);
    expect([doctor.code, doctor.json().rows.find(({ row }: Json) => row === 'keys').verdict]).toEqual([
      8,
      'broken',
    ]);
    const checked = await home.run(['keys', 'check', '--json']);
    expect([checked.code, checked.json().sound]).toEqual([8, false]);
    renameSync(path.join(data, 'moved'), path.join(data, KEYS));
    expect((await home.run(['status'])).code).toBe(0);
  });

  it('lost or wrong at a start: it names key and file, ends with 1, and touches nothing', async () => {
    owner.send('SIGTERM');
    expect((await owner.ended).code).toBe(0);
    const kept = readFileSync(path.join(data, KEYS), 'utf8');
    const before = filesIn(data).filter((one) => one !== KEYS);
    const start = async (): Promise<readonly [number | null, string]> => {
      const said = await home.run(['run', '--driven', '--json']);
      expect(filesIn(data).filter((one) => one !== KEYS)).toEqual(before);
      expect(said.json().error.text).toContain(path.join(data, KEYS));
      return [said.code, said.json().error.code];
    };
    rmSync(path.join(data, KEYS));
    expect(await start()).toEqual([1, 'keys-file-missing']);
    writeFileSync(path.join(data, KEYS), kept.replace(/"bytes": ".{8}/, '"bytes": "AAAAAAAA'), {
      mode: 0o600,
    });
    expect(await start()).toEqual([1, 'keys-wrong']);
    writeFileSync(path.join(data, KEYS), '{"v":1,"current":{},"keys":[]}');
    expect(await start()).toEqual([1, 'keys-missing']);
    expect(fileOf(home.data('driven'), 'instance.json')).toBeUndefined();
    writeFileSync(path.join(data, KEYS), kept);
    owner = home.start(['run', '--driven', '--no-launch']);
    await owner.says(READY);
    expect((await home.run(['timeline', 'M06'])).out).toContain('机密进展：某企业虚报');
    owner.send('SIGTERM');
    await owner.ended;
  });
});
