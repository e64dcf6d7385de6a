import { workingDaysBetween } from '../calendar.ts';
import type { OverdueMeasure, SettledMeasure } from '../gathered-facts.ts';
import { shortened } from '../guards.ts';
import { isAtWork, STATUS_NAMES, type MeasureStatus } from '../measure/status.ts';
import { optional } from '../optional.ts';
import { dateOf, isCivilDate, type CivilDate, type Instant } from '../time.ts';
import { followedOf } from './follow.ts';
import type { OpenReport } from './gathered.ts';
import type { ProgrammeState } from './state.ts';

/** The date that a measure is past on a day; undefined where it is not overdue: within its days for correction none is. */
function missedDate(state: ProgrammeState, measure: string, today: CivilDate): CivilDate | undefined {
  const standing = Object.hasOwn(state.standings, measure) ? state.standings[measure] : undefined;
  const account = followedOf(state, measure)?.account;
  if (standing === undefined || account === undefined || !isAtWork(standing.status)) return undefined;
  const aim = account.correctionDue ?? standing.due;
  return isCivilDate(aim) && today > aim ? aim : undefined;
}

/** Keeps a measure that has come to be overdue while a report waits: it is in it, whatever becomes of it until then. */
export function alsoListed(state: ProgrammeState, measure: unknown, now: Instant): ProgrammeState {
  const { gathered } = state;
  const open = gathered?.open;
  if (gathered === undefined || open === undefined || typeof measure !== 'string') return state;
  if (open.listed.includes(measure) || missedDate(state, measure, dateOf(now)) === undefined) return state;
  return { ...state, gathered: { ...gathered, open: { ...open, listed: [...open.listed, measure] } } };
}

/** Every measure past the date it works towards on a day, the latest first. */
export function overdueOn(state: ProgrammeState, today: CivilDate): readonly OverdueMeasure[] {
  const { calendar } = state.input;
  return Object.entries(state.standings)
    .flatMap(([measure, { due }]) => {
      const aim = missedDate(state, measure, today);
      const account = followedOf(state, measure)?.account;
      if (account === undefined || aim === undefined) return [];
      const { number, title, unit, correctionDue, reminded, urged, lastReport } = account;
      // As the measure itself counts: a weekend past the date is late although no working day has passed.
      const daysLate = Math.max(1, workingDaysBetween(calendar, aim, today));
      const more = { ...optional('correctionDue', correctionDue), ...optional('lastReport', lastReport) };
      return [{ number, entry: { measure, title, unit, due, daysLate, reminded, urged, ...more } }];
    })
    .toSorted((a, b) => b.entry.daysLate - a.entry.daysLate || a.number - b.number)
    .map(({ entry }) => entry);
}

/** Those of a report that are not overdue any more, as what they are now. */
export function settledOf(
  state: ProgrammeState,
  { listed, held }: OpenReport,
  overdue: readonly OverdueMeasure[],
): readonly SettledMeasure[] {
  const late = new Set(overdue.map((one) => one.measure));
  return listed
    .filter((measure) => !late.has(measure))
    .map((measure) => {
      const followed = followedOf(state, measure);
      const reason = Object.hasOwn(held, measure) ? held[measure] : undefined;
      return {
        measure,
        title: followed?.account.title ?? measure,
        unit: followed?.account.unit ?? '',
        status: statusOf(state, measure),
        ...optional('since', followed?.since),
        ...optional('reason', reason === undefined ? undefined : shortened(reason, 200)),
      };
    });
}

/** How a measure stands, in words; one whose date was moved says that it is no more late. */
export function statusOf(state: ProgrammeState, measure: string): string {
  const status = Object.hasOwn(state.standings, measure) ? state.standings[measure]?.status : undefined;
  if (status === undefined) return '状态不明';
  const name = STATUS_NAMES[status as MeasureStatus] ?? status;
  return status === 'under_way' || status === 'not_started' ? `${name}，时限已调整` : name;
}
