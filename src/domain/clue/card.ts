import { workingDaysBetween } from '../calendar.ts';
import { optional } from '../optional.ts';
import type { RowCard } from '../process.ts';
import { dateOf, type Instant } from '../time.ts';
import { clueLight, firstClock, statusText, stepText } from './clocks.ts';
import { holderName } from './notices.ts';
import type { ClueState } from './state.ts';

const LIGHTS: Readonly<Record<ClueState['light'], string>> = {
  green: '绿灯',
  yellow: '黄灯',
  red: '红灯',
  done: '已办结',
  done_late: '已办结（曾逾期）',
};

/** What lists show of a clue: number, where it is, and what is due. */
export function clueCard(state: ClueState, now: Instant): RowCard {
  const { input } = state;
  const first = firstClock(state);
  const status = statusText(state);
  // 待签收 says already what is to be done next.
  const next = first === undefined || status.startsWith('待') ? '' : `，待${stepText(first)}`;
  return {
    title: `${input.code} ${status}${next}`,
    number: input.number,
    category: input.category,
    leadUnit: input.from.name,
    holder: holderName(state),
    lightText: LIGHTS[clueLight(state, now)],
    ...optional('measure', input.measure),
    ...(first === undefined
      ? {}
      : {
          due: first.due,
          ...optional('originalDue', first.first),
          daysLeft: workingDaysBetween(input.calendar, dateOf(now), first.due),
        }),
  };
}
