import { DIRECTORY_COMMAND_NAMES, type DirectoryCommand } from '../domain/directory/commands.ts';
import { COMMAND_NAMES, type MeasureCommandType } from '../domain/measure/commands.ts';
import { CHANGE_COMMAND_NAMES } from '../domain/programme/change/commands.ts';
import {
  PROGRAMME_COMMAND_NAMES,
  type ReportCommand,
  type SignOffProblem,
} from '../domain/programme/commands.ts';
import { CliError, nearText } from './errors.ts';
import type { TypedFigure } from './parse.ts';

/** What `act` can be told beside who acts. */
export interface ActOptions {
  readonly as: string;
  /** The post in which they act; for the directory: the post that is filled or vacated. */
  readonly post?: string;
  readonly text?: string;
  readonly reason?: string;
  readonly to?: string;
  readonly requirement?: string;
  readonly milestone?: string;
  readonly period?: string;
  readonly figure?: readonly TypedFigure[];
  readonly title?: string;
  readonly number?: string;
  readonly date?: string;
  readonly recorder?: string;
  readonly result?: 'found' | 'not_found';
  readonly sample?: string;
  readonly problem?: string;
  readonly standard?: string;
  readonly measure?: string;
  readonly file?: string;
  readonly opinion?: 'support' | 'oppose';
  readonly round?: number;
  readonly step?: number;
  readonly person?: string;
  readonly name?: string;
  readonly address?: string;
  readonly seq?: number;
  readonly leader?: string;
  readonly instruction?: number;
  readonly unit?: string;
  readonly handler?: string;
  readonly head?: string;
  readonly liaison?: string;
  readonly on?: string;
  readonly reference?: string;
  readonly found?: string;
  readonly requestId?: string;
}

type Field = Exclude<keyof ActOptions, 'as' | 'requestId'>;
export type CommandType =
  MeasureCommandType | DirectoryCommand['type'] | SignOffProblem['type'] | ReportCommand['type'];

/** What is acted on. */
export type TargetKind = 'measure' | 'directory' | 'programme';

// What changes the plan or the calendar comes from `launch` and `calendar apply`, a clue from `clue hand-over`: not from one typed line.
const ELSEWHERE: Readonly<Record<string, string>> = { ...CHANGE_COMMAND_NAMES, hand_over: '' };

const NAMES: Readonly<Record<TargetKind, Readonly<Record<string, string>>>> = {
  measure: COMMAND_NAMES,
  directory: DIRECTORY_COMMAND_NAMES,
  programme: Object.fromEntries(
    Object.entries(PROGRAMME_COMMAND_NAMES).filter(([type]) => !Object.hasOwn(ELSEWHERE, type)),
  ),
};

interface Fields {
  /** Each must be given. */
  readonly must: readonly Field[];
  readonly may: readonly Field[];
}

/** What each command takes from the options. `post` is everybody's on measures. */
const FIELDS: Readonly<Record<CommandType, Fields>> = {
  start: { must: [], may: ['text'] },
  report: { must: ['text'], may: ['requirement', 'milestone', 'period', 'figure', 'instruction', 'file'] },
  attach: { must: [], may: ['title', 'requirement', 'number', 'file'] },
  comment: { must: ['text'], may: ['opinion'] },
  submit: { must: [], may: ['text'] },
  withdraw: { must: [], may: ['text'] },
  approve: { must: [], may: ['text', 'round', 'step'] },
  countersign: { must: [], may: ['text', 'round', 'step'] },
  close_meeting: { must: ['number', 'date', 'recorder'], may: ['text', 'round', 'step'] },
  record_objection: { must: ['reason'], may: [] },
  look_back: { must: ['result', 'text', 'sample'], may: [] },
  reopen: { must: ['reason', 'to'], may: [] },
  return: { must: ['reason'], may: ['round', 'step'] },
  request_extension: { must: ['to', 'reason'], may: [] },
  grant_extension: { must: [], may: ['text'] },
  refuse_extension: { must: ['reason'], may: [] },
  urge: { must: [], may: ['text'] },
  find_clue: { must: ['on', 'reference'], may: [] },
  strike_found: { must: ['found', 'reason'], may: [] },
  suspend: { must: ['reason'], may: [] },
  resume: { must: [], may: ['text', 'to'] },
  cancel: { must: ['reason', 'number', 'date'], may: [] },
  correct: { must: ['seq', 'reason'], may: ['text', 'figure', 'period', 'title', 'number'] },
  instruct: { must: ['text'], may: ['leader', 'to'] },
  reply: { must: ['instruction', 'text'], may: [] },
  change_unit: { must: ['unit', 'reason'], may: ['handler', 'head', 'liaison'] },
  add_supporting: { must: ['unit', 'text'], may: ['to', 'handler', 'head'] },
  remove_supporting: { must: ['unit', 'reason'], may: [] },
  report_part: { must: ['text'], may: [] },
  authorise: { must: ['person', 'to'], may: ['name', 'address', 'text'] },
  revoke: { must: ['person'], may: [] },
  appoint: { must: ['person', 'post'], may: ['name', 'address'] },
  relieve: { must: ['person', 'post'], may: [] },
  change_address: { must: ['person', 'address'], may: [] },
  sign_off_problem: { must: ['problem', 'standard'], may: ['text'] },
  send_report: { must: [], may: ['text'] },
  propose_report: { must: ['text'], may: [] },
  hold_report: { must: ['measure', 'reason'], may: [] },
};

