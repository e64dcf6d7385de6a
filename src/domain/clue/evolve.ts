import type { Draft } from '../record.ts';
import { rosterWith } from '../roster.ts';
import { dateOf, type Instant } from '../time.ts';
import { caseEvolved } from './case.ts';
import { acceptClock, clock, clockOf, clueLight, firedKey, firstClock } from './clocks.ts';
import type { ClueEvent } from './events.ts';
import { isClueEvent } from './known.ts';
import { optional } from '../optional.ts';
import { recounted } from './recount.ts';
import type { ClueInput, ClueState, Clock } from './state.ts';
import {
  afterCase,
  concluded,
  ended,
  extensionDecided,
  handed,
  kept,
  others,
  overseen,
  running,
  sent,
  unseen,
  without,
} from './transitions.ts';

/** A clue as it is handed over. */
export function initialClue(
  input: ClueInput,
  { seq, occurredAt: at }: Pick<Draft, 'seq' | 'occurredAt'>,
): ClueState {
  const { from, to, outside, letter } = input;
  const level = {
    from,
    to,
    at,
    reroutes: 0,
    supplements: 0,
    ...(letter === undefined ? {} : { due: letter.due }),
  };
  const begun: ClueState = {
    seq,
    input,
    roster: input.roster,
    status: 'handed_over',
    level,
    below: [],
    custody: { unit: from, from: at, how: 'ClueHandedOver', seq },
    past: [],
    clocks: [],
    fired: {},
    light: 'green',
    cases: [],
    items: input.items.map((one) => ({ ...one, unit: from.id, seq })),
    joined: [],
  };
  const state: ClueState =
    outside === undefined
      ? { ...begun, custody: { ...begun.custody, unit: to } }
      : { ...begun, status: 'outside', custody: { ...begun.custody, body: outside.body } };
  const first =
    outside === undefined
      ? clock(state, 'acknowledge', at)
      : clock(state, 'follow_up', at, { due: outside.followUp });
  return lit({ ...state, clocks: [first] }, at);
}

/** The state after an event. What no clue knows, or what is not as its type promises, changes nothing but the number. */
export function evolveClue(before: ClueState, event: Draft): ClueState {
  const state = { ...before, seq: event.seq };
  const after = evolved(state, event);
  const fired =
    event.cause === 'duty' && event.dutyId !== undefined ? firedOf(after, event.dutyId, event.type) : after;
  return lit(settled(fired), event.occurredAt);
}

/** An extension of what is no longer due is no longer asked. */
function settled(state: ClueState): ClueState {
  const { extension, ...rest } = state;
  if (extension === undefined) return state;
  const { step, case: of } = extension;
  const runs = state.clocks.some((one) => one.side === 'holder' && one.step === step && one.case === of);
  return runs ? state : { ...rest, clocks: others(state, ['extension']) };
}

function lit(state: ClueState, at: Instant): ClueState {
  const light = clueLight(state, at);
  return light === state.light
    ? state
    : { ...state, light, ...(light === 'red' ? { late: true as const } : {}) };
}

function firedOf(state: ClueState, id: string, type: string): ClueState {
  const fired = { ...state, fired: { ...state.fired, [firedKey(id)]: true as const } };
  const of = clockOf(state, id);
  if (type === 'ClueReminded') return withClock(fired, of, { reminded: (of?.reminded ?? 0) + 1 });
  return type === 'ClueEscalated' ? withClock(fired, of, { urged: (of?.urged ?? 0) + 1 }) : fired;
}

function withClock(state: ClueState, of: Clock | undefined, more: Partial<Clock>): ClueState {
  return running(
    state,
    state.clocks.map((one) => (one === of ? { ...one, ...more } : one)),
  );
}

