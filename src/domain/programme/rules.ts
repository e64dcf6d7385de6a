import { lettersOf, type EffectBody } from '../effects.ts';
import type { Json } from '../json.ts';
import { ADOPT_RULES_NAME } from '../adoption.ts';
import type { Decision, Input, Rules } from '../machine.ts';
import type { Standing } from '../process.ts';
import { isRoster } from '../measure/known.ts';
import { actorOf, type DomainEvent, type Draft } from '../record.ts';
import { refuse, REFUSALS_PER_DAY } from '../refusals.ts';
import { rosterWith } from '../roster.ts';
import { signalId, type Signal } from '../signal.ts';
import { isCivilDate, type Instant } from '../time.ts';
import { clueHeard, clueReactions, decideHandOver, evolveClues } from './clues.ts';
import { decideChange } from './change/decide.ts';
import { evolveChange } from './change/evolve.ts';
import { acknowledgementHeard, changeReactions } from './change/reactions.ts';
import { readProgrammeCommand, type ProgrammeCommand } from './commands.ts';
import { decideGatherDuty, gatherDuties, gatherHeard } from './gather.ts';
import { evolveGathered } from './gather-evolve.ts';
import { follow } from './follow.ts';
import { nothingGathered } from './gathered.ts';
import { heldBy, staffingOf } from './office.ts';
import { lostHeard } from './lost.ts';
import { alsoListed } from './overdue.ts';
import { problemsTouched, signOffProblem } from './problems.ts';
import { decideReport } from './report.ts';
import {
  directoryInput,
  measureInput,
  type ProgrammeInput,
  standingAtLaunch,
  type ProgrammeState,
} from './state.ts';

/** Rules of a programme, number 1: the registrar. It opens the directory and the measures, and keeps standings. */
export const programmeRules1: Rules<ProgrammeState> = {
  open: (raw) => {
    const { launch, planHash, calendarHash, measures, inputHashes } = raw as unknown as ProgrammeInput;
    const opened = measures.map(({ number, id }) => ({ number, measure: id }));
    return { type: 'ProgrammeLaunched', data: { launch, planHash, calendarHash, opened, inputHashes } };
  },
  initial: (raw) => {
    const input = raw as unknown as ProgrammeInput;
    const entered = input.measures.map((plan) => [plan.id, standingAtLaunch(plan)] as const);
    return {
      input,
      standings: input.enters === true ? Object.fromEntries(entered) : {},
      ...(input.gathers === undefined ? {} : { gathered: nothingGathered(input.launch) }),
    };
  },
  evolve,
  duties: gatherDuties,
  decide,
  reactions,
  malformed: (command) => {
    const read = readProgrammeCommand(command);
    return 'problem' in read ? read.problem : undefined;
  },
  // Working days are counted anew by another calendar.
  moves: (type) => type === 'CalendarAnnounced',
  ended: () => false,
  refusalsPerDay: () => REFUSALS_PER_DAY,
  mayAdopt,
  adopt: (state) => state,
  sign,
  card: (state) => ({ title: state.input.card.title }),
  result: () => ({}),
};

function decide(state: ProgrammeState, input: Input, now: Instant): Decision {
  switch (input.kind) {
    case 'command': {
      const read = readProgrammeCommand(input.command);
      if ('problem' in read) return refuse('unsupported', { command: read.problem });
      return decideCommand(state, read.command, input, now);
    }
    case 'signal':
      return { events: heard(state, input.signal, now) };
    case 'duty':
      return { events: decideGatherDuty(state, input.duty, input.late ? input.settledAt : undefined) };
    case 'outcome':
      return { events: [] };
  }
}

function decideCommand(
  state: ProgrammeState,
  command: ProgrammeCommand,
  { person, post }: Extract<Input, { kind: 'command' }>,
  now: Instant,
): Decision {
  switch (command.type) {
    case 'sign_off_problem':
      return signOffProblem(state, command, person, post, now);
    case 'hand_over':
      return decideHandOver(state, command, person, post, now);
    case 'amend':
    case 'recalendar':
      return decideChange(state, command, person, post, now);
    case 'send_report':
    case 'propose_report':
    case 'hold_report':
      return decideReport(state, command, person, post, now);
  }
}

function heard(state: ProgrammeState, signal: Signal, now: Instant): readonly DomainEvent[] {
  const { type, data } = signal;
  if (type === 'roster' && state.input.keepsProblems === true && isRoster(data['roster'])) {
    const roster = rosterWith(staffingOf(state).roster, data['roster']);
    return [{ type: 'RosterHeard', data: { roster } as unknown as DomainEvent['data'] }];
  }
  if (type === 'clue') return clueHeard(state, signal);
  if (type === 'acknowledge') return acknowledgementHeard(signal);
  if (type === 'undeliverable' && state.input.gathers !== undefined) return lostHeard(state, signal, now);
  if (type !== 'standing' || typeof data['measure'] !== 'string') return [];
  const after = standingHeard(state, { data, occurredAt: now });
  return [
    { type: 'StandingHeard', data },
    ...problemsTouched(state, after, signalId(signal), now),
    ...gatherHeard(after, data, now),
  ];
}

