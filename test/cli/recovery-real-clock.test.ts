import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { addWorkingDays, isWorkingDay } from '../../src/domain/calendar.ts';
import { measureProcess } from '../../src/domain/process.ts';
import {
  dateOf,
  instantAt,
  instantOf,
  millisOf,
  MINUTE_MS,
  timeOf,
  weekdayOf,
} from '../../src/domain/time.ts';
import { listMails } from '../../src/mail/mailbox.ts';
import { stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { fittingId } from '../support/fitting-id.ts';
import { mailsIn, until, type Running } from './owner-support.ts';
import { CHOSEN, Losing, messageIds, occasions } from './recovery-support.ts';
import { folder, removeFolders, ROOT, smallPlan, type Json } from './support.ts';

/*
 * Backup, loss and restore as on a day at an office: the real clock, and the real time that goes on while the disk is lost.
 *
 * Two programmes, for duties of a slot fire at least five minutes before its letters leave (src/domain/slots.ts): no letter that tells of a
 * duty can be had within the time a test may take. So one programme has its slot at the next full minutes and gathers letters of what people
 * do; the other has a reminder that fires right after that slot, between backup and loss, and its letters half an hour later, when
 * all is over. That a duty told by a letter is not told again stands in recovery.test.ts, on the driven clock.
 */

const LETTERS = 'zhejiang-2022';
const DUTIES = 'zhejiang-dated';
const M06 = measureProcess(LETTERS, 'M06');
/** The second programme's letters leave so long after the first's, and its reminder fires within so many milliseconds of it. */
const LATER_MS = 30 * MINUTE_MS;
const FIRES_MS = [3_000, 8_000] as const;
/**
 * All of the story is of one day in Shanghai, and a slot of a day is at 23:59 at the latest: in the last forty minutes of a day the next one
 * is waited for.
 */
const ROOM_MS = 40 * MINUTE_MS;

jest.setTimeout(180_000);

beforeAll(() => promisify(execFile)(path.join(ROOT, 'scripts/build')));
afterAll(removeFolders);

/** The first full minute at which everything that has to happen before has surely happened. */
function slotAfter(needed: number): number {
  return Math.ceil((Date.now() + needed) / MINUTE_MS) * MINUTE_MS;
}

/** Waits for the next day where this one ends too soon. */
async function roomInDay(): Promise<void> {
  const day = dateOf(instantOf(Date.now() + ROOM_MS));
  await sleep(Math.max(0, millisOf(instantAt(day, '00:00')) - Date.now()));
}

function hours(slot: number) {
  return { slot: timeOf(instantOf(slot)).slice(0, 5), workStart: '00:00', workEnd: '23:59' };
}

/** Launched on a day as it is; no weekly brief, which on a Monday would be one more letter. */
function planOf(id: string, slot: number, change?: Parameters<typeof smallPlan>[1]): string {
  return smallPlan(['M06'], (plan) => {
    plan.id = id;
    plan.policy = { ...plan.policy, hours: hours(slot), brief: { weekday: 0 } };
    change?.(plan);
  });
}

/** The reminder of one working day before is today's: a chain of one day has no room for a deadline today. */
function reminded(today: string, measure: string, slot: number): string {
  return planOf(DUTIES, slot, (plan) => {
    const due = addWorkingDays(stateCouncilCalendar(), today, 1);
    plan.launch = { date: today, assumed: true };
    plan.feedback = today;
    plan.policy.reminders = { ...plan.policy.reminders, before: [1] };
    for (const one of plan.measures) {
      one.id = measure;
      one.milestones = [{ id: 'm1', title: '印发', takes: 1 }];
      one.deadline = { date: due };
    }
  });
}

/** By a notice of the State Council today is worked, whatever day it is. */
function workedToday(today: string, programme: string): readonly string[] {
  const year = today.slice(0, 4);
  const { holidays, makeUpDays } = stateCouncilCalendar();
  const ofYear = (dates: readonly string[]): readonly string[] =>
    dates.filter((date) => date.startsWith(year) && date !== today);
  const days = { holidays: ofYear(holidays), makeUpDays: ofYear(makeUpDays) };
  if (weekdayOf(today) > 5) days.makeUpDays = [...days.makeUpDays, today];
  const file = path.join(folder(), 'calendar.json');
  writeFileSync(file, JSON.stringify({ name: '调休通知（示例）', years: [Number(year)], ...days }));
  return ['calendar', 'apply', '--file', file, '--as', 'zgb-zhuren', '--yes', '--programme', programme];
}

describe('backup, loss, restore, on the real clock', () => {
  let losing: Losing;
  let slot: number;
  let letters: string;
  /** The measure whose reminder fires between backup and loss. */
  let dated: string;
  /** Mails that left after the backup: those of the slot, and those of an act that is lost. */
  let atSlot: readonly string[];
  let ofAct: readonly string[];

  const urge = (text: string): readonly string[] => [
    'act',
    M06,
    'urge',
    '--as',
    'zgb-zhuren',
    '--text',
    text,
  ];
  const mailsAfter = async (known: readonly string[]): Promise<readonly string[]> =>
    (await mailsIn(losing.data)).filter((name) => !known.includes(name));
  /** The letters that a measure's notices of a kind are in, one for each of their readers. */
  const lettersOf = async (kind: string, measure = M06): Promise<readonly Json[]> =>
    (await losing.json('show', measure)).notices
      .filter((one: Json) => one.kind === kind)
      .flatMap((one: Json) => one.people.map(({ letter }: Json) => letter));
  const allAre = (status: string, kind: string, measure = M06): Promise<void> =>
    until(async () => {
      const found = await lettersOf(kind, measure);
      return found.length > 0 && found.every((one: Json) => one?.status === status);
    });

  beforeAll(async () => {
    await roomInDay();
    losing = await Losing.at('live');
    await losing.start('--no-launch');
  }, 180_000 + ROOM_MS);
  afterAll(() => losing.home.remove());

  test('letters gather for the slot, and a backup is taken before it', async () => {
    const began = Date.now();
    await losing.home.run(['status']);
    // What has to come before the slot takes as long as about twenty looks, on a busy machine too.
    slot = slotAfter(Math.max(12_000, 30 * (Date.now() - began)));
    const today = dateOf(instantOf(slot));
    letters = planOf(LETTERS, slot);
    const later = slot + LATER_MS;
    const measure = fittingId(DUTIES, 'M06', later, slot + FIRES_MS[0], slot + FIRES_MS[1]);
    dated = measureProcess(DUTIES, measure);
    await Promise.all([letters, reminded(today, measure, later)].map((one) => losing.ok('launch', one)));
    if (!isWorkingDay(stateCouncilCalendar(), today))
      for (const programme of [LETTERS, DUTIES]) await losing.ok(...workedToday(today, programme));
    const posts = ['--handler', '330000/fgc/case_handler', '--head', '330000/fgc/office_head'];
    const part = ['--unit', 'fgc', ...posts, '--text', '审核条文'];
    await losing.ok('act', M06, 'add_supporting', '--as', 'fenguan3', ...part);
    await losing.ok('act', M06, 'report_part', '--as', 'fgc-chengban', '--text', '已审核');
    await allAre('delivered', 'part_assigned');
    await allAre('gathering', 'part_done');
    const { at } = await losing.json('backup', '-o', losing.archive);
    expect(at < instantOf(slot)).toBe(true);
  });

  test('its letters leave at the slot, a reminder fires, somebody acts; then the disk is lost', async () => {
    const before = await mailsIn(losing.data);
    await allAre('delivered', 'part_done');
    expect(Date.now()).toBeGreaterThanOrEqual(slot);
    atSlot = await mailsAfter(before);
    expect(atSlot).toHaveLength((await lettersOf('part_done')).length);
    await losing.ok(...urge('备份之后'));
    await allAre('delivered', 'urged_by_leader');
    ofAct = await mailsAfter([...before, ...atSlot]);
    await allAre('gathering', 'reminder', dated);
    await losing.stop();
    losing.lose();
  });

  describe.each(CHOSEN)('restored, and decided: %s', (choice) => {
    let owner: Running;
    let mailed: readonly string[];

    test('it starts paused, and lists what was mailed since, and what is due with who has been told', async () => {
      const after = atSlot.length + ofAct.length;
      owner = await losing.restore(after, urge('暂停时'), ['--plan', letters]);
      const { due } = await losing.listed(after);
      const ofSlot = atSlot.map(() => ({
        dueAt: instantOf(slot),
        told: [expect.stringContaining('（示例）')],
      }));
      const reminder = { process: dated, label: '到期前1个工作日提醒', told: [] };
      expect(due).toMatchObject([...ofSlot, reminder]);
      expect(await lettersOf('urged_by_leader')).toEqual([]);
      mailed = await mailsIn(losing.data);
    });

    test('decided, what fell due meanwhile is seen to at once, and is not late', async () => {
      await losing.ok('resume', '--letters', choice, '--yes');
      await owner.says('整改专项此前已启动');
      await allAre('delivered', 'part_done');
      const again = await mailsAfter(mailed);
      expect(occasions(again)).toEqual(choice === 'skip' ? [] : occasions(atSlot));
      const copies = choice === 'skip' ? 1 : 2;
      for (const letter of await lettersOf('part_done')) expect(letter).toMatchObject({ copies });
      // Nobody had been told of it: its letter had yet to leave, and still has.
      await allAre('gathering', 'reminder', dated);
      const { records } = await losing.json('timeline', dated);
      const fired = records.filter((one: Json) => one.type === 'ReminderSent');
      expect(fired).toHaveLength(1);
      expect(fired[0].data.late).toBeUndefined();
      expect(fired[0].recordedAt > fired[0].dueAt).toBe(true);
    });

    test('an act that was lost is done again, and mailed, though one of its number had been mailed before', async () => {
      const known = await mailsIn(losing.data);
      await losing.ok(...urge('恢复之后'));
      await allAre('delivered', 'urged_by_leader');
      const sent = await mailsAfter(known);
      expect(sent).toHaveLength(ofAct.length);
      const mails = (await listMails(path.join(losing.data, 'mail'))).letters;
      // Nobody's mail server may take it for a copy of the one that tells of the lost act.
      const lost = messageIds(path.join(losing.kept, 'letters'));
      for (const { copies, messageId } of await lettersOf('urged_by_leader')) {
        expect(copies).toBe(1);
        expect(lost).not.toContain(messageId);
        expect(mails.find((one) => one.messageId === messageId)?.text).toContain('恢复之后');
      }
    });

    test('the daily sweep finds nothing amiss, the ledger agrees, and all histories fold', async () => {
      for (const programme of [LETTERS, DUTIES]) {
        const { looked } = await losing.json('sweep', 'now', '--as', 'zgb-zhuren', '--programme', programme);
        expect(looked.findings).toEqual([]);
      }
      await losing.holds([M06, dated]);
      await losing.stop();
    });
  });
});
