import type { EffectBody, Outcome } from '../effects.ts';
import type { Decision, Input, Rules } from '../machine.ts';
import type { LetterContent, LetterNotice, Notice } from '../notice.ts';
import type { RowCard } from '../process.ts';
import type { DomainEvent, Draft, Duty } from '../record.ts';
import type { Signal } from '../signal.ts';
import { refuse } from '../refusals.ts';
import { addMillis, DAY_MS, isInstant, MINUTE_MS, type Instant } from '../time.ts';
import { isLetterNotice } from './known.ts';
import { EARLIER_RETRY_MINUTES, type LetterInput, type LetterState } from './state.ts';

/** Rules of a letter, number 1: gathered, sealed, tried until the server says yes, or a final no. */
export const letterRules1: Rules<LetterState> = {
  open: (raw) => {
    const { mode, leaveAt, messageId, thread, recipient } = raw as unknown as LetterInput;
    return {
      type: 'LetterOpened',
      data: { mode, leaveAt, messageId, thread, person: recipient.person, address: recipient.address },
    };
  },
  initial: (raw, event) => ({
    status: 'gathering',
    seq: event.seq,
    input: raw as unknown as LetterInput,
    notices: [],
    turnedAway: [],
    attempts: 0,
  }),
  evolve,
  duties,
  decide,
  reactions,
  malformed: () => '信件不接受人工办理',
  moves: () => false,
  ended: (state) => state.status === 'delivered' || state.status === 'undeliverable',
  refusalsPerDay: () => 0,
  adopt: (state) => state,
  sign: (state) => ({ status: state.status, light: '' }),
  card,
  result: (state) => ({
    status: state.status,
    messageId: state.input.messageId,
    notices: state.notices.map((one) => one.notice.id),
    turnedAway: state.turnedAway,
  }),
};

function duties(state: LetterState): readonly Duty[] {
  const { process, leaveAt } = state.input;
  // A letter without a notice yet is not sealed: its first notice is on the way in the same breath.
  if (state.status === 'gathering' && state.notices.length > 0) {
    return [{ id: `${process}/seal`, kind: 'seal', dueAt: leaveAt, label: '发出信件', notice: false }];
  }
  if (state.status === 'waiting') {
    const id = `${process}/retry/${state.attempts}`;
    return [
      { id, kind: 'retry', dueAt: state.retryAt, label: `第${state.attempts + 1}次发送`, notice: false },
    ];
  }
  return [];
}

function decide(state: LetterState, input: Input, now: Instant): Decision {
  switch (input.kind) {
    case 'command':
      return refuse('unsupported', { command: '信件' });
    case 'duty':
      return { events: [{ type: input.duty.kind === 'seal' ? 'LetterSealed' : 'SendRetried', data: {} }] };
    case 'signal':
      return { events: gather(state, input.signal) };
    case 'outcome':
      return { events: sent(state, input.outcome, now) };
  }
}

function gather(state: LetterState, signal: Signal): readonly DomainEvent[] {
  if (signal.type !== 'notice' || !isLetterNotice(signal.data)) return [];
  const { notice, as } = signal.data;
  const known =
    state.notices.some((one) => one.notice.id === notice.id) || state.turnedAway.includes(notice.id);
  if (known) return [{ type: 'NoticeRepeated', data: { notice: notice.id, from: signal.from } }];
  const type = state.status === 'gathering' ? 'NoticeGathered' : 'NoticeTurnedAway';
  return [{ type, data: { notice, as, from: signal.from } as unknown as DomainEvent['data'] }];
}

function sent(state: LetterState, outcome: Outcome, now: Instant): readonly DomainEvent[] {
  const { result } = outcome;
  const attempt = state.attempts + 1;
  const kind = outcome.kind === 'send' && typeof result['kind'] === 'string' ? result['kind'] : '';
  switch (kind) {
    case 'delivered':
      return [
        {
          type: 'Delivered',
          data: {
            attempt,
            messageId: state.input.messageId,
            response: result['response'],
            at: result['at'],
            copies: result['copies'],
          },
        },
      ];
    case 'refused':
      return [
        { type: 'Undeliverable', data: { attempt, response: result['response'], code: result['code'] } },
      ];
    case 'deferred': {
      const { retryMinutes: waits = EARLIER_RETRY_MINUTES } = state.input;
      const minutes = waits[Math.min(state.attempts, waits.length - 1)] ?? 60;
      return [
        {
          type: 'SendDeferred',
          data: { attempt, response: result['response'], retryAt: addMillis(now, minutes * MINUTE_MS) },
        },
      ];
    }
    default:
      return [];
  }
}

