import type { Json } from '../../src/domain/json.ts';
import { runProcess, type Input } from '../../src/workflows/shell.ts';
import { RULES_AND_2 } from './rules-2.ts';

/** The workflows of a program that knows rules 2 as well. */

export function programme(input: Input): Promise<Json> {
  return runProcess('programme', input, RULES_AND_2);
}

export function measure(input: Input): Promise<Json> {
  return runProcess('measure', input, RULES_AND_2);
}

export function letter(input: Input): Promise<Json> {
  return runProcess('letter', input, RULES_AND_2);
}

export function directory(input: Input): Promise<Json> {
  return runProcess('directory', input, RULES_AND_2);
}
