import fc from 'fast-check';
import { lightAt } from '../../../src/domain/measure/light.ts';
import * as machine from '../../../src/domain/machine.ts';
import { measureRules1 } from '../../../src/domain/measure/rules.ts';
import type { MeasureState } from '../../../src/domain/measure/state.ts';
import type { Draft, Duty } from '../../../src/domain/record.ts';
import { dateOf } from '../../../src/domain/time.ts';
import { dutiesOf, envelopeOf, measureInput, noticesOf, POSTS } from '../support.ts';
import { happen, history, openHistory, type History } from './history.ts';
import type { Measure } from './measure.ts';
import { Oracle } from './oracle.ts';

/** More of them on request: PROPERTY_RUNS=2000. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 60);
/** The same histories for every property, so that each is played once; another run of the tests has others. */
const seed = Date.now() % 2 ** 31;

/** A life played to its end, and how it stood after it was opened and after everything that happened. */
interface Played {
  readonly life: Measure;
  readonly moments: readonly {
    readonly now: string;
    readonly state: MeasureState;
    readonly pending: readonly Duty[];
    readonly drafts: readonly Draft[];
  }[];
}

const memory = new Map<string, Played>();

function play(past: History): Played {
  const key = JSON.stringify(past);
  const known = memory.get(key) ?? playAnew(past);
  memory.set(key, known);
  return known;
}

function playAnew(past: History, between: (life: Measure) => void = () => undefined): Played {
  const life = openHistory(past);
  let seen = 0;
  const moment = (): Played['moments'][number] => {
    const { now, state, pending } = life;
    const drafts = life.drafts.slice(seen);
    seen = life.drafts.length;
    between(life);
    return { now, state, pending, drafts };
  };
  const moments = [moment()];
  for (const one of past.happenings) {
    happen(life, one);
    moments.push(moment());
  }
  return { life, moments };
}

function always(runs: number, property: (past: History) => void): void {
  fc.assert(fc.property(history, property), { numRuns: runs, seed });
}

