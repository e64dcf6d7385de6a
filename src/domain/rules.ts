import { directoryRules1 } from './directory/rules.ts';
import { letterRules1 } from './letter/rules.ts';
import type { Rules } from './machine.ts';
import { measureRules1 } from './measure/rules.ts';
import type { ProcessKind } from './process.ts';
import { programmeRules1 } from './programme/rules.ts';

/** The number new processes are opened with. Old numbers stay while any process or archive needs them. */
export const CURRENT_RULES = 1;

/** The rules of a kind under a number. The state's type is the rules' own affair: the machine only passes it on. */
export function rulesFor(kind: ProcessKind, number: number): Rules<unknown> {
  const found = REGISTRY[kind][number];
  if (found === undefined) throw new RangeError(`no rules number ${number} for ${kind}`);
  return found;
}

const REGISTRY: Readonly<Record<ProcessKind, Readonly<Record<number, Rules<unknown>>>>> = {
  programme: { 1: programmeRules1 },
  measure: { 1: measureRules1 },
  letter: { 1: letterRules1 },
  directory: { 1: directoryRules1 },
};