const FLAGS: Readonly<Record<Field, string>> = {
  post: '--post',
  text: '--text',
  reason: '--reason',
  to: '--to',
  requirement: '--requirement',
  milestone: '--milestone',
  period: '--period',
  figure: '--figure',
  title: '--title',
  number: '--number',
  date: '--date',
  recorder: '--recorder',
  result: '--result',
  sample: '--sample',
  problem: '--problem',
  standard: '--standard',
  measure: '--measure',
  file: '--file',
  opinion: '--opinion',
  round: '--round',
  step: '--step',
  person: '--person',
  name: '--name',
  address: '--address',
  seq: '--seq',
  leader: '--leader',
  instruction: '--instruction',
  unit: '--unit',
  handler: '--handler',
  head: '--head',
  liaison: '--liaison',
  on: '--on',
  reference: '--reference',
  found: '--found',
};

/** Other words people use for a command. */
const ALIASES: Readonly<Record<string, CommandType>> = {
  附佐证: 'attach',
  提交: 'submit',
  报告: 'report',
  审批: 'approve',
  会议审定: 'close_meeting',
  登记纪要: 'close_meeting',
  公示异议: 'record_objection',
  退回补正: 'return',
  延期: 'request_extension',
  批准延期: 'grant_extension',
  拒绝延期: 'refuse_extension',
  暂停: 'suspend',
  恢复办理: 'resume',
  授权代办: 'authorise',
  登记线索: 'find_clue',
  划销线索: 'strike_found',
};

/**
 * The command meant by its English type or its Chinese name.
 * @throws command-unknown, with the nearest
 */
export function commandTypeOf(typed: string, kind: TargetKind): CommandType {
  const names = NAMES[kind];
  const word = typed.trim();
  const type = word.toLowerCase().replaceAll('-', '_');
  if (Object.hasOwn(names, type)) return type as CommandType;
  const named = Object.entries(names).find(([, name]) => name === word);
  if (named !== undefined) return named[0] as CommandType;
  const alias = Object.hasOwn(ALIASES, word) ? ALIASES[word] : undefined;
  if (alias !== undefined && Object.hasOwn(names, alias)) return alias;
  throw new CliError('command-unknown', {
    command: typed,
    known: Object.entries(names)
      .map(([id, name]) => `${name}（${id}）`)
      .join('、'),
    near: nearText(type, Object.keys(names)) || nearText(word, Object.values(names)),
  });
}

/**
 * Checks that what was typed belongs to the command and that nothing it needs is missing.
 * @throws command-option, command-missing
 */
export function checkFields(type: CommandType, label: string, options: ActOptions, isMeasure: boolean): void {
  const { must, may } = FIELDS[type];
  const allowed: readonly Field[] = [...must, ...may, ...(isMeasure ? (['post'] as const) : [])];
  const given = (Object.keys(FLAGS) as Field[]).filter((field) => options[field] !== undefined);
  const stray = given.find((field) => !allowed.includes(field));
  if (stray !== undefined) {
    const names = allowed.map((field) => FLAGS[field]).join('、') || '无';
    throw new CliError('command-option', { command: label, option: FLAGS[stray], allowed: names });
  }
  const missing = must.filter((field) => !given.includes(field));
  // A file brings its own title.
  const titled = type !== 'attach' || options.title !== undefined || options.file !== undefined;
  if (missing.length > 0 || !titled) {
    const names = titled ? missing.map((field) => FLAGS[field]) : ['--title（或 --file）'];
    throw new CliError('command-missing', { command: label, missing: names.join('、') });
  }
}
