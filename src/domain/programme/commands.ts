import { Reader } from '../guards.ts';
import { readHandOver, type HandOver } from './hand-over.ts';
import { CHANGE_COMMAND_NAMES, readChange, type ChangeCommand } from './change/commands.ts';

/** What people can do to a programme. */
export interface SignOffProblem {
  readonly type: 'sign_off_problem';
  readonly problem: string;
  /** The problem's own standard, and how it is met. */
  readonly standard: string;
  readonly text?: string;
}

/** What the rectification office does with a consolidated report (专报) that waits for it. */
export type ReportCommand =
  /** Send it now; `text` takes the place of what was proposed before. */
  | { readonly type: 'send_report'; readonly text?: string }
  /** What is proposed to the principal leader. The day on which it leaves stays. */
  | { readonly type: 'propose_report'; readonly text: string }
  /** Take out a measure that is settled, with the reason. */
  | { readonly type: 'hold_report'; readonly measure: string; readonly reason: string };

export type ProgrammeCommand = SignOffProblem | ReportCommand | ChangeCommand | HandOver;

/** Commands as people see them. */
export const PROGRAMME_COMMAND_NAMES: Readonly<Record<ProgrammeCommand['type'], string>> = {
  sign_off_problem: '问题销号',
  send_report: '报送专报',
  propose_report: '专报拟办意见',
  hold_report: '撤出专报',
  hand_over: '移交线索',
  ...CHANGE_COMMAND_NAMES,
};

const TYPES = Object.keys(PROGRAMME_COMMAND_NAMES) as readonly ProgrammeCommand['type'][];

/** Reads a command; gives what is wrong with its form where it is none. */
export function readProgrammeCommand(
  raw: unknown,
): { readonly command: ProgrammeCommand } | { readonly problem: string } {
  const r = new Reader(raw);
  const command = read(r, r.oneOf('type', TYPES));
  return r.problem === undefined ? { command } : { problem: r.problem };
}

function read(r: Reader, type: ProgrammeCommand['type']): ProgrammeCommand {
  switch (type) {
    case 'sign_off_problem': {
      const problem = r.line('problem');
      const standard = r.text('standard');
      const text = r.optionalText('text');
      r.only(['type', 'problem', 'standard', 'text']);
      return { type, problem, standard, ...(text === undefined ? {} : { text }) };
    }
    case 'send_report': {
      const text = r.optionalText('text');
      r.only(['type', 'text']);
      return { type, ...(text === undefined ? {} : { text }) };
    }
    case 'propose_report': {
      const text = r.text('text');
      r.only(['type', 'text']);
      return { type, text };
    }
    case 'hold_report': {
      const measure = r.line('measure');
      const reason = r.text('reason');
      r.only(['type', 'measure', 'reason']);
      return { type, measure, reason };
    }
    case 'hand_over':
      return readHandOver(r);
    case 'amend':
    case 'recalendar':
      return readChange(r, type);
  }
}
