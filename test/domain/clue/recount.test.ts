import { clueDuties } from '../../../src/domain/clue/clocks.ts';
import { clueCalendarEffect } from '../../../src/domain/clue/recount.ts';
import type { WorkCalendar } from '../../../src/domain/calendar.ts';
import type { Json } from '../../../src/domain/json.ts';
import type { CivilDate, Instant } from '../../../src/domain/time.ts';
import { at, CALENDAR_2022, PEOPLE } from '../support.ts';
import { accepted, clue, HAND_OVER, unit, withClues, type Clue } from './clue.ts';

const NOTICE = '国务院办公厅关于调整节假日安排的通知（示例）';

/** The calendar of 2022 with other days off, or worked. */
function calendar(off: readonly CivilDate[], worked: readonly CivilDate[] = []): WorkCalendar {
  const { holidays, makeUpDays } = CALENDAR_2022;
  return {
    ...CALENDAR_2022,
    name: NOTICE,
    holidays: [...holidays, ...off].toSorted(),
    makeUpDays: [...makeUpDays, ...worked].toSorted(),
  };
}

function announce(life: Clue, other: WorkCalendar, from = 'zj'): Clue {
  const data = { change: 9, document: NOTICE, calendar: other, calendarHash: 'e'.repeat(64) };
  return life.hear('recalendar', data as unknown as { readonly [key: string]: Json }, { from });
}

const dates = (life: Clue) => life.state.clocks.map(({ step, due }) => `${step} ${due}`).toSorted();
const moments = (life: Clue): readonly Instant[] => clueDuties(life.state).map(({ dueAt }) => dueAt);

