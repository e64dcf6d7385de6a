import type { BriefFacts, DueSoon, Named, NewsLine } from '../gathered-facts.ts';
import { isAtWork } from '../measure/status.ts';
import type { MeasurePlan } from '../plan.ts';
import { optional } from '../optional.ts';
import { addDays, type CivilDate } from '../time.ts';
import { nextBrief } from './brief-dates.ts';
import { followedOf } from './follow.ts';
import { nothingGathered, reportNumber } from './gathered.ts';
import type { ProgrammeState } from './state.ts';

/** A letter lists so much of each kind; who wants all looks into the ledger. */
const LISTED = 40;

/** What climbed; all other news is what was decided or done. */
const CLIMBS: ReadonlySet<string> = new Set([
  'Escalated',
  'MilestoneMissed',
  'ApprovalEscalated',
  'ExtensionEscalated',
  'InstructionUnanswered',
]);
/** Said, and no decision. */
const UNDECIDED: ReadonlySet<string> = new Set(['ProgressReported']);

/** 简报: lights, what climbed, what was decided, what is due, as the programme has it on the morning of a day. */
export function briefFacts(state: ProgrammeState, today: CivilDate): BriefFacts {
  const { input, problems = {} } = state;
  const gathered = state.gathered ?? nothingGathered(input.launch);
  const next = nextBrief(input.calendar, input.gathers?.brief?.weekday ?? 1, today) ?? addDays(today, 7);
  const ahead = addDays(next, -1);
  const climbed = gathered.news.filter((one) => CLIMBS.has(one.type));
  const decided = gathered.news.filter((one) => !CLIMBS.has(one.type) && !UNDECIDED.has(one.type));
  const lists = {
    red: withLight(state, 'red'),
    yellow: withLight(state, 'yellow'),
    climbed,
    decided,
    due: dueSoon(state, today, ahead),
  };
  const { open } = gathered;
  return {
    number: gathered.briefs + 1,
    from: gathered.briefFrom,
    to: today,
    ahead,
    of: input.measures.length,
    lights: lightsOf(state),
    ...(mapped(lists, (list: readonly unknown[]) => list.slice(0, LISTED)) as Listed),
    more: moreOf(lists, gathered.newsLost),
    ...(input.problems.length === 0
      ? {}
      : {
          problems: {
            signedOff: Object.values(problems).filter((one) => one.signedOffOn !== undefined).length,
            of: input.problems.length,
          },
        }),
    ...optional('report', open && { number: reportNumber(open), leavesOn: open.leavesOn }),
  };
}

type Listed = Pick<BriefFacts, 'red' | 'yellow' | 'climbed' | 'decided' | 'due'>;

function mapped<T>(lists: Listed, make: (list: readonly (Named | NewsLine)[]) => T): object {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, make(list)]));
}

/** How much of each list is left out. News that was not even kept counts with what was decided. */
function moreOf(lists: Listed, lost: number): BriefFacts['more'] {
  const counts = Object.entries(lists).map(
    ([name, list]) => [name, Math.max(0, list.length - LISTED) + (name === 'decided' ? lost : 0)] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function lightsOf({ standings }: ProgrammeState): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { light } of Object.values(standings))
    if (typeof light === 'string') counts.set(light, (counts.get(light) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function withLight(state: ProgrammeState, light: string): readonly Named[] {
  return Object.entries(state.standings)
    .filter(([, one]) => one.light === light)
    .map(([measure]) => nameOf(state, measure))
    .toSorted((a, b) => (a.measure < b.measure ? -1 : 1));
}

/** As the measure last told of itself, else as it was launched. */
function nameOf(state: ProgrammeState, measure: string): Named {
  const account = followedOf(state, measure)?.account;
  if (account !== undefined) return { measure, title: account.title, unit: account.unit };
  const plan = state.input.measures.find((one) => one.id === measure);
  return { measure, title: plan?.title ?? measure, unit: plan?.lead.name ?? '' };
}

/** Deadlines, dates for correction and milestones from a day up to another one. */
function dueSoon(state: ProgrammeState, today: CivilDate, ahead: CivilDate): readonly DueSoon[] {
  const within = (date: CivilDate): boolean => date >= today && date <= ahead;
  return Object.entries(state.standings)
    .filter(([, { status }]) => isAtWork(status))
    .flatMap(([measure, { due }]): readonly DueSoon[] => {
      const followed = followedOf(state, measure);
      const correction = followed?.account.correctionDue;
      const named = nameOf(state, measure);
      const on = correction ?? due;
      const own = within(on)
        ? [{ ...named, on, ...(correction === undefined ? {} : { correction: true as const }) }]
        : [];
      const plan = state.input.measures.find((one) => one.id === measure);
      const open = (plan?.milestones ?? []).filter(
        (one) => within(one.due.date) && one.due.date !== due && isPending(one, followed?.milestones),
      );
      return [...own, ...open.map((one) => ({ ...named, on: one.due.date, milestone: one.title }))];
    })
    .toSorted((a, b) => (a.on === b.on ? (a.measure < b.measure ? -1 : 1) : a.on < b.on ? -1 : 1));
}

function isPending({ id }: MeasurePlan['milestones'][number], reached: readonly string[] = []): boolean {
  return !reached.includes(id);
}
