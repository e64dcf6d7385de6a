import type { ClueAccount } from '../../src/domain/clue/told.ts';
import { createProcesses } from '../../src/client/processes.ts';
import { clueProcess, measureProcess } from '../../src/domain/process.ts';
import type { Signal } from '../../src/domain/signal.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { pointAt } from '../cli/instance-of.ts';
import { cli, folder, removeFolders, type Said } from '../cli/support.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const PROGRAMME = 'zhejiang-2022';
const MONTHS = '2022-01/07';

/**
 * Clues of the data checks of M08 and cases of M11, entered at the command line on the real engine. The clues tell of themselves as their
 * processes would: by the signal `clue`.
 */
describe('a measure and its clues', () => {
  let world: World;
  let driver: Driver;
  let data: string;
  let letters: readonly CaughtLetter[];
  const said: Partial<
    Record<'noted' | 'open' | 'late' | 'status' | 'done' | 'before' | 'after' | 'figures' | 'show', Said>
  > = {};
  const told = new Map<number, number>();

  const z = (...argv: readonly string[]): Promise<Said> => cli(argv, { data });
  const to = (moment: string): Promise<unknown> => driver.to(`${moment}:00.000+08:00`);
  const act = (measure: string, command: string, by: string, ...more: readonly string[]): Promise<Said> =>
    z('act', measure, command, '--as', by, ...more);

  function ok(one: Said): Said {
    expect(one).toMatchObject({ code: 0, err: '' });
    return one;
  }

  /** What a clue's process sends to its measure. */
  async function tell(number: number, at: string, more: Partial<ClueAccount> = {}): Promise<void> {
    const account: ClueAccount = {
      number,
      code: `线索〔2022〕${number}号`,
      status: 'accepted',
      statusText: '已受理，核查中',
      light: 'green',
      holder: '执法监督局',
      due: '2022-08-01',
      handedOverOn: at.slice(0, 10),
      measure: 'M08',
      cases: [],
      ...more,
    };
    const seq = (told.get(number) ?? 0) + 1;
    told.set(number, seq);
    const signal: Signal = {
      from: clueProcess(PROGRAMME, number),
      seq,
      head: '',
      k: 0,
      at: `${at}:00.000+08:00`,
      type: 'clue',
      data: account as unknown as Signal['data'],
    };
    const measure = measureProcess(PROGRAMME, account.measure ?? '');
    expect(await createProcesses(world.engine).signal(measure, signal)).toBe('sent');
    await world.quiet();
  }

  beforeAll(async () => {
    world = await createWorld();
    data = folder();
    await pointAt(world, data);
    driver = await world.launch(zhejiang({ measures: ['M08', 'M11'] }));

    await to('2022-07-04T10:00');
    const find = (by: string, on: string, reference: string): Promise<Said> =>
      act('M08', '发现线索', by, '--on', on, '--reference', reference);
    said.noted = ok(await find('sgzx-chengban', '2022-07-01', '工业2022-07-01'));
    ok(await find('sgzx-chengban', '2022-07-01', '投资2022-07-01'));
    ok(await find('gyc-chengban', '2022-06-20', '贸易2022-06-20'));
    for (const requirement of ['r2', 'r3'])
      ok(await act('M08', '报告进展', 'sgzx-chengban', '--requirement', requirement, '--text', '已办理'));
    const checked = ['--requirement', 'r1', '--period', MONTHS, '--figure', '4229家', '--text', '填报'];
    ok(await act('M08', '报告进展', 'sgzx-chengban', ...checked));
    said.open = await act('M08', '报审', 'sgzx-chengban');

    await to('2022-07-05T10:00');
    await tell(1, '2022-07-05T10:00', { found: 'f3' });
    await to('2022-07-06T10:00');
    await tell(2, '2022-07-06T10:00', { found: 'f1' });
    await to('2022-07-12T10:00');
    said.late = ok(await z('show', 'M08'));
    said.status = ok(await z('status'));
    ok(await act('M08', '划销', 'sgzx-fuze', '--found', 'f2', '--reason', '与f1重复'));
    await tell(2, '2022-07-12T10:00', {
      status: 'closed',
      statusText: '已办结',
      found: 'f1',
      handedOverOn: '2022-07-06',
      closedOn: '2022-07-12',
      substantiated: false,
    });
    said.done = ok(await act('M08', '报审', 'sgzx-chengban'));

    await to('2022-08-01T10:00');
    const cases = ['--requirement', 'r4', '--period', MONTHS, '--figure', '223件', '--text', '填报'];
    said.before = ok(await act('M11', '报告进展', 'zfj-chengban', ...cases));
    await tell(3, '2022-08-01T10:00', {
      measure: 'M11',
      handedOverOn: '2022-07-01',
      cases: [
        {
          id: 'c1',
          stage: 'decision',
          filedOn: '2022-07-11',
          outcomes: [{ outcome: 'fined', on: '2022-07-29', amount: '26600.00' }],
        },
      ],
    });
    const fines = ['--requirement', 'r7', '--period', MONTHS, '--figure', '266万元', '--text', '填报'];
    said.after = ok(await act('M11', '报告进展', 'zfj-chengban', ...fines));
    said.figures = ok(await z('figures', 'M11'));
    said.show = ok(await z('show', 'M08', '--json'));
    await to('2022-08-02T10:00');
    letters = await world.mails();
  }, 300_000);

  afterAll(async () => {
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
    removeFolders();
  }, 120_000);

  const out = (name: keyof typeof said): string => said[name]?.out.replaceAll(/\s+/g, '') ?? '';
  const mails = (measure: string, tag: string): readonly CaughtLetter[] =>
    letters.filter((one) => one.text.includes(measure) && one.subject.includes(tag));

  it('are not submitted apart: what is not handed over is named, with until when', () => {
    expect(said.noted?.out).toContain('已办理：M08 发现线索');
    expect(said.open).toMatchObject({ code: 4 });
    expect(said.open?.err.replaceAll(/\s+/g, '')).toContain(
      'f1“工业2022-07-01”（应于2022-07-08前移交）、f2“投资2022-07-01”（应于2022-07-08前移交）、f3“贸易2022-06-20”（应于2022-06-27前移交）',
    );
  });

  it('tell who is to hand them over before and on the date, and the head on the day after, without content', () => {
    const told = (tag: string): readonly string[] =>
      mails('M08', tag).map((one) => `${one.to.address.split('@')[0] ?? ''} ${one.subject}`);
    expect(told('线索待移交').toSorted()).toEqual([
      'sgzx-chengban 【整改日报】7月5日：线索待移交1件，另抄送1件',
      'sgzx-chengban 【线索待移交】M08 1件问题线索今日到移交时限',
      'sgzx-chengban 【线索待移交】M08 1件问题线索应于7月8日前移交',
      // Noted only after its day: the head is told on the next working day, in one letter with the reminder.
      'sgzx-fuze 【整改日报】7月5日：线索逾期未移交1件、线索待移交1件',
      'sgzx-fuze 【线索待移交】M08 1件问题线索今日到移交时限',
      'sgzx-fuze 【线索待移交】M08 1件问题线索应于7月8日前移交',
    ]);
    expect(told('线索逾期未移交')).toContain(
      'sgzx-fuze 【线索逾期未移交】M08 1件问题线索逾期未移交(应于7月8日)',
    );
    const [daily] = mails('M08', '整改日报】7月5日：线索逾期未移交');
    expect(daily?.text).toContain('应于6月27日（周一）前移交，至今尚未移交');
    expect(daily?.text).toContain('f2 投资2022-07-01（7月1日（周五）发现）');
  });

  it('are shown where each stands, and what was late as late', () => {
    expect(out('late')).toContain('【问题线索：发现3件，移交办理2件】');
    expect(out('late')).toContain(
      'f1“工业2022-07-01”2022-07-01发现，应于2022-07-08前移交，2022-07-06移交（线索〔2022〕2号）',
    );
    expect(out('late')).toContain('f2“投资2022-07-01”2022-07-01发现，应于2022-07-08前移交，尚未移交');
    expect(out('late')).toContain(
      'f3“贸易2022-06-20”2022-06-20发现，应于2022-06-27前移交，2022-07-05移交，逾期移交',
    );
    expect(out('late')).toContain('线索〔2022〕1号（第1号）已受理，核查中，在执法监督局，时限2022-08-01');
    expect(out('late')).toContain('※r4逾期移交：f3“贸易2022-06-20”');
    expect(out('status')).toContain('问题线索：M08（待移交1件，在办2件，共移交2件，其中逾期移交1件）');
  });

  it('no longer hold the submission up once each is handed over or struck out, and the approver reads of the late one', () => {
    expect(out('done')).toContain('审核中');
    const [asked] = mails('M08', '待审批');
    expect(asked?.text).toContain('问题线索移交有下列情况');
    expect(asked?.text).toContain('r4 逾期移交：f3“贸易2022-06-20”');
    const { clues } = said.show?.json() ?? {};
    expect(clues.found[1]).toMatchObject({ id: 'f2', struck: { on: '2022-07-12', reason: '与f1重复' } });
    expect(clues.heard[1]).toMatchObject({ number: 2, statusText: '已办结', substantiated: false });
  });

  it('bring cases, which stand beside what was reported; a difference is shown, and a figure without any case remarked on', () => {
    expect(out('before')).toContain('系统内没有该统计期的案件，不能核对（专项启动前的案件不在系统内）');
    expect(out('before')).not.toContain('矛盾');
    expect(out('after')).toContain(
      '※r4矛盾：填报数与案件统计不一致：2022-01/07“承办统计违法案件”填报223件，系统内案件1件',
    );
    expect(out('after')).toContain('“罚款总额”填报266万元，系统内案件2.66万元');
    expect(out('figures')).toContain('2022-01/07：223件，系统内案件1件');
  });
});
