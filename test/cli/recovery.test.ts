import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { removeFolder } from '../engine/fixtures.ts';
import { shared } from '../support/shared.ts';
import { emptyHome, mailsIn, type Running } from './owner-support.ts';
import { CHOSEN, Losing, messageIds, occasions, READY } from './recovery-support.ts';
import { removeFolders, ROOT, smallPlan, type Json } from './support.ts';

// Waits are for what happens, not for time; a busy machine may take long.
jest.setTimeout(300_000);

beforeAll(() => promisify(execFile)(path.join(ROOT, 'scripts/build')));
afterAll(removeFolders);

/** A rehearsal that lost its disk. Its letters, which are kept elsewhere too, are all that survived, and an old backup. */
describe('backup, loss, restore', () => {
  const RUN = ['--plan', smallPlan(['M06', 'M18'])];
  let losing: Losing;
  /** Mails that left after the backup. */
  let after: readonly string[];

  const urge = (text: string): readonly string[] => [
    'act',
    'M06',
    'urge',
    '--as',
    'zgb-zhuren',
    '--text',
    text,
  ];

  beforeAll(async () => {
    losing = await Losing.at('driven');
    await losing.start(...RUN);
    await losing.ok('advance', '--to', '2022-06-10');
  });
  afterAll(() => losing.home.remove());

  test('a backup is taken while people act, is only its owner’s to read, and never overwrites another file', async () => {
    const { archive, home } = losing;
    const acts = Promise.all([1, 2, 3].map((i) => losing.ok(...urge(`${i}`))));
    const backup = await losing.json('backup', '-o', archive);
    await acts;
    expect(backup).toMatchObject({ file: archive, size: statSync(archive).size });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(readdirSync(home.folder).filter((name) => name.includes('.tmp'))).toEqual([]);
    expect(await losing.refused('backup', '-o', archive)).toEqual([1, 'file-exists']);
    expect(statSync(archive).size).toBe(backup.size);
  });

  test('life goes on after it: letters leave, somebody acts; then the disk is lost, but for the letters', async () => {
    const before = await mailsIn(losing.data);
    await losing.ok('advance', '--to', '2022-07-05');
    await losing.ok(...urge('备份之后'));
    await losing.ok('advance', '--to', '2022-07-06');
    after = (await mailsIn(losing.data)).filter((name) => !before.includes(name));
    expect(after.length).toBeGreaterThan(3);
    expect(messageIds(path.join(losing.data, 'letters'))).toHaveLength(before.length + after.length);
    expect((await losing.json('ledger', 'verify')).differences).toEqual([]);
    await losing.stop();
    losing.lose();
  });

  test('what is no backup, or a damaged one, is refused before anything is written; so is a folder in use', async () => {
    const { archive, data, home } = losing;
    const bytes = readFileSync(archive);
    const wrong = path.join(home.folder, 'wrong.tar.gz');
    const target = path.join(home.folder, 'elsewhere');
    const flipped = Buffer.from(bytes);
    flipped[Math.floor(bytes.length / 2)]! ^= 0x10;
    for (const content of [bytes.subarray(0, -1_000), flipped, Buffer.from('no backup')]) {
      writeFileSync(wrong, content);
      expect(await losing.refused('restore', wrong, '--data', target)).toEqual([1, 'restore-damaged']);
    }
    expect(await losing.refused('restore', `${wrong}.none`, '--data', target)).toEqual([
      1,
      'restore-no-file',
    ]);
    expect(existsSync(target)).toBe(false);
    expect(await losing.refused('restore', archive)).toEqual([1, 'restore-folder-used']);
    rmSync(data, { recursive: true });
    expect(await losing.refused('restore', archive, '--letters', home.folder)).toEqual([
      1,
      'letters-missing',
    ]);
    expect(existsSync(data)).toBe(false);
  });

  describe.each(CHOSEN)('restored, and decided: %s', (choice) => {
    let owner: Running;
    let mailed: readonly string[];

    test('it starts paused: nothing is done, nothing mailed; exactly the letters sent since are listed', async () => {
      owner = await losing.restore(after.length, urge('暂停时'), RUN);
      await losing.listed(after.length);
      expect(await losing.refused('advance')).toEqual([4, 'paused']);
      expect((await losing.json('show', 'M06')).measure.status).toBe('not_started');
      mailed = await mailsIn(losing.data);
    });

    test('without a word of consent it stays so; with one it goes on from where the backup was', async () => {
      const asked = await losing.home.run(['resume', '--driven', '--letters', choice]);
      expect(asked.code).toBe(1);
      expect(asked.out).toContain('备份之后已经发出的信件');
      await losing.ok('ledger', 'verify');
      await losing.ok('resume', '--letters', choice, '--yes');
      await owner.says('整改专项此前已启动');
      expect(await losing.refused('resume', '--letters', choice, '--yes')).toEqual([1, 'not-paused']);
      const timeline = (await losing.json('timeline', 'M06')).records;
      expect(timeline.some((one: Json) => one.data.text === '备份之后')).toBe(false);
    });

    test('what had been mailed is mailed again only where that was decided; all else is', async () => {
      await losing.ok('advance', '--to', '2022-07-06');
      const again = (await mailsIn(losing.data)).filter((name) => !mailed.includes(name));
      // The urge made after the backup is lost: its letters, of the next morning, are nobody's any more.
      const byDuty = occasions(after).filter((name) => !name.startsWith('20220706T'));
      if (choice === 'skip') expect(again).toEqual([]);
      else expect(occasions(again)).toEqual(expect.arrayContaining([...byDuty]));
      await losing.ok('advance', '--to', '2022-07-15');
      expect((await mailsIn(losing.data)).length).toBeGreaterThan(mailed.length + again.length);
      const { records } = await losing.json('timeline', 'M18');
      const told = records.filter((one: Json) => one.data.result?.kind === 'told_before');
      expect(told.length > 0).toBe(choice === 'skip');
      const shown = (await losing.ok('show', 'M18')).out;
      expect(shown.includes('恢复之前已告知，不再重发')).toBe(choice === 'skip');
      expect(shown.includes('可能有 2 份')).toBe(choice === 'again');
    });

    test('all histories fold, and the ledger agrees with them', async () => {
      const status = await losing.json('status');
      await losing.holds(status.programmes[0].measures.map((one: Json) => one.process));
      await losing.stop();
    });
  });
});

