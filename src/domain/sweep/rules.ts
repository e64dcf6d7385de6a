import { ADOPT_RULES_NAME } from '../adoption.ts';
import { lettersOf, type EffectBody, type Outcome } from '../effects.ts';
import { Reader } from '../guards.ts';
import type { Decision, Input, Rules } from '../machine.ts';
import { isRoster } from '../measure/known.ts';
import type { Notice } from '../notice.ts';
import { directoryProcess } from '../process.ts';
import { actorOf, type Actor, type DomainEvent, type Draft, type Duty } from '../record.ts';
import { refuse, REFUSALS_PER_DAY, type Refusal } from '../refusals.ts';
import { holdersOf, rolesOf, rosterWith, type Role, type Staffing } from '../roster.ts';
import type { Signal } from '../signal.ts';
import { urgentFrom } from '../slots.ts';
import { addMillis, dateOf, DAY_MS, type Instant } from '../time.ts';
import { wholeNotice } from '../whole-notice.ts';
import type { Finding } from './findings.ts';
import { changeHeard, changeReactions, evolveChange } from './change.ts';
import { lookedAt } from './known.ts';
import { nextSweep, type Looked, type SweepInput, type SweepState } from './state.ts';

/** As people see the one command. */
export const SWEEP_NAME = '巡检';

/** Rules of the daily sweep, number 1: on every working day it looks whether all of a programme is alive, and tells who has to know. */
export const sweepRules1: Rules<SweepState> = {
  open: (raw) => {
    const { registered, calendarHash, roster } = raw as unknown as SweepInput;
    return {
      type: 'SweepOpened',
      data: { registered: registered.length, calendarHash, rosterSeq: roster.seq },
    };
  },
  initial: (raw, event) => {
    const input = raw as unknown as SweepInput;
    return {
      seq: event.seq,
      input,
      roster: input.roster,
      nextAt: nextSweep(input, event.occurredAt),
      told: [],
    };
  },
  evolve,
  duties,
  decide,
  reactions,
  malformed: (command) => {
    const r = new Reader(command);
    r.oneOf('type', ['sweep']);
    r.only(['type']);
    return r.problem;
  },
  moves: (type) => type === 'SweepRecalendared',
  ended: () => false,
  refusalsPerDay: () => REFUSALS_PER_DAY,
  mayAdopt: (state, person) => capacity(state, person, ADOPT_RULES_NAME, ['rectification_office']),
  adopt: (state, event) => ({ ...state, seq: event.seq }),
  sign: (state) => ({ status: state.since === undefined ? 'waiting' : 'looking', light: '' }),
  card: ({ last }) => ({
    title: '每日巡检',
    ...(last === undefined
      ? {}
      : { lightText: summary(last), due: dateOf(last.at), met: last.findings.length + last.more }),
  }),
  result: () => ({}),
};

/** 已查事项22项、信件3封，发现异常1项 */
export function summary({ processes, letters, findings, more }: Looked): string {
  const found = findings.length + more;
  return `已查事项${processes}项、未了信件${letters}封，${found === 0 ? '未见异常' : `发现异常${found}项`}`;
}

function duties({ input, nextAt }: SweepState): readonly Duty[] {
  const id = `${input.process}/look/${dateOf(nextAt)}`;
  return [{ id, kind: 'look', dueAt: nextAt, label: '每日巡检', notice: false }];
}

function decide(state: SweepState, input: Input, now: Instant): Decision {
  switch (input.kind) {
    case 'duty':
      return { events: [{ type: 'SweepBegun', data: { by: 'schedule' } }] };
    case 'command': {
      const permitted = capacity(state, input.person, SWEEP_NAME, ['rectification_office', 'system_admin']);
      if ('refusal' in permitted) return permitted;
      return { events: [{ type: 'SweepBegun', data: { by: 'command' }, actor: permitted.as }] };
    }
    case 'signal':
      return { events: heard(state, input.signal) };
    case 'outcome':
      return { events: done(state, input.outcome, now) };
  }
}

function heard(state: SweepState, { from, type, data }: Signal): readonly DomainEvent[] {
  const changes = changeHeard(state, from, type, data);
  if (changes.length > 0) return changes;
  const roster = data['roster'];
  if (type !== 'roster' || !isRoster(roster)) return [];
  const next = rosterWith(state.roster, roster);
  return [{ type: 'RosterHeard', data: { roster: next } as unknown as DomainEvent['data'] }];
}

