import { Reader } from '../guards.ts';
import { CHANGE_COMMAND_NAMES, readChange, type ChangeCommand } from './change/commands.ts';

/** What people can do to a programme. */
export interface SignOffProblem {
  readonly type: 'sign_off_problem';
  readonly problem: string;
  /** The problem's own standard, and how it is met. */
  readonly standard: string;
  readonly text?: string;
}

export type ProgrammeCommand = SignOffProblem | ChangeCommand;

/** Commands as people see them. */
export const PROGRAMME_COMMAND_NAMES: Readonly<Record<ProgrammeCommand['type'], string>> = {
  sign_off_problem: '问题销号',
  ...CHANGE_COMMAND_NAMES,
};

/** Reads a command; gives what is wrong with its form where it is none. */
export function readProgrammeCommand(
  raw: unknown,
): { readonly command: ProgrammeCommand } | { readonly problem: string } {
  const r = new Reader(raw);
  const type = r.oneOf('type', Object.keys(PROGRAMME_COMMAND_NAMES) as ProgrammeCommand['type'][]);
  if (type !== 'sign_off_problem') {
    const command = readChange(r, type);
    return r.problem === undefined ? { command } : { problem: r.problem };
  }
  const problem = r.line('problem');
  const standard = r.text('standard');
  const text = r.optionalText('text');
  r.only(['type', 'problem', 'standard', 'text']);
  if (r.problem !== undefined) return { problem: r.problem };
  return { command: { type, problem, standard, ...(text === undefined ? {} : { text }) } };
}
