import type { Account, News } from '../../../src/domain/account.ts';
import { measureProcess, directoryProcess } from '../../../src/domain/process.ts';
import { programmeRules1 } from '../../../src/domain/programme/rules.ts';
import type { ProgrammeInput, ProgrammeState } from '../../../src/domain/programme/state.ts';
import type { Gathers } from '../../../src/domain/gathers.ts';
import type { ProblemPlan } from '../../../src/domain/plan.ts';
import { HASH_ALGORITHM } from '../../../src/domain/record.ts';
import type { Signal } from '../../../src/domain/signal.ts';
import { DIRECTORY } from '../directory/directory.ts';
import { at, CALENDAR_2022, CARD, Life, measureInput } from '../support.ts';

const PROBLEM: ProblemPlan = { id: 'P04', aspect: 'A2', text: '数据质量管控不严', assumed: false };

/** A programme of two measures, M01 and M02. */
export function programmeInput(
  enters = true,
  problems?: readonly ProblemPlan[],
  gathers?: Gathers,
): ProgrammeInput {
  const measures = [1, 2].map((number) => ({ ...measureInput().plan, id: `M0${number}`, number }));
  return {
    v: 1,
    kind: 'programme',
    process: 'zj',
    programme: 'zj',
    rules: 1,
    hashAlgorithm: HASH_ALGORITHM,
    clock: { kind: 'driven', at: at('2022-06-01') },
    calendar: CALENDAR_2022,
    calendarHash: 'c'.repeat(64),
    card: CARD,
    launch: '2022-06-06',
    planHash: 'p'.repeat(64),
    problems: problems ?? [],
    measures,
    directory: DIRECTORY,
    aspects: [{ id: 'A2', title: '统计法定职责履行方面' }],
    ...(enters ? { enters } : {}),
    ...(problems === undefined ? {} : { keepsProblems: true as const }),
    ...(gathers === undefined ? {} : { gathers }),
    inputHashes: {
      [directoryProcess('zj')]: 'd'.repeat(64),
      ...Object.fromEntries(measures.map(({ id }) => [measureProcess('zj', id), 'm'.repeat(64)])),
    },
  };
}

/** `enters`: whether it knows its measures from the start, as all do but the first that were launched. */
export function programme(enters = true): Life<ProgrammeState> {
  return new Life(programmeRules1, programmeInput(enters), at('2022-06-01'));
}

/** The same with a problem of both measures, which it keeps as programmes do since. */
export function programmeWithProblem(): Life<ProgrammeState> {
  return new Life(programmeRules1, programmeInput(true, [PROBLEM]), at('2022-06-01'));
}

/** One that gathers: reports wait a working day, and where a weekday is given a brief leaves on it. */
export function gathering(weekday?: number): Life<ProgrammeState> {
  const gathers = { leavesAfter: 1, ...(weekday === undefined ? {} : { brief: { weekday } }) };
  return new Life(programmeRules1, programmeInput(true, [PROBLEM], gathers), at('2022-06-01'));
}

let told = 0;

/** A measure tells how it stands, with its account; `more`: of the standing, of the account or the news. */
export function tells(
  life: Life<ProgrammeState>,
  measure: 'M01' | 'M02',
  more: {
    readonly status?: string;
    readonly light?: string;
    readonly due?: string;
    readonly account?: Partial<Account>;
    readonly news?: News;
  } = {},
): Life<ProgrammeState> {
  told += 1;
  const { account, news, ...standing } = more;
  const number = Number(measure.slice(1));
  const data = {
    measure,
    status: 'under_way',
    light: 'red',
    standing: '未完成',
    due: '2022-08-31',
    ...standing,
    account: { number, title: `措施${number}`, unit: '基层基础处', reminded: 5, urged: 2, ...account },
    ...(news === undefined ? {} : { news }),
  };
  return life.hear('standing', data as unknown as Signal['data'], {
    from: `zj/measure/${measure}`,
    seq: told,
  });
}

/** The news of a measure that has come to the rung of the consolidated report. */
export const REACHED: News = { type: 'Escalated', rung: 'special_report' };
