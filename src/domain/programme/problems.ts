import type { ProblemPlan } from '../plan.ts';
import type { Decision } from '../machine.ts';
import { isClosed, STATUS_NAMES, type MeasureStatus } from '../measure/status.ts';
import { actorOf, type DomainEvent } from '../record.ts';
import { refuse } from '../refusals.ts';
import type { RoleHolder } from '../roster.ts';
import { dateOf, type Instant } from '../time.ts';
import { PROGRAMME_COMMAND_NAMES, type SignOffProblem } from './commands.ts';
import { problemNotice } from './notices.ts';
import { asOffice } from './office.ts';
import type { ProgrammeState } from './state.ts';

/** 问题销号: a problem is signed off when all its measures are, and its own standard is met. */

/** Measures of a problem that are not signed off. One that a meeting cancelled holds it up no more. */
function openMeasures(state: ProgrammeState, problem: ProblemPlan): readonly string[] {
  return measuresOf(state, problem).filter((id) => !isClosed(state.standings[id]?.status ?? ''));
}

export function measuresOf({ input }: ProgrammeState, problem: ProblemPlan): readonly string[] {
  return input.measures.filter((one) => one.problems.includes(problem.id)).map((one) => one.id);
}

/**
 * What a measure's new standing means for its problems: the last to be signed off makes them ready; one that is not any more
 * reopens those that were signed off. `cause`: the signal's identity, of which the notices are named.
 */
export function problemsTouched(
  before: ProgrammeState,
  after: ProgrammeState,
  cause: string,
  now: Instant,
): readonly DomainEvent[] {
  if (before.input.keepsProblems !== true) return [];
  return before.input.problems.flatMap((problem) => {
    const measures = measuresOf(after, problem);
    const open = openMeasures(after, problem);
    const signedOff = after.problems?.[problem.id]?.signedOffOn;
    if (signedOff !== undefined && open.length > 0) {
      const about = { problem, measures: open, signedOff };
      const notices = [problemNotice(after, { kind: 'problem_reopened', cause, ...about }, now)];
      return [
        eventOf('ProblemReopened', { problem: problem.id, measures: open, signedOffOn: signedOff, notices }),
      ];
    }
    const signed = measures.some((id) => after.standings[id]?.status === 'signed_off');
    const ready = signed && open.length === 0 && openMeasures(before, problem).length > 0;
    if (!ready || signedOff !== undefined) return [];
    const notices = [problemNotice(after, { kind: 'problem_ready', cause, problem, measures }, now)];
    return [eventOf('ProblemReady', { problem: problem.id, measures, notices })];
  });
}

export function signOffProblem(
  state: ProgrammeState,
  command: SignOffProblem,
  person: string,
  post: string | undefined,
  now: Instant,
): Decision {
  const found = asOffice(state, PROGRAMME_COMMAND_NAMES[command.type], person, post);
  return 'refusal' in found ? found : decided(state, command, found.as, now);
}

function decided(
  state: ProgrammeState,
  { problem: id, standard, text }: SignOffProblem,
  as: RoleHolder,
  now: Instant,
): Decision {
  const actor = actorOf(as);
  const { problems } = state.input;
  const problem = problems.find((one) => one.id === id);
  if (problem === undefined) {
    const allowed = problems.map((one) => one.id).join('、') || '（无）';
    return { ...refuse('unknown_problem', { problem: id, allowed }), actor };
  }
  const on = state.problems?.[id]?.signedOffOn;
  if (on !== undefined) return { ...refuse('problem_signed_off', { problem: id, date: on }), actor };
  const open = openMeasures(state, problem).map((one) => `${one}（${statusName(state, one)}）`);
  if (open.length > 0)
    return { ...refuse('problem_open', { problem: id, measures: open.join('、') }), actor };
  const measures = measuresOf(state, problem);
  if (measures.length === 0)
    return { ...refuse('problem_open', { problem: id, measures: '（方案未列措施）' }), actor };
  const about = {
    kind: 'problem_signed_off',
    cause: `${state.problems?.[id]?.times ?? 0}`,
    problem,
    measures,
    standard,
  } as const;
  const notices = [problemNotice(state, about, now, as)];
  const said = text === undefined ? {} : { text };
  const data = { problem: id, standard, ...said, measures, on: dateOf(now), notices };
  return { events: [{ ...eventOf('ProblemSignedOff', data), actor }] };
}

function statusName(state: ProgrammeState, measure: string): string {
  const status = state.standings[measure]?.status ?? 'not_started';
  return STATUS_NAMES[status as MeasureStatus] ?? status;
}

function eventOf(type: string, data: object): DomainEvent {
  return { type, data: data as unknown as DomainEvent['data'] };
}
