import { measureProcess, directoryProcess } from '../../../src/domain/process.ts';
import { programmeRules1 } from '../../../src/domain/programme/rules.ts';
import type { ProgrammeInput, ProgrammeState } from '../../../src/domain/programme/state.ts';
import type { ProblemPlan } from '../../../src/domain/plan.ts';
import { HASH_ALGORITHM } from '../../../src/domain/record.ts';
import { DIRECTORY } from '../directory/directory.ts';
import { at, CALENDAR_2022, CARD, Life, measureInput } from '../support.ts';

/** A programme of two measures, M01 and M02. */
export function programmeInput(enters = true, problems?: readonly ProblemPlan[]): ProgrammeInput {
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
  const problems = [{ id: 'P04', aspect: 'A2', text: '数据质量管控不严', assumed: false }];
  return new Life(programmeRules1, programmeInput(true, problems), at('2022-06-01'));
}
