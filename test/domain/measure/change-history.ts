import type { Json } from '../../../src/domain/json.ts';
import { workingDayOnOrAfter } from '../../../src/domain/calendar.ts';
import { addDays, dateOf } from '../../../src/domain/time.ts';
import { CALENDAR_MENDED, on } from '../programme/amendment.ts';
import { CALENDAR_2022 } from '../support.ts';
import type { Measure } from './measure.ts';

/** Amended plans and new calendars, for random lives: such as can be taken over, and such as cannot. */
export function changeLife(life: Measure, pick: number): void {
  const { state, now } = life;
  const given = { change: life.drafts.length, document: `${pick}号` };
  const date = workingDayOnOrAfter(state.input.calendar, addDays(dateOf(now), pick - 5));
  if (pick % 4 === 3) {
    const calendar = pick % 8 === 3 ? CALENDAR_MENDED : { ...CALENDAR_2022, lastYear: 2023 };
    life.hear('recalendar', { ...given, calendar, calendarHash: 'd' }, { from: 'zj' });
    return;
  }
  const { policy, milestones } = state.input.plan;
  const sets = [
    { deadline: on(date) },
    { policy: { ...policy, yellowBefore: 1 + (pick % 9), ladder: policy.ladder } },
    { deadline: on(date), milestones: milestones.map((one) => ({ ...one, due: on(addDays(date, -7)) })) },
  ];
  life.hear(
    pick === 60 ? 'drop' : 'amend',
    { ...given, set: { ...sets[pick % 4] } as unknown as Json },
    { from: 'zj' },
  );
}