describe('whatever happens to a measure', () => {
  it('waits for exactly what its policy and state ask for', () => {
    always(RUNS, (past) => {
      const oracle = new Oracle(measureInput(past.wish));
      for (const { drafts, pending } of play(past).moments) {
        drafts.forEach((draft) => oracle.see(draft));
        expect(pending.map((duty) => `${duty.id}@${duty.dueAt}`).toSorted()).toEqual(oracle.expected());
      }
    });
  });

  it('every duty armed ends once in one way, or is still pending; nothing else ends', () => {
    always(RUNS, (past) => {
      const { life } = play(past);
      const ever = new Set<string>();
      const open = new Map<string, { readonly dueAt: string; readonly notice: boolean }>();
      for (const draft of life.drafts) {
        const { armed, ended } = dutiesOf(draft);
        for (const { id, how } of ended) {
          const duty = open.get(id);
          expect(duty).toBeDefined();
          open.delete(id);
          const own = draft.dutyId === id;
          expect(how === 'fired' || how === 'covered').toBe(own);
          const given = life.notices.filter((notice) => notice.id === id);
          const loud = how === 'fired' && duty?.notice === true;
          expect(given).toHaveLength(loud ? 1 : 0);
          if (loud) expect(noticesOf(draft)).toEqual(given);
        }
        for (const { id, dueAt, notice } of armed) {
          expect(ever.has(id)).toBe(false);
          ever.add(id);
          open.set(id, { dueAt, notice });
        }
      }
      const left = [...open].map(([id, duty]) => ({ id, ...duty })).toSorted(byId);
      expect(left).toEqual(
        life.pending.map(({ id, dueAt, notice }) => ({ id, dueAt, notice })).toSorted(byId),
      );
    });
  });

  it('no duty fires before its time, nor is one settled twice', () => {
    always(RUNS, (past) => {
      const settled = play(past).life.drafts.filter(
        (draft) => draft.cause === 'duty' && draft.type !== 'LightChanged',
      );
      for (const { dueAt, occurredAt, recordedAt } of settled) {
        expect(occurredAt).toBe(dueAt);
        expect(recordedAt >= occurredAt).toBe(true);
      }
      const ids = settled.map((draft) => draft.dutyId);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  it('the ladder of a date is climbed rung by rung, none skipped and none repeated', () => {
    always(RUNS, (past) => {
      const rungs = measureInput(past.wish).plan.policy.ladder.map((rung) => rung.after);
      const climbed = new Map<string, number[]>();
      for (const draft of play(past).life.drafts.filter((one) => one.type === 'Escalated')) {
        const [, which, , due] = draft.dutyId?.split('/').slice(-4) ?? [];
        const key = `${which} ${due}`;
        climbed.set(key, [...(climbed.get(key) ?? []), draft.data['after'] as number]);
      }
      for (const fired of climbed.values()) expect(fired).toEqual(rungs.slice(0, fired.length));
    });
  });

  it('nobody approves what they submitted, nobody closes two steps of a round, nobody grants their own wish', () => {
    always(RUNS, (past) => {
      let submitter: readonly string[] = [];
      let asking: readonly string[] = [];
      let closed = new Map<string, number>();
      for (const { type, actor, data } of play(past).life.drafts) {
        const who = actor?.person ?? '';
        const behind = actor?.deputyFor?.person ?? who;
        if (type === 'Submitted') {
          submitter = [who, behind];
          closed = new Map();
        }
        if (type === 'ExtensionRequested') asking = [who, behind];
        if (type === 'ExtensionGranted')
          expect([asking.includes(who), asking.includes(behind)]).toEqual([false, false]);
        if (['StepApproved', 'Countersigned', 'MeetingClosed', 'Returned'].includes(type)) {
          expect(submitter).not.toContain(who);
          expect(submitter).not.toContain(behind);
          // Who writes down what a meeting decided has decided nothing.
          if (ofMeeting(past, data)) continue;
          expect(closed.get(who) ?? data['step']).toBe(data['step']);
          closed.set(who, data['step'] as number);
        }
      }
    });
  });

  it('the rectification office never reviews a measure of its host office', () => {
    always(RUNS, (past) => {
      if (past.wish.hostOffice !== true) return;
      const { life } = play(past);
      // Another lead unit need not be its host.
      const changed = life.drafts.findIndex((one) => one.type === 'UnitChanged');
      const before = changed < 0 ? life.drafts : life.drafts.slice(0, changed);
      const reviewed = before.filter(
        (one) =>
          ['StepApproved', 'Countersigned', 'Returned', 'OpinionGiven'].includes(one.type) &&
          !ofMeeting(past, one.data),
      );
      expect(reviewed.filter((one) => one.actor?.role === 'rectification_office')).toEqual([]);
    });
  });

  it('late never looks on time', () => {
    always(RUNS, (past) => {
      const oracle = new Oracle(measureInput(past.wish));
      let submittedOn = '';
      let earlierLate = false;
      const { life, moments } = play(past);
      for (const { drafts, state, now } of moments) {
        for (const draft of drafts) {
          // Late never looks on time, also when it was reopened since.
          if (draft.type === 'Reopened') earlierLate ||= submittedOn > oracle.deadline;
          oracle.see(draft);
          if (draft.type === 'Submitted') submittedOn = dateOf(draft.occurredAt);
        }
        const { deadline, standsAt } = oracle;
        const { light } = state;
        if (standsAt === 'signed_off')
          expect(light).toBe(earlierLate || submittedOn > deadline ? 'done_late' : 'done');
        else if (standsAt === 'suspended' || standsAt === 'cancelled') expect(light).toBe(standsAt);
        else if (standsAt === 'under_review' || standsAt === 'on_notice')
          expect(light).toBe(submittedOn > deadline ? 'red' : 'green');
        else if (dateOf(now) > deadline) expect(light).toBe('red');
        else expect(['green', 'yellow', 'red']).toContain(light);
      }
      const { light, card } = life.row;
      expect(light).toBe(life.state.light);
      if (light === 'done_late')
        expect(card.lightText).toMatch(/^已销号\((重新整改，)?原?逾期[1-9]\d*天(，原逾期[1-9]\d*天)?\)$/);
    });
  });

  it('the light on record is the light that shows, and each change leads from the one before it', () => {
    always(RUNS, (past) => {
      const { life, moments } = play(past);
      for (const { state, now } of moments) expect(state.light).toBe(lightAt(state, now));
      let light: unknown;
      for (const { data } of life.drafts.filter((one) => one.type === 'LightChanged')) {
        if (light !== undefined) expect(data['from']).toBe(light);
        expect(data['to']).not.toBe(data['from']);
        light = data['to'];
      }
    });
  });

  it('a notice has a name of its own, goes to each person once, and stays within the body', () => {
    always(RUNS, (past) => {
      const { notices } = play(past).life;
      expect(new Set(notices.map((one) => one.id)).size).toBe(notices.length);
      for (const { to, cc } of notices) {
        const people = [...to, ...cc].map((one) => one.person);
        expect(new Set(people).size).toBe(people.length);
        for (const { post, address } of [...to, ...cc]) {
          expect(Object.keys(POSTS).includes(post) || post.startsWith('zhc/')).toBe(true);
          expect(address).not.toBe('');
        }
      }
    });
  });

  it('a notice to a vacant post goes to the one above and says for whom', () => {
    always(RUNS, (past) => {
      const { policy } = measureInput(past.wish).plan;
      for (const { kind, to } of play(past).life.notices) {
        const wanted =
          kind === 'reminder' ? policy.reminders.to : kind === 'supervise' ? policy.ladder[1]?.to : undefined;
        if (wanted === undefined) continue;
        for (const one of to) {
          if (wanted.includes(one.role)) expect(one.standsInFor).toBeUndefined();
          else expect(one.standsInFor).toEqual(expect.arrayContaining([...wanted]));
        }
      }
    });
  });

  it('a refusal changes nothing but the count of events', () => {
    always(RUNS, (past) => {
      let before = '';
      for (const { drafts, state } of play(past).moments) {
        const after = JSON.stringify({ ...state, seq: 0 });
        if (drafts.length > 0 && drafts.every((one) => one.type === 'CommandRefused'))
          expect(after).toBe(before);
        before = after;
      }
    });
  });

  it('plays the same again, and the same when its memory went through JSON at every step', () => {
    always(RUNS / 2, (past) => {
      const once = play(past).life;
      const carried = playAnew(past, (life) => void life.remember()).life;
      expect(JSON.stringify(carried.drafts)).toBe(JSON.stringify(once.drafts));
      expect(JSON.stringify(carried.effects)).toBe(JSON.stringify(once.effects));
      expect(carried.frame).toEqual(JSON.parse(JSON.stringify(once.frame)));
    });
  });

  it('the fold of its events alone gives its state', () => {
    always(RUNS / 2, (past) => {
      const { life } = play(past);
      const [first, ...rest] = JSON.parse(JSON.stringify(life.drafts)) as Draft[];
      if (first === undefined) throw new Error('never opened');
      let state = measureRules1.initial(measureInput(past.wish) as never, first);
      for (const draft of rest) state = measureRules1.evolve(state, draft);
      expect(JSON.stringify(state)).toBe(JSON.stringify(life.state));
    });
  });

  it('deciding leaves the state as it was, and decides the same again', () => {
    always(RUNS, (past) => {
      const { life, moments } = play(past);
      const last = moments.at(-1);
      const before = JSON.stringify(life.frame);
      for (const type of ['withdraw', 'submit', 'approve', 'urge']) {
        const envelope = envelopeOf(life.input.process, 'li.si', { type }, { at: life.now, requestId: 'x' });
        const first = JSON.stringify(machine.command(life.rules, life.frame, envelope, life.now));
        expect(JSON.stringify(machine.command(life.rules, life.frame, envelope, life.now))).toBe(first);
      }
      expect(JSON.stringify(life.frame)).toBe(before);
      expect(life.pending).toEqual(last?.pending);
    });
  });
});

/** Whether an event is of a step that a meeting closes. */
function ofMeeting(past: History, data: Draft['data']): boolean {
  return past.wish.steps?.[Number(data['step']) - 1]?.mode === 'meeting';
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