function done(state: SweepState, outcome: Outcome, now: Instant): readonly DomainEvent[] {
  const seen = outcome.kind === 'inspect' ? lookedAt(outcome.result) : undefined;
  if (seen === undefined) return [];
  const looked = { ...seen, findings: seen.findings.filter((one) => !isTold(state, one)) };
  const notices = looked.findings.length === 0 ? [] : [told(state, looked, now)];
  return [{ type: 'SweepDone', data: { looked, notices } as unknown as DomainEvent['data'] }];
}

function evolve(before: SweepState, event: Draft): SweepState {
  const state: SweepState = { ...before, seq: event.seq };
  switch (event.type) {
    case 'SweepBegun': {
      // After downtime it looks once, not once for every day missed.
      const nextAt = event.cause === 'duty' ? nextSweep(state.input, event.recordedAt) : state.nextAt;
      return { ...state, nextAt, since: event.occurredAt };
    }
    case 'SweepDone': {
      const { since: _, ...rest } = state;
      const last = lookedAt(event.data['looked']);
      return last === undefined ? rest : { ...rest, last, told: toldWith(rest, last.findings) };
    }
    case 'RosterHeard':
      return isRoster(event.data['roster']) ? { ...state, roster: event.data['roster'] } : state;
    default:
      return evolveChange(state, event);
  }
}

/** A refused letter is told once; everything else again until it is mended. */
function isTold(state: SweepState, { kind, process }: Finding): boolean {
  return kind === 'letter_undeliverable' && state.told.includes(process);
}

/** More than are refused in two days. */
const TOLD_KEPT = 500;

function toldWith(state: SweepState, findings: readonly Finding[]): readonly string[] {
  const refused = findings.filter((one) => one.kind === 'letter_undeliverable').map((one) => one.process);
  return [...state.told, ...refused].slice(-TOLD_KEPT);
}

function reactions(state: SweepState, event: Draft): readonly EffectBody[] {
  const { input } = state;
  switch (event.type) {
    case 'SweepOpened': {
      const data = { posts: [...input.office, ...input.administrators], rosterSeq: input.roster.seq };
      return [{ kind: 'signal', to: directoryProcess(input.programme), type: 'subscribe', data }];
    }
    case 'SweepBegun':
      return [
        {
          kind: 'inspect',
          registered: input.registered,
          ...(state.last === undefined ? {} : { since: addMillis(state.last.at, -DAY_MS) }),
        },
      ];
    case 'SweepDone':
      return lettersOf(event.data['notices'], input.card);
    default:
      return changeReactions(state, event);
  }
}

/** What was found, for the rectification office; its administrators are copied, who have to mend it. */
function told(state: SweepState, looked: Looked, now: Instant): Notice {
  const { input } = state;
  const office = holdersOf(staffingOf(state), 'rectification_office');
  const admins = holdersOf(staffingOf(state), 'system_admin');
  const bad = looked.findings.length + looked.more;
  return wholeNotice(
    input,
    input.hours,
    {
      id: `${input.process}#${state.seq + 1}/sweep`,
      kind: 'sweep',
      urgent: true,
      // At once within working hours, else with the slot that the daily look comes before.
      leaveAt: urgentFrom(input.hours, input.calendar, now),
      to: office.length > 0 ? office : admins,
      cc: admins,
      facts: {
        measure: '巡检',
        title: '每日巡检',
        missing: [
          ...looked.findings.map(({ process, detail }) => `${process}：${detail}`),
          ...(looked.more > 0 ? [`另有 ${looked.more} 项`] : []),
        ],
        met: Math.max(0, looked.processes + looked.letters - bad),
        of: looked.processes + looked.letters,
      },
    },
    now,
  );
}

function staffingOf({ input, roster }: SweepState): Staffing {
  const { posts, office, administrators } = input;
  return { posts, roles: { rectification_office: office, system_admin: administrators }, above: {}, roster };
}

function capacity(
  state: SweepState,
  person: string,
  command: string,
  roles: readonly Role[],
): { readonly as: Actor } | { readonly refusal: Refusal; readonly actor: Actor } {
  const as = rolesOf(staffingOf(state), person).find(({ role }) => roles.includes(role));
  return as === undefined
    ? { ...refuse('not_holder', { person, command }), actor: { person, name: person } }
    : { as: actorOf(as) };
}
