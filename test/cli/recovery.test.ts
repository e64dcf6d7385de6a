import { execFile } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { processesNaming } from '../engine/fixtures.ts';
import { foldEverything } from '../support/oracle.ts';
import { registryFile } from '../support/shared.ts';
import { emptyHome, fileOf, mailsIn, type Ended, type Home, type Running } from './owner-support.ts';
import { removeFolders, ROOT, smallPlan, type Json } from './support.ts';

const READY = '按 Ctrl-C 停止。';
const CHOSEN = ['skip', 'again'] as const;

// Waits are for what happens, not for time; a busy machine may take long.
jest.setTimeout(300_000);

beforeAll(() => promisify(execFile)(path.join(ROOT, 'scripts/build')));
afterAll(removeFolders);

/** A rehearsal that lost its disk. Its letters, which are kept elsewhere too, are all that survived, and an old backup. */
describe('backup, loss, restore', () => {
  const RUN = ['run', '--driven', '--plan', smallPlan(['M06', 'M18'])];
  let home: Home;
  let data: string;
  let owner: Running;
  let archive: string;
  let kept: string;
  /** Mails that left after the backup. */
  let after: readonly string[];

  const ok = async (argv: readonly string[]): Promise<Ended> => {
    const ended = await home.run(argv);
    expect([argv.join(' '), ended.code, ended.err]).toEqual([argv.join(' '), 0, ended.err]);
    return ended;
  };
  const stop = async (): Promise<void> => {
    owner.send('SIGTERM');
    expect((await owner.ended).code).toBe(0);
    expect(await processesNaming(data)).toEqual([]);
  };
  const measure = async (id: string): Promise<Json> =>
    (await ok(['show', id, '--driven', '--json'])).json().measure;
  const messageIds = (folder: string): readonly string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line).messageId);

  beforeAll(async () => {
    home = await emptyHome();
    data = home.data('driven');
    archive = path.join(home.folder, 'backup.tar.gz');
    kept = path.join(home.folder, 'kept');
    owner = home.start(RUN);
    await owner.says(READY);
    await ok(['advance', '--driven', '--to', '2022-06-10']);
  });
  afterAll(() => home.remove());

  test('a backup is taken while people act, is only its owner’s to read, and never overwrites another file', async () => {
    const acts = Promise.all(
      [1, 2, 3].map((i) => ok(['act', 'M06', 'urge', '--driven', '--as', 'zgb-zhuren', '--text', `${i}`])),
    );
    const backup = (await ok(['backup', '-o', archive, '--driven', '--json'])).json();
    await acts;
    expect(backup).toMatchObject({ file: archive, size: statSync(archive).size });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(readdirSync(home.folder).filter((name) => name.includes('.tmp'))).toEqual([]);
    const again = await home.run(['backup', '-o', archive, '--driven', '--json']);
    expect([again.code, again.json().error.code]).toEqual([1, 'file-exists']);
    expect(statSync(archive).size).toBe(backup.size);
  });

  test('life goes on after it: letters leave, somebody acts; then the disk is lost, but for the letters', async () => {
    const before = await mailsIn(data);
    await ok(['advance', '--driven', '--to', '2022-07-05']);
    await ok(['act', 'M06', 'urge', '--driven', '--as', 'zgb-zhuren', '--text', '备份之后']);
    await ok(['advance', '--driven', '--to', '2022-07-06']);
    after = (await mailsIn(data)).filter((name) => !before.includes(name));
    expect(after.length).toBeGreaterThan(3);
    expect(messageIds(path.join(data, 'letters'))).toHaveLength(before.length + after.length);
    expect((await ok(['ledger', 'verify', '--driven', '--json'])).json().differences).toEqual([]);
    await stop();
    mkdirSync(kept);
    for (const folder of ['letters', 'mail']) renameSync(path.join(data, folder), path.join(kept, folder));
  });

  test('what is no backup, or a damaged one, is refused before anything is written; so is a folder in use', async () => {
    const bytes = readFileSync(archive);
    const wrong = path.join(home.folder, 'wrong.tar.gz');
    const target = path.join(home.folder, 'elsewhere');
    const flipped = Buffer.from(bytes);
    flipped[Math.floor(bytes.length / 2)]! ^= 0x10;
    for (const content of [bytes.subarray(0, -1_000), flipped, Buffer.from('no backup')]) {
      writeFileSync(wrong, content);
      const ended = await home.run(['restore', wrong, '--data', target, '--json']);
      expect([ended.code, ended.json().error.code]).toEqual([1, 'restore-damaged']);
    }
    const none = await home.run(['restore', `${wrong}.none`, '--data', target, '--json']);
    expect([none.code, none.json().error.code]).toEqual([1, 'restore-no-file']);
    expect(existsSync(target)).toBe(false);
    const used = await home.run(['restore', archive, '--json']);
    expect([used.code, used.json().error.code]).toEqual([1, 'restore-folder-used']);
    rmSync(data, { recursive: true });
    const noLetters = await home.run(['restore', archive, '--letters', home.folder, '--json']);
    expect([noLetters.code, noLetters.json().error.code]).toEqual([1, 'letters-missing']);
    expect(existsSync(data)).toBe(false);
  });

  describe.each(CHOSEN)('restored, and decided: %s', (choice) => {
    let mailed: readonly string[];

    test('it starts paused: nothing is done, nothing mailed; exactly the letters sent since are listed', async () => {
      rmSync(data, { recursive: true, force: true });
      await ok(['restore', archive, '--letters', kept]);
      owner = home.start(RUN);
      await owner.says(READY);
      expect(owner.text()).toContain(`其中 ${after.length} 封是备份`);
      expect(owner.text()).not.toContain('正在启动办理程序');
      expect(fileOf(data, 'instance.json')).toMatchObject({ paused: true });
      const shown = (await ok(['resume', '--driven', '--json'])).json();
      expect(shown.decided).toBeNull();
      const sent = messageIds(path.join(kept, 'letters')).slice(-after.length);
      expect(shown.letters.map((one: Json) => one.messageId).toSorted()).toEqual([...sent].toSorted());
      const act = ['act', 'M06', 'urge', '--driven', '--as', 'zgb-zhuren', '--text', '暂停时', '--json'];
      for (const argv of [act, ['advance', '--driven', '--json']]) {
        const refused = await home.run(argv);
        expect([refused.code, refused.json().error.code]).toEqual([4, 'paused']);
      }
      expect((await measure('M06')).status).toBe('not_started');
      mailed = await mailsIn(data);
      expect(mailed).toHaveLength((await mailsIn(kept)).length);
    });

    test('without a word of consent it stays so; with one it goes on from where the backup was', async () => {
      const asked = await home.run(['resume', '--driven', '--letters', choice]);
      expect(asked.code).toBe(1);
      expect(asked.out).toContain('备份之后已经发出的信件');
      await ok(['ledger', 'verify', '--driven']);
      await ok(['resume', '--driven', '--letters', choice, '--yes']);
      await owner.says('整改专项此前已启动');
      const twice = await home.run(['resume', '--driven', '--letters', choice, '--yes', '--json']);
      expect([twice.code, twice.json().error.code]).toEqual([1, 'not-paused']);
      const timeline = (await ok(['timeline', 'M06', '--driven', '--json'])).json().records;
      expect(timeline.some((one: Json) => one.data.text === '备份之后')).toBe(false);
    });

    test('what had been mailed is mailed again only where that was decided; all else is', async () => {
      await ok(['advance', '--driven', '--to', '2022-07-06']);
      const again = (await mailsIn(data)).filter((name) => !mailed.includes(name));
      const subjects = (names: readonly string[]): readonly string[] =>
        names.map((name) => name.replace(/-\d+-/, ' '));
      // The urge made after the backup is lost: its letters, of the next morning, are nobody's any more.
      const byDuty = subjects(after).filter((name) => !name.startsWith('20220706T'));
      if (choice === 'skip') expect(again).toEqual([]);
      else expect(subjects(again).toSorted()).toEqual(expect.arrayContaining([...byDuty].toSorted()));
      await ok(['advance', '--driven', '--to', '2022-07-15']);
      expect((await mailsIn(data)).length).toBeGreaterThan(mailed.length + again.length);
      const records = (await ok(['timeline', 'M18', '--driven', '--json'])).json().records;
      const told = records.filter((one: Json) => one.data.result?.kind === 'told_before');
      expect(told.length > 0).toBe(choice === 'skip');
    });

    test('all histories fold, and the ledger agrees with them', async () => {
      const verified = (await ok(['ledger', 'verify', '--driven', '--json'])).json();
      expect(verified.differences).toEqual([]);
      const { namespace, temporalAddress } = fileOf(data, 'instance.json');
      const registry = path.join(home.folder, `registry-${choice}`);
      mkdirSync(registry);
      const ids = (await ok(['status', '--driven', '--json']))
        .json()
        .programmes[0].measures.map((one: Json) => one.process);
      appendFileSync(registryFile(registry, namespace), ids.join('\n'));
      await foldEverything({ temporalAddress, registry, adminDatabaseUrl: '' });
      await stop();
    });
  });
});