describe('backup and restore, whoever runs it', () => {
  const NOBODY = { uid: 65_534, gid: 65_534 };
  /** Root tries it as nobody; whoever else runs the tests is not root to begin with. */
  const canBeNobody =
    process.getuid?.() === 0 &&
    spawnSync('test', ['-r', path.join(ROOT, 'package.json')], NOBODY).status === 0;
  const QUIET = ['run', '--driven', '--no-launch'];

  test('not as root, it works the same; servers of the office’s own are left to the office', async () => {
    const home = await emptyHome(canBeNobody ? NOBODY : undefined);
    try {
      const data = home.data('driven');
      const archive = path.join(home.folder, 'b.tar.gz');
      const first = home.start(QUIET);
      await first.says(READY);
      expect(await home.run(['backup', '-o', archive, '--driven'])).toMatchObject({ code: 0 });
      first.send('SIGTERM');
      await first.ended;
      await removeFolder(data);
      // What a restore killed half way has left is swept by the next.
      mkdirSync(`${data}.restoring-${2 ** 22 + 1}-0a`);
      expect(await home.run(['restore', archive])).toMatchObject({ code: 0 });
      expect(readdirSync(path.dirname(data))).toEqual(['driven']);
      const second = home.start(QUIET);
      await second.says(READY);
      expect(second.text()).toContain('现已暂停');
      second.send('SIGTERM');
      expect((await second.ended).code).toBe(0);

      await removeFolder(data);
      const namespace = `recovery_${randomBytes(6).toString('hex')}`;
      const own = { TEMPORAL_ADDRESS: shared().temporalAddress, TEMPORAL_NAMESPACE: namespace };
      const third = home.start(QUIET, own);
      await third.says(READY);
      const refused = await home.run(['backup', '-o', `${archive}.2`, '--driven', '--json']);
      expect([refused.code, refused.json().error.code]).toEqual([1, 'backup-own-servers']);
      expect(refused.json().error.text).toMatch(/^引擎（TEMPORAL_ADDRESS）是本单位自备的/);
      expect(existsSync(`${archive}.2`)).toBe(false);
      third.send('SIGTERM');
      await third.ended;
    } finally {
      await home.remove();
    }
  });
});
