import type { Json } from '../domain/json.ts';
import { runProcess, type Input } from './shell.ts';

/** The workflows the worker registers: one per kind of process, all in the same shell. */

export function programme(input: Input): Promise<Json> {
  return runProcess('programme', input);
}

export function measure(input: Input): Promise<Json> {
  return runProcess('measure', input);
}

export function letter(input: Input): Promise<Json> {
  return runProcess('letter', input);
}

export function clue(input: Input): Promise<Json> {
  return runProcess('clue', input);
}

export function sweep(input: Input): Promise<Json> {
  return runProcess('sweep', input);
}

export function directory(input: Input): Promise<Json> {
  return runProcess('directory', input);
}