function evolve(before: LetterState, event: Draft): LetterState {
  const state: LetterState = { ...before, seq: event.seq };
  const { data } = event;
  const { input, seq, notices, turnedAway, attempts, lastResponse } = state;
  const common = {
    input,
    seq,
    notices,
    turnedAway,
    attempts,
    ...(lastResponse === undefined ? {} : { lastResponse }),
  };
  switch (event.type) {
    case 'NoticeGathered':
      return isLetterNotice(data)
        ? { ...state, notices: [...notices, { notice: data.notice, as: data.as }] }
        : state;
    case 'NoticeTurnedAway':
      return isLetterNotice(data) ? { ...state, turnedAway: [...turnedAway, data.notice.id] } : state;
    case 'LetterSealed':
    case 'SendRetried':
      return { ...common, status: 'sending' };
    case 'SendDeferred': {
      const retryAt = data['retryAt'];
      if (!isInstant(retryAt)) return state;
      return {
        ...common,
        attempts: attempts + 1,
        lastResponse: responseOf(data),
        status: 'waiting',
        retryAt,
      };
    }
    case 'Delivered': {
      const copies = typeof data['copies'] === 'number' ? data['copies'] : 1;
      return { ...common, attempts: attempts + 1, status: 'delivered', response: responseOf(data), copies };
    }
    case 'Undeliverable':
      return { ...common, attempts: attempts + 1, status: 'undeliverable', response: responseOf(data) };
    default:
      return state;
  }
}

/** The server's words. */
function responseOf(data: Draft['data']): string {
  return typeof data['response'] === 'string' ? data['response'] : '';
}

function reactions(state: LetterState, event: Draft): readonly EffectBody[] {
  const { input } = state;
  switch (event.type) {
    case 'LetterSealed':
    case 'SendRetried':
      return [{ kind: 'send', letter: contentOf(state) }];
    case 'NoticeTurnedAway': {
      if (!isLetterNotice(event.data)) return [];
      const { notice, as } = event.data;
      return [
        { kind: 'letter', recipient: input.recipient, as, notice: movedOn(notice), programme: input.card },
      ];
    }
    case 'Undeliverable':
      return undeliverable(state, responseOf(event.data));
    default:
      return [];
  }
}

/** A notice that found its letter closed, for the next of its slots; when they are used up, a day on. */
export function movedOn(notice: Notice): Notice {
  const [next, ...thenAt] = notice.thenAt;
  const leaveAt = next ?? addMillis(notice.leaveAt, DAY_MS);
  return { ...notice, urgent: false, leaveAt, thenAt };
}

function contentOf(state: LetterState): LetterContent {
  const { card, recipient, messageId, thread, leaveAt } = state.input;
  const person = { id: recipient.person, name: recipient.name, address: recipient.address };
  // In an order of their own: the order in which they came is chance.
  const notices = state.notices.toSorted((a, b) => (a.notice.id < b.notice.id ? -1 : 1));
  return { programme: card, person, messageId, thread, at: leaveAt, notices };
}

/** Each process whose notices were lost is told once. */
function undeliverable(state: LetterState, response: string): readonly EffectBody[] {
  const { recipient } = state.input;
  const processes = [...new Set(state.notices.map((one) => one.notice.facts.process))];
  return processes.map((to) => {
    const own = state.notices.filter((one) => one.notice.facts.process === to);
    const notices = own.map((one) => ({ id: one.notice.id, kind: one.notice.kind }));
    const subject = own.map((one) => `${one.notice.facts.measure} ${one.notice.facts.title}`)[0] ?? '';
    const { person, name, postTitle } = recipient;
    return {
      kind: 'signal',
      to,
      type: 'undeliverable',
      data: { notices, person, name, postTitle, subject, response },
    };
  });
}

function card(state: LetterState): RowCard {
  const { recipient, messageId } = state.input;
  const response =
    state.status === 'delivered' || state.status === 'undeliverable' ? state.response : state.lastResponse;
  return {
    title: titleOf(state.notices),
    holder: recipient.name,
    person: recipient.person,
    messageId,
    attempts: state.attempts,
    ...(response === undefined ? {} : { response }),
    ...(state.status === 'delivered' ? { copies: state.copies } : {}),
  };
}

function titleOf(notices: readonly LetterNotice[]): string {
  const measures = [...new Set(notices.map((one) => one.notice.facts.measure))].toSorted();
  return `${notices.length}件：${measures.join('、')}`;
}
