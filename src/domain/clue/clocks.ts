import { addLimit, addWorkingDays, type WorkCalendar } from '../calendar.ts';
import { dutyMoment, dutyMomentFrom, urgentFrom } from '../slots.ts';
import { addMillis, dateOf, HOUR_MS, instantAt, later, type CivilDate, type Instant } from '../time.ts';
import type { Duty } from '../record.ts';
import { optional } from '../optional.ts';
import { STEP_NAMES, type CluePolicy, type StepKind } from './policy.ts';
import { CLUE_STATUS_NAMES, type Clock, type ClueState, type Level } from './state.ts';

/** Steps that the date of a letter, or of whoever passed the clue down, cuts short: all up to the report. */
export const CAPPED: ReadonlySet<StepKind> = new Set([
  'acknowledge',
  'accept',
  'reroute',
  'designate',
  'plan',
  'verify',
  'conclude',
  'report',
  'assign',
]);

/** Steps whose date a regulation sets: nobody in the bureau can put it off. */
export const FIXED: ReadonlySet<StepKind> = new Set([
  'crime_decide',
  'crime_transfer',
  'crime_answer',
  'extension',
  'assign',
]);

/** The date that no inner limit passes: the earliest of the letter's and of those who passed it down; undefined where there is none. */
export function outerDue(levels: readonly Pick<Level, 'due'>[]): CivilDate | undefined {
  const dates = levels.flatMap((one) => (one.due === undefined ? [] : [one.due])).toSorted();
  return dates[0];
}

/** A step that begins at a moment, with its end. */
export function clock(
  state: ClueState,
  step: StepKind,
  at: Instant,
  more: {
    readonly case?: string;
    readonly due?: CivilDate;
    readonly side?: 'sender' | 'passer';
    readonly level?: number;
  } = {},
): Clock {
  const { calendar, policy } = state.input;
  const limit = policy.limits[step];
  const dueAt = limit.unit === 'hours' ? addMillis(at, limit.amount * HOUR_MS) : undefined;
  const own = more.due ?? (dueAt === undefined ? addLimit(calendar, dateOf(at), limit) : dateOf(dueAt));
  const cap = CAPPED.has(step) ? outerDue([...state.below, state.level]) : undefined;
  const capped = cap !== undefined && cap < own;
  return {
    step,
    ...optional('case', more.case),
    side: more.side ?? 'holder',
    ...optional('level', more.level),
    seq: state.seq,
    from: at,
    due: capped ? cap : own,
    ...optional('dueAt', capped ? undefined : dueAt),
    ...(capped ? { capped: true as const } : {}),
  };
}

/**
 * Accepting or returning is due so long after the clue came; who acknowledged it late has the next working day for it: being late with the
 * one has been pursued by itself.
 */
export function acceptClock(state: ClueState, at: Instant): Clock {
  const { calendar, policy } = state.input;
  return clock(state, 'accept', at, { due: acceptDue(calendar, policy, state.level.at, at) });
}

/** By when one that came then and was acknowledged at `at` has to be accepted. */
export function acceptDue(calendar: WorkCalendar, policy: CluePolicy, came: Instant, at: Instant): CivilDate {
  const usual = addLimit(calendar, dateOf(came), policy.limits.accept);
  const next = addWorkingDays(calendar, dateOf(at), 1);
  return usual > next ? usual : next;
}