describe('another calendar of the State Council', () => {
  it('has the steps of a clue counted anew, and tells who owes them', () => {
    const life = accepted();
    expect(dates(life)).toEqual(['plan 2022-06-09', 'verify 2022-06-23']);
    const other = calendar(['2022-06-13']);
    const foreseen = clueCalendarEffect(
      life.state,
      { calendar: other, calendarHash: 'e'.repeat(64) },
      at('2022-06-01'),
    );
    expect(foreseen).toEqual([{ what: '“核查”时限', from: '2022-06-23', to: '2022-06-24' }]);
    announce(life, other);
    expect(dates(life)).toEqual(['plan 2022-06-09', 'verify 2022-06-24']);
    const event = life.drafts.findLast((one) => one.type === 'ClueRecalendared');
    expect(event?.data).toMatchObject({ change: 9, document: NOTICE, altered: foreseen });
    expect(life.told('clue_recalendared')).toHaveLength(1);
    expect(life.told('clue_recalendared')[0]).toMatch(/zfj\.h zfj\.z cc office$/);
    expect(life.state.input.calendar).toEqual(other);
  });

  it('leaves alone what it does not touch, and writes to nobody then', () => {
    const life = announce(accepted(), calendar(['2022-09-06']));
    expect(dates(life)).toEqual(['plan 2022-06-09', 'verify 2022-06-23']);
    expect(life.types.at(-1)).toBe('ClueRecalendared');
    expect(life.told('clue_recalendared')).toEqual([]);
  });

  it('makes nothing late, and leaves what is late as it was', () => {
    const life = accepted().until(at('2022-06-09', '10:00'));
    // The planning would have been due on the 8th by this one.
    announce(life, calendar([], ['2022-06-04']));
    expect(dates(life)).toEqual(['plan 2022-06-09', 'verify 2022-06-22']);
    const late = accepted().until(at('2022-06-10', '10:00'));
    expect(late.state.light).toBe('red');
    announce(late, calendar(['2022-06-07', '2022-06-13']));
    expect(dates(late)).toEqual(['plan 2022-06-09', 'verify 2022-06-27']);
    expect(late.state.late).toBe(true);
  });

  it('says nothing twice, and reminds of nothing that would be past', () => {
    const life = accepted().until(at('2022-06-22', '12:00'));
    const before = life.told('clue_reminder').length;
    const now = at('2022-06-22', '12:00');
    announce(life, calendar(['2022-06-20']));
    expect(moments(life).every((one) => one > now)).toBe(true);
    life.until(at('2022-06-24', '23:00'));
    // The date is the 24th now: the day before and the day itself.
    expect(life.told('clue_reminder').slice(before)).toHaveLength(2);
  });

  it('turns a light again that has turned back', () => {
    const life = accepted().until(at('2022-06-08', '09:00'));
    expect(life.state.light).toBe('yellow');
    // The day before the 9th is the 7th now, then the 8th; the date itself stays.
    announce(life, calendar(['2022-06-08'], ['2022-06-04']));
    expect(dates(life)).toContain('plan 2022-06-09');
    const before = life.told('clue_reminder').length;
    announce(life, calendar(['2022-06-02'], ['2022-06-12', '2022-06-11']));
    expect(life.told('clue_reminder')).toHaveLength(before);
    life.until(at('2022-06-30'));
    const ids = life.drafts.flatMap(({ dutyId }) => (dutyId === undefined ? [] : [dutyId]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reaches who waits for what was passed down, in the steps that rest and in the date of its own', () => {
    const life = accepted().must('zfj.h', { type: 'pass_down', unit: unit('hz'), due: '2022-06-20' });
    expect(dates(life)).toEqual(['acknowledge 2022-06-02', 'oversee 2022-06-23']);
    announce(life, calendar(['2022-06-02', '2022-06-23']));
    expect(dates(life)).toEqual(['acknowledge 2022-06-06', 'oversee 2022-06-22']);
    expect(life.told('clue_recalendared').at(-1)).toContain('hz.h hz.z zfj.h zfj.z');
    life.must('zfj.h', { type: 'withdraw_clue' });
    expect(dates(life)).toEqual(['plan 2022-06-10', 'verify 2022-06-27']);
  });

  it('does not pass the date of a letter', () => {
    const letter = { number: '国统转〔2022〕1号', issuer: '国家统计局', due: '2022-06-23' };
    const life = announce(accepted(clue({ letter })), calendar(['2022-06-13']));
    expect(dates(life)).toEqual(['plan 2022-06-09', 'verify 2022-06-23']);
    expect(life.state.clocks.find((one) => one.step === 'verify')?.capped).toBe(true);
    announce(life, calendar([], ['2022-06-11', '2022-06-12']));
    expect(dates(life)).toEqual(['plan 2022-06-09', 'verify 2022-06-21']);
    expect(life.state.clocks.find((one) => one.step === 'verify')?.capped).toBeUndefined();
  });

  it('takes back a wish for more time that it grants by itself', () => {
    const more = { step: 'verify', to: '2022-06-24', reason: '取证需要' };
    const asked = () => accepted().must('zfj.h', { type: 'ask_clue_extension', ...more });
    const life = announce(asked(), calendar(['2022-06-13']));
    expect(life.state.extension).toBeUndefined();
    expect(dates(life)).toEqual(['plan 2022-06-09', 'verify 2022-06-24']);
    const other = announce(asked(), calendar(['2022-09-06']));
    expect(other.state.extension?.to).toBe('2022-06-24');
    expect(dates(other)).toContain('extension 2022-06-06');
  });

  it('moves a date that somebody chose to the working day before, where it is off now', () => {
    const outside = { body: '省市场监管局', document: '浙统函〔2022〕1号', followUp: '2022-06-15' };
    const life = clue({ to: unit('gyc'), outside });
    expect(dates(announce(life, calendar(['2022-06-15'])))).toEqual(['follow_up 2022-06-14']);
  });

  it('is heard from its programme alone, and only whole', () => {
    expect(announce(accepted(), calendar(['2022-06-13']), 'other').types.at(-1)).toBe('SignalUnknown');
    const { state } = accepted().hear('recalendar', { change: 1, document: NOTICE }, { from: 'zj' });
    expect(state.input.calendar).toEqual(CALENDAR_2022);
  });

  it('is told by the programme to every clue that is open, which answers', () => {
    const programme = withClues().must('gyc.h', HAND_OVER);
    const command = {
      type: 'recalendar',
      base: programme.state.input.calendarHash,
      document: NOTICE,
      calendar: calendar(['2022-06-13']),
      calendarHash: 'e'.repeat(64),
    };
    programme.must(PEOPLE.office, command);
    const [change] = programme.state.changes ?? [];
    expect(change?.waiting).toContain('zj/clue/1');
    programme.hear('acknowledge', { change: change?.seq ?? 0, applied: true }, { from: 'zj/clue/1' });
    expect(programme.state.changes?.[0]?.waiting).not.toContain('zj/clue/1');
  });
});
