import { optional } from '../optional.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { dateOf, type CivilDate, type Instant } from '../time.ts';
import { clock } from './clocks.ts';
import type { ClueCommand } from './commands.ts';
import type { ClueEvent } from './events.ts';
import { STEP_NAMES, type StepKind } from './policy.ts';
import { CASE_STAGES, type CaseStage, type ClueCase, type ClueState } from './state.ts';

/** Cases (案件) of a clue: each goes through its stages by itself, and carries what came of it. */

/** The clock of each stage. */
const CLOCK_OF: Readonly<Record<CaseStage, StepKind>> = {
  review: 'case_review',
  notice: 'case_notice',
  decision: 'case_decision',
  service: 'case_service',
  execution: 'case_execution',
  close: 'case_close',
};
export const CASE_CLOCKS: readonly StepKind[] = Object.values(CLOCK_OF);

export type CaseEvent = Extract<
  ClueEvent,
  { type: 'CaseFiled' | 'CaseAdvanced' | 'CaseOutcomeRecorded' | 'CaseDropped' }
>;

/** The stage a case is waiting for; undefined when it is closed. */
export function nextStage({ stages, closedOn }: ClueCase): CaseStage | undefined {
  return closedOn === undefined ? CASE_STAGES[stages.length] : undefined;
}

export function caseOf({ cases }: ClueState, id: string): ClueCase | undefined {
  return cases.find((one) => one.id === id);
}

/** What a command asks of a case, as the event it leads to, or why not. */
export function decideCase(
  state: ClueState,
  command: Extract<ClueCommand, { type: 'case_stage' | 'case_outcome' | 'drop_case' }>,
  now: Instant,
): { readonly event: CaseEvent } | { readonly refusal: Refusal } {
  const found = caseOf(state, command.case);
  if (found === undefined) {
    const known = state.cases.map((one) => one.id).join('、');
    return refuse('unknown_case', { case: command.case, allowed: known === '' ? '无' : known });
  }
  if (found.closedOn !== undefined && command.type !== 'case_outcome')
    return refuse('case_closed', { case: found.id, on: found.closedOn });
  switch (command.type) {
    case 'drop_case':
      return { event: { type: 'CaseDropped', data: { case: found.id, reason: command.reason } } };
    case 'case_outcome': {
      const decision = found.stages.find((one) => one.stage === 'decision');
      if (decision === undefined) return refuse('case_undecided', { case: found.id });
      const wrong = dateRefused(command.on, decision.on, now);
      if (wrong !== undefined) return wrong;
      if (found.outcomes.some((one) => one.outcome === command.outcome))
        return refuse('case_outcome_twice', { case: found.id });
      const { case: id, outcome, on } = command;
      return { event: { type: 'CaseOutcomeRecorded', data: { case: id, outcome, on } } };
    }
    case 'case_stage': {
      const next = nextStage(found);
      const { case: id, stage, on, document, warned, fine } = command;
      if (stage !== next)
        return refuse('case_stage', {
          case: id,
          stage: STEP_NAMES[CLOCK_OF[stage]],
          next: next === undefined ? '无' : STEP_NAMES[CLOCK_OF[next]],
        });
      if (stage !== 'decision' && (warned || fine !== undefined))
        return refuse('case_outcome_stage', { case: id });
      const wrong = dateRefused(on, found.stages.at(-1)?.on ?? found.filedOn, now);
      if (wrong !== undefined) return wrong;
      const outcome = { ...(warned ? { warned: true as const } : {}), ...optional('fine', fine) };
      const data = { case: id, stage, on, ...optional('document', document), ...outcome };
      return { event: { type: 'CaseAdvanced', data } };
    }
  }
}

function dateRefused(on: CivilDate, from: CivilDate, now: Instant): ReturnType<typeof refuse> | undefined {
  const today = dateOf(now);
  return on < from || on > today ? refuse('case_date', { on, from, today }) : undefined;
}

/** The clue after something happened to one of its cases. */
export function caseEvolved(state: ClueState, event: CaseEvent, at: Instant): ClueState {
  if (event.type === 'CaseFiled') return filed(state, event.data.case, at);
  const found = caseOf(state, event.data.case);
  if (found === undefined) return state;
  switch (event.type) {
    case 'CaseAdvanced':
      return advanced(state, found, event.data, at);
    case 'CaseOutcomeRecorded': {
      const { outcome, on } = event.data;
      return withCase(state, { ...found, outcomes: [...found.outcomes, { outcome, on }] });
    }
    case 'CaseDropped': {
      const dropped = { ...found, stage: 'dropped', dropped: true as const, closedOn: dateOf(at) };
      return withCase({ ...state, clocks: clocksBut(state, found.id) }, dropped);
    }
  }
}

/** The decision's 90 days run from the filing, beside the stages on the way to it. */
function filed(state: ClueState, id: string, at: Instant): ClueState {
  const one: ClueCase = { id, stage: 'review', filedOn: dateOf(at), stages: [], outcomes: [] };
  const clocks = [
    ...state.clocks.filter(({ step }) => step !== 'conclude'),
    clock(state, 'case_review', at, { case: id }),
    clock(state, 'case_decision', at, { case: id }),
  ];
  return { ...state, status: 'handling', cases: [...state.cases, one], clocks };
}

function advanced(
  state: ClueState,
  found: ClueCase,
  { stage, on, document, warned, fine }: Extract<CaseEvent, { type: 'CaseAdvanced' }>['data'],
  at: Instant,
): ClueState {
  const outcomes = [
    ...found.outcomes,
    ...(warned === true ? [{ outcome: 'warned' as const, on }] : []),
    ...(fine === undefined ? [] : [{ outcome: 'fined' as const, on, amount: fine }]),
  ];
  const stages = [...found.stages, { stage, on, ...optional('document', document) }];
  const next = CASE_STAGES[stages.length];
  const after: ClueCase = {
    ...found,
    stages,
    outcomes,
    stage: next ?? 'closed',
    ...(next === undefined ? { closedOn: on } : {}),
  };
  const rest = state.clocks.filter((one) => one.case !== found.id || one.step !== CLOCK_OF[stage]);
  const runs = next === undefined || rest.some((one) => one.case === found.id && one.step === CLOCK_OF[next]);
  const clocks = runs ? rest : [...rest, clock(state, CLOCK_OF[next], at, { case: found.id })];
  return withCase({ ...state, clocks }, after);
}

function withCase(state: ClueState, changed: ClueCase): ClueState {
  return { ...state, cases: state.cases.map((one) => (one.id === changed.id ? changed : one)) };
}

function clocksBut({ clocks }: ClueState, id: string): ClueState['clocks'] {
  return clocks.filter((one) => one.case !== id);
}