/** The step of the holder that is due first; undefined where nothing is. */
export function firstClock(state: ClueState): Clock | undefined {
  const own = state.clocks.filter((one) => one.side === 'holder');
  return own.toSorted((a, b) => compare(endOf(a), endOf(b)))[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The last moment that is in time. */
export function endOf({ due, dueAt }: Clock): Instant {
  return dueAt ?? instantAt(due, '23:59');
}

/** What somebody has to do, in words: 核查；of a case also which. */
export function stepText({ step, case: of }: Pick<Clock, 'step' | 'case'>): string {
  return of === undefined ? STEP_NAMES[step] : `${STEP_NAMES[step]}（案件${of}）`;
}

/** The parts of a duty's id that tell what it is for. */
export interface ClueDutyParts {
  /** Which custody, and which event set the clock: `h2e17`; after dates were counted anew `h2e17p1`; of who passed it down, whose date outlives custodies, `pe17`. */
  readonly round: string;
  readonly kind: 'reminder' | 'ladder' | 'light';
  readonly subject: string;
  readonly rung: string;
  readonly due: CivilDate;
}

export function clueDutyParts(id: string): ClueDutyParts {
  const parts = id.split('/').slice(-5);
  return {
    round: parts[0] ?? '',
    kind: parts[1] as ClueDutyParts['kind'],
    subject: parts[2] ?? '',
    rung: parts[3] ?? '',
    due: parts[4] ?? '',
  };
}

/** The clock that a duty serves; undefined where it no longer runs. */
export function clockOf({ clocks }: ClueState, id: string): Clock | undefined {
  const { subject, round } = clueDutyParts(id);
  return clocks.find((one) => subjectOf(one) === subject && withoutCountMark(round).endsWith(`e${one.seq}`));
}

function subjectOf({ step, case: of, level }: Clock): string {
  const which = of ?? level;
  return which === undefined ? step : `${step}-${which}`;
}

/**
 * Everything pending: reminders, ladder and light of every clock. A reminder whose moment has passed when its clock is set is never
 * armed; a rung of the ladder is: it fires at the next slot.
 */
export function clueDuties(state: ClueState): readonly Duty[] {
  return state.clocks
    .flatMap((one) => [...reminders(state, one), ...lights(state, one), ...rungs(state, one)])
    .filter((duty) => state.fired[firedKey(duty.id)] !== true);
}

/** What tells a duty from others of its clock, whoever has the clue: `e17/ladder/verify/3/2022-07-20`. */
export function firedKey(id: string): string {
  const [round = '', ...rest] = id.split('/').slice(-5);
  return [withoutCountMark(round.slice(round.indexOf('e'))), ...rest].join('/');
}

/** What has fired stays so when dates are counted anew, but for lights. */
function withoutCountMark(round: string): string {
  return round.replace(/(?<=e\d+)p\d+$/, '');
}

function dutyId(state: ClueState, one: Clock, kind: ClueDutyParts['kind'], rung: string): string {
  const round = `${one.side === 'passer' ? 'p' : `h${state.past.length + 1}`}e${one.seq}`;
  const anew = state.recounts === undefined ? '' : `p${state.recounts}`;
  return `${state.input.process}/${round}${anew}/${kind}/${subjectOf(one)}/${rung}/${one.due}`;
}

function reminders(state: ClueState, one: Clock): readonly Duty[] {
  const { calendar, policy, process } = state.input;
  const duty = (rung: string, dueAt: Instant): Duty => ({
    id: dutyId(state, one, 'reminder', rung),
    kind: 'reminder',
    dueAt,
    label: `提醒：${stepText(one)}`,
    notice: true,
    coverKey: `reminder/${subjectOf(one)}/${one.due}`,
  });
  const { dueAt } = one;
  const all =
    dueAt === undefined
      ? policy.remindBefore.map((before) => {
          // The day itself, where it is a day off: the last working day before.
          const date = addWorkingDays(calendar, addWorkingDays(calendar, one.due, 1), -1 - before);
          return duty(String(before), dutyMoment(policy.hours, date, process));
        })
      : [
          duty(`${policy.remindHoursBefore}h`, hoursBefore(state, dueAt)),
          // At its very end where somebody is at work then; else the ladder is the next to speak.
          ...(urgentFrom(policy.hours, calendar, dueAt) === dueAt ? [duty('0h', dueAt)] : []),
        ];
  return all.filter((each) => each.dueAt > (one.since ?? one.from));
}

/** When a limit in hours is reminded of: what could only leave in its last hour, or after it, leaves before people go home. */
function hoursBefore({ input }: ClueState, dueAt: Instant): Instant {
  const { calendar, policy } = input;
  const wished = addMillis(dueAt, -policy.remindHoursBefore * HOUR_MS);
  if (urgentFrom(policy.hours, calendar, wished) <= addMillis(dueAt, -HOUR_MS)) return wished;
  return addMillis(instantAt(addWorkingDays(calendar, dateOf(dueAt), -1), policy.hours.workEnd), -HOUR_MS);
}

function lights(state: ClueState, one: Clock): readonly Duty[] {
  return (['yellow', 'red'] as const)
    .map((colour) => ({ colour, at: turnsAt(state, one, colour) }))
    .filter(({ at }) => at > (one.since ?? one.from))
    .map(({ colour, at }) => ({
      id: dutyId(state, one, 'light', colour),
      kind: 'light',
      dueAt: at,
      label: colour === 'red' ? '逾期，转红灯' : '临近时限，转黄灯',
      notice: false,
    }));
}

function turnsAt({ input }: ClueState, one: Clock, colour: 'yellow' | 'red'): Instant {
  if (colour === 'red') return addMillis(endOf(one), one.dueAt === undefined ? 60_000 : 1);
  const { calendar, policy } = input;
  const date = addWorkingDays(calendar, addWorkingDays(calendar, one.due, 1), -1 - policy.yellowBefore);
  const at = instantAt(date, '00:00');
  return at < endOf(one) ? at : endOf(one);
}

function rungs(state: ClueState, one: Clock): readonly Duty[] {
  const { calendar, policy, process } = state.input;
  // The police are not ours to hurry: who waits for their answer is reminded. A follow-up is one's own date, and can be set anew.
  if (one.step === 'crime_answer') return [];
  const earliest = dutyMomentFrom(policy.hours, calendar, one.since ?? one.from, process);
  return policy.ladder.map(({ after, kind }) => ({
    id: dutyId(state, one, 'ladder', String(after)),
    kind: 'ladder',
    dueAt: later(dutyMoment(policy.hours, addWorkingDays(calendar, one.due, after), process), earliest),
    label: `${{ clue_urge: '催办', clue_supervise: '督办', clue_principal: '专报' }[kind]}：${stepText(one)}`,
    notice: true,
  }));
}

/** The light at a moment: the worst of its steps'. */
export function clueLight(state: ClueState, now: Instant): ClueState['light'] {
  if (isOver(state)) return state.late === true ? 'done_late' : 'done';
  const own = state.clocks;
  if (own.some((one) => now >= turnsAt(state, one, 'red'))) return 'red';
  if (own.some((one) => now >= turnsAt(state, one, 'yellow'))) return 'yellow';
  return 'green';
}

export function isOver({ status }: Pick<ClueState, 'status'>): boolean {
  return status === 'closed' || status === 'withdrawn';
}

export function statusText({ status }: Pick<ClueState, 'status'>): string {
  return CLUE_STATUS_NAMES[status];
}