/** The rectification office: as the directory told it, or as the programme was launched with it where it hears of no appointment. */
function mayAdopt(
  state: ProgrammeState,
  person: string,
): ReturnType<NonNullable<Rules<ProgrammeState>['mayAdopt']>> {
  if (state.input.keepsProblems === true) {
    const held = heldBy(state, person).find((one) => one.role === 'rectification_office');
    if (held !== undefined) return { as: actorOf(held) };
    return {
      ...refuse('not_holder', { person, command: ADOPT_RULES_NAME }),
      actor: { person, name: person },
    };
  }
  const { directory, measures } = state.input;
  const office = new Set(measures.flatMap((one) => one.roles.rectification_office ?? []));
  const held = directory.appointments.find((one) => one.person === person && office.has(one.post));
  const name = directory.people.find((one) => one.id === person)?.name ?? person;
  if (held === undefined)
    return { ...refuse('not_holder', { person, command: ADOPT_RULES_NAME }), actor: { person, name } };
  const postTitle = directory.posts.find((one) => one.id === held.post)?.title ?? held.post;
  return { as: { person, name, role: 'rectification_office', post: held.post, postTitle } };
}

function evolve(before: ProgrammeState, event: Draft): ProgrammeState {
  const state = evolveGathered(before, event);
  const { type, data } = event;
  switch (type) {
    case 'StandingHeard':
      return alsoListed(standingHeard(state, event), data['measure'], event.occurredAt);
    case 'RosterHeard':
      return isRoster(data['roster']) ? { ...state, roster: data['roster'] } : state;
    case 'ProblemSignedOff': {
      const { problem, on } = data;
      if (typeof problem !== 'string' || !isCivilDate(on)) return state;
      return {
        ...state,
        problems: { ...state.problems, [problem]: { signedOffOn: on, times: timesOf(state, problem) + 1 } },
      };
    }
    case 'ProblemReopened': {
      const { problem } = data;
      if (typeof problem !== 'string') return state;
      return { ...state, problems: { ...state.problems, [problem]: { times: timesOf(state, problem) } } };
    }
    default:
      return evolveChange(state, event) ?? evolveClues(state, event);
  }
}

/** How often a problem was signed off. */
function timesOf({ problems }: ProgrammeState, problem: string): number {
  return problems !== undefined && Object.hasOwn(problems, problem) ? (problems[problem]?.times ?? 0) : 0;
}

function standingHeard(before: ProgrammeState, event: Pick<Draft, 'data' | 'occurredAt'>): ProgrammeState {
  const { measure, status, light, standing, due } = event.data as unknown as Standing & {
    readonly measure: string;
  };
  const standings = { ...before.standings, [measure]: { status, light, standing, due } };
  return follow(before, { ...before, standings }, measure, event);
}

/** Events that carry notices: what others tell of their standing never does. */
const WITH_NOTICES: ReadonlySet<string> = new Set([
  'ProblemReady',
  'ProblemSignedOff',
  'ProblemReopened',
  'ReportPrepared',
  'ReportSent',
  'BriefSent',
  'NoticeUndeliverable',
]);

function reactions(state: ProgrammeState, event: Draft): readonly EffectBody[] {
  const { input } = state;
  if (event.type !== 'ProgrammeLaunched')
    return WITH_NOTICES.has(event.type)
      ? lettersOf(event.data['notices'], input.card)
      : [...changeReactions(state, event), ...clueReactions(state, event)];
  const directory = directoryInput(input);
  return [
    // A directory that knows whom to tell must find them there.
    {
      ...start(input, 'directory', directory.process, directory),
      ...(input.enters === true ? { last: true } : {}),
    },
    ...input.measures.map((plan) => {
      const measure = measureInput(input, plan);
      return start(input, 'measure', measure.process, measure);
    }),
  ];
}

function start(
  programme: ProgrammeInput,
  workflow: 'directory' | 'measure',
  process: string,
  input: object,
): EffectBody {
  return {
    kind: 'start',
    process,
    workflow,
    input: input as { readonly [key: string]: Json },
    inputHash: programme.inputHashes[process] ?? '',
  };
}

function sign(state: ProgrammeState): ReturnType<Rules<ProgrammeState>['sign']> {
  const lights = new Set(Object.values(state.standings).map((one) => one.light));
  return {
    status: 'open',
    light: (['red', 'yellow', 'green'] as const).find((one) => lights.has(one)) ?? 'green',
  };
}
