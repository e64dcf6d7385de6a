import type { EventRecord } from '../../src/domain/record.ts';
import { commandProblem, dutyProblems } from './checks.ts';
import type { Asked } from './people.ts';

const PROCESS = 'p/measure/M06';
const NOW = '2022-06-10T10:00:00.000+08:00';

function record(seq: number, more: Partial<EventRecord>): EventRecord {
  const own = { seq, hash: `hash${seq}`, type: 'Commented', requestId: 'r', cause: 'update' };
  return { ...own, process: PROCESS, data: {}, ...more } as EventRecord;
}

function asked(...answers: Asked['answers']): Asked {
  return { process: PROCESS, requestId: 'r', person: 'a', command: { type: 'comment' }, answers };
}

const DONE = { kind: 'done', requestId: 'r', seq: 2, head: 'hash2' } as const;
const NOT_RECORDED = { kind: 'not_recorded', requestId: 'r' } as const;

describe('what the chaos rounds look for in commands', () => {
  it('is content with an act that stands in history as it was answered, also when it was asked twice', () => {
    expect(
      commandProblem(asked(DONE, DONE), [record(1, { requestId: 'other' }), record(2, {})]),
    ).toBeUndefined();
  });

  it('finds an acknowledged act that is not in history', () => {
    expect(commandProblem(asked(DONE), [])?.lost).toMatch(/not in history/);
  });

  it('finds an act that was done twice', () => {
    const twice = [record(1, {}), record(2, { requestId: 'other' }), record(3, {})];
    expect(commandProblem(asked({ ...DONE, seq: 3, head: 'hash3' }), twice)?.wrong).toMatch(/two places/);
  });

  it('finds an answer that names another event than the one recorded', () => {
    expect(commandProblem(asked({ ...DONE, head: 'other' }), [record(2, {})])?.wrong).toMatch(
      /answered with/,
    );
    expect(commandProblem(asked(DONE), [record(2, { type: 'CommandRefused' })])?.wrong).toMatch(
      /answered done/,
    );
  });

  it('finds an act that is in history though its people were told 未记录', () => {
    expect(commandProblem(asked(NOT_RECORDED), [record(2, {})])?.wrong).toMatch(/and in history/);
    expect(commandProblem(asked(NOT_RECORDED), [])).toBeUndefined();
    expect(commandProblem(asked(NOT_RECORDED, DONE), [record(2, {})])).toBeUndefined();
  });

  it('finds an act said to be recorded that is not', () => {
    const unanswered = { kind: 'recorded_unanswered', requestId: 'r' } as const;
    expect(commandProblem(asked(unanswered), [])?.lost).toMatch(/said to be recorded/);
    expect(commandProblem(asked(unanswered), [record(2, {})])).toBeUndefined();
  });
});

describe('what the chaos rounds look for in duties', () => {
  const armed = (id: string, dueAt: string) => ({ armed: [{ id, dueAt, notice: true }], ended: [] });
  const ended = (id: string, how: string) => ({ armed: [], ended: [{ id, how }] });
  const of = (...changes: object[]): ReturnType<typeof dutyProblems> =>
    dutyProblems(
      PROCESS,
      changes.map((duties, i) => record(i + 1, { data: { duties } as never })),
      NOW,
    );

  it('is content with one that has ended, and with one to come', () => {
    const found = of(armed('d', NOW), ended('d', 'fired'), armed('e', '2022-06-11T08:00:00.000+08:00'));
    expect(found).toEqual({ lost: [], wrong: [], armed: 2 });
  });

  it('finds one that passed silently', () => {
    expect(of(armed('d', NOW)).lost).toEqual([expect.stringContaining('passed silently')]);
  });

  it('finds one armed twice, ended twice, or ended without having been armed', () => {
    expect(of(armed('d', NOW), armed('d', NOW), ended('d', 'met')).wrong).toHaveLength(1);
    expect(of(armed('d', NOW), ended('d', 'met'), ended('d', 'fired')).wrong).toHaveLength(1);
    expect(of(ended('d', 'met')).wrong).toHaveLength(1);
  });
});
