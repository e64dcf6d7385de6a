import type { EffectBody } from '../effects.ts';
import type { Json } from '../json.ts';
import { ADOPT_RULES_NAME } from '../adoption.ts';
import type { Decision, Input, Rules } from '../machine.ts';
import type { Standing } from '../process.ts';
import type { Draft } from '../record.ts';
import { refuse, REFUSALS_PER_DAY } from '../refusals.ts';
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
    return { input, standings: input.enters === true ? Object.fromEntries(entered) : {} };
  },
  evolve,
  duties: () => [],
  decide,
  reactions,
  malformed: () => '整改专项本身没有可直接办理的事项',
  moves: () => false,
  ended: () => false,
  refusalsPerDay: () => REFUSALS_PER_DAY,
  mayAdopt,
  adopt: (state) => state,
  sign,
  card: (state) => ({ title: state.input.card.title }),
  result: () => ({}),
};

function decide(_state: ProgrammeState, input: Input): Decision {
  switch (input.kind) {
    case 'command':
      return refuse('unsupported', { command: '整改专项' });
    case 'signal': {
      const { type, data } = input.signal;
      if (type !== 'standing' || typeof data['measure'] !== 'string') return { events: [] };
      return { events: [{ type: 'StandingHeard', data }] };
    }
    case 'duty':
    case 'outcome':
      return { events: [] };
  }
}

/** The rectification office, as the programme was launched with it: under these rules it hears of no later appointment. */
function mayAdopt(
  state: ProgrammeState,
  person: string,
): ReturnType<NonNullable<Rules<ProgrammeState>['mayAdopt']>> {
  const { directory, measures } = state.input;
  const office = new Set(measures.flatMap((one) => one.roles.rectification_office ?? []));
  const held = directory.appointments.find((one) => one.person === person && office.has(one.post));
  const name = directory.people.find((one) => one.id === person)?.name ?? person;
  if (held === undefined)
    return { ...refuse('not_holder', { person, command: ADOPT_RULES_NAME }), actor: { person, name } };
  const postTitle = directory.posts.find((one) => one.id === held.post)?.title ?? held.post;
  return { as: { person, name, role: 'rectification_office', post: held.post, postTitle } };
}

function evolve(state: ProgrammeState, event: Draft): ProgrammeState {
  if (event.type !== 'StandingHeard') return state;
  const { measure, status, light, standing, due } = event.data as unknown as Standing & {
    readonly measure: string;
  };
  return { ...state, standings: { ...state.standings, [measure]: { status, light, standing, due } } };
}

function reactions(state: ProgrammeState, event: Draft): readonly EffectBody[] {
  if (event.type !== 'ProgrammeLaunched') return [];
  const { input } = state;
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