function evolved(state: ClueState, event: Draft): ClueState {
  if (!isClueEvent(event)) return state;
  const known = event as unknown as ClueEvent & Draft;
  const { occurredAt: at } = event;
  const { level } = state;
  switch (known.type) {
    case 'Acknowledged': {
      const { handler } = known.data;
      const accepted = {
        ...state,
        status: 'acknowledged' as const,
        ...(handler === undefined ? {} : { handler }),
      };
      return running(accepted, [acceptClock(accepted, at), ...others(state, ['acknowledge'])]);
    }
    case 'Accepted':
      return running({ ...state, status: 'verifying' }, [
        clock(state, 'plan', at),
        clock(state, 'verify', at),
        ...others(state, ['accept']),
      ]);
    case 'ClueReturned': {
      const { superior } = known.data;
      if (superior === undefined)
        return handed({ ...state, status: 'returned' }, level.from, known, 'reroute');
      return handed({ ...state, status: 'designating' }, superior, known, 'designate');
    }
    case 'Rerouted':
      return sent(state, { ...level, to: known.data.unit, at, reroutes: level.reroutes + 1 }, known);
    case 'Designated':
      return sent(state, { ...level, to: known.data.unit, at, designated: true }, known);
    case 'PassedDown': {
      const { unit: to, due, own } = known.data;
      const { status, clocks, custody, fired } = state;
      const passed = { ...state, below: [...state.below, level] };
      const next = {
        from: custody.unit,
        to,
        at,
        due,
        ...optional('own', own),
        reroutes: 0,
        supplements: 0,
        resume: { status, clocks, fired },
      };
      return overseen(sent(passed, next, known), at);
    }
    case 'ClueWithdrawn':
    case 'ClueClosed':
      return ended(state, known);
    case 'HandlerAssigned':
      return without({ ...state, handler: known.data.handler }, 'assign');
    case 'PlanMade':
      return without({ ...state, planned: dateOf(at) }, 'plan', known.data.items);
    case 'Verified': {
      const { substantiated, items } = known.data;
      const verified = kept({ ...state, status: 'verified', substantiated }, items);
      return running(verified, [
        clock(verified, 'conclude', at),
        ...others(state, ['plan', 'verify', 'conclude']),
      ]);
    }
    case 'CaseFiled':
    case 'CaseAdvanced':
    case 'CaseOutcomeRecorded':
    case 'CaseDropped':
      return afterCase(caseEvolved(state, known, at), at);
    case 'ConcludedWithoutCase':
      return concluded(state, at);
    case 'FindingsReported': {
      const given = kept(state, known.data.items);
      if (level.from.id !== level.to.id)
        return handed({ ...unseen(given), status: 'reported' }, level.from, known, 'feedback');
      return running({ ...given, status: 'fed_back' }, [clock(given, 'close', at)]);
    }
    case 'FedBack': {
      const given = kept({ ...state, status: 'fed_back' }, known.data.items);
      return running(given, [clock(given, 'close', at), ...others(state, ['feedback', 'close'])]);
    }
    case 'SupplementAsked': {
      const { substantiated: _, ...rest } = state;
      const again = {
        ...rest,
        status: 'verifying' as const,
        level: { ...level, supplements: level.supplements + 1 },
      };
      return overseen(handed(again, level.to, known, 'verify'), at);
    }
    case 'TransferredOut': {
      const { body, followUp, items } = known.data;
      const out = kept({ ...state, status: 'outside' }, items);
      return handed(out, state.custody.unit, known, 'follow_up', { body, due: followUp });
    }
    case 'ReceiptRecorded':
      return { ...state, receipt: { on: known.data.on, document: known.data.document } };
    case 'FollowUpSet':
      return running(state, [clock(state, 'follow_up', at, { due: known.data.to })]);
    case 'ResultRecorded': {
      const { custody } = state;
      const back = kept(state, known.data.items);
      const own = level.from.id === level.to.id;
      return handed(
        { ...back, status: own ? 'fed_back' : 'concluded' },
        custody.unit,
        known,
        own ? 'close' : 'report',
      );
    }
    case 'ClueExtensionAsked': {
      const { step, case: of, to, by } = known.data;
      const extension = { seq: event.seq, step, to, by, ...(of === undefined ? {} : { case: of }) };
      const asked = { ...state, extension };
      return running(asked, [...state.clocks, clock(asked, 'extension', at, { side: 'sender' })]);
    }
    case 'ClueExtensionGranted':
    case 'ClueExtensionRefused':
      return extensionDecided(state, known.type === 'ClueExtensionGranted', event.seq, at);
    case 'CrimeSuspected': {
      const asked = kept({ ...state, crime: { stage: 'asked' } }, known.data.items);
      return running(asked, [...state.clocks, clock(asked, 'crime_decide', at)]);
    }
    case 'CrimeDecided': {
      const { transfer } = known.data;
      const decided = without(
        { ...state, crime: { stage: transfer ? 'decided' : 'declined' } },
        'crime_decide',
      );
      return transfer ? running(decided, [...decided.clocks, clock(decided, 'crime_transfer', at)]) : decided;
    }
    case 'CrimeTransferred': {
      const gone = without(
        { ...state, crime: { stage: 'transferred', body: known.data.body } },
        'crime_transfer',
      );
      return running(gone, [...gone.clocks, clock(gone, 'crime_answer', at)]);
    }
    case 'PoliceAnswered':
      return without({ ...state, crime: { ...state.crime, stage: 'answered' } }, 'crime_answer');
    case 'ItemsAttached':
      return kept(state, known.data.items);
    case 'ContentDestroyed': {
      const { item } = known.data;
      const items = state.items.map((one) => (one.item === item ? { ...one, destroyed: dateOf(at) } : one));
      return { ...state, items };
    }
    case 'ClueJoined': {
      const { number, code, unit, items, roster: own } = known.data;
      // What is known of other posts is as old as it was.
      const roster = { ...rosterWith(state.roster, own), seq: state.roster.seq };
      return kept({ ...state, roster, joined: [...state.joined, { number, code, unit }] }, items, unit);
    }
    case 'RosterHeard': {
      const { roster, relieved } = known.data;
      const heard = { ...state, roster: rosterWith(state.roster, roster) };
      if (relieved === undefined) return heard;
      const { handler: _, ...rest } = heard;
      return running(rest, [...rest.clocks, clock(rest, 'assign', at)]);
    }
    case 'ClueUrged': {
      const first = firstClock(state);
      return withClock(state, first, { urged: (first?.urged ?? 0) + 1 });
    }
    case 'ClueRecalendared':
      return recounted(state, known.data, at);
    case 'ClueReminded':
    case 'ClueEscalated':
    case 'ContentRead':
    case 'LightChanged':
    case 'NoticeUndeliverable':
      return state;
  }
}
