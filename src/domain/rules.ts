import { clueRules1 } from './clue/rules.ts';
import { directoryRules1 } from './directory/rules.ts';
import { letterRules1 } from './letter/rules.ts';
import type { RuleBook, Rules } from './machine.ts';
import { measureRules1 } from './measure/rules.ts';
import type { ProcessKind } from './process.ts';
import { programmeRules1 } from './programme/rules.ts';
import { sweepRules1 } from './sweep/rules.ts';

/** The number new processes are opened with. Old numbers stay while any process or archive needs them. */
export const CURRENT_RULES = 1;

/**
 * Every kind's rules by number. A number is the whole product's: a kind that did not change with one has no entry under it,
 * and goes by the one before.
 */
export type Registry = Readonly<Record<ProcessKind, Readonly<Record<number, Rules<unknown>>>>>;

/** The rules of a kind. The state's type is the rules' own affair: the machine only passes it on. */
export function rulesFor(kind: ProcessKind, registry: Registry = RULES): RuleBook<unknown> {
  const numbers = Object.values(registry).flatMap((own) => Object.keys(own).map(Number));
  const latest = Math.max(...numbers);
  const own = registry[kind];
  return {
    latest,
    at: (number) => {
      if (!Number.isSafeInteger(number) || number > latest) return undefined;
      const from = Object.keys(own)
        .map(Number)
        .filter((one) => one <= number);
      return from.length === 0 ? undefined : own[Math.max(...from)];
    },
  };
}

/** The rules of this program. */
export const RULES: Registry = {
  programme: { 1: programmeRules1 },
  measure: { 1: measureRules1 },
  letter: { 1: letterRules1 },
  directory: { 1: directoryRules1 },
  sweep: { 1: sweepRules1 },
  clue: { 1: clueRules1 },
};
