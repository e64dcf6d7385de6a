import type { ClueCommandType } from '../../domain/clue/commands.ts';
import { CLUE_COMMAND_NAMES } from '../../domain/clue/commands.ts';
import { CliError, nearText } from '../errors.ts';

/** What `clue act` can be told beside who acts. */
export interface ClueActOptions {
  readonly as: string;
  readonly post?: string;
  readonly reason?: string;
  readonly unit?: string;
  readonly person?: string;
  readonly team?: string;
  /** 文号 */
  readonly number?: string;
  readonly content?: readonly string[];
  readonly result?: string;
  readonly case?: string;
  readonly stage?: string;
  readonly date?: string;
  readonly to?: string;
  readonly step?: string;
  readonly warned?: boolean;
  readonly fine?: string;
  readonly body?: string;
  readonly item?: string;
  readonly requestId?: string;
}

export type ClueField = Exclude<keyof ClueActOptions, 'as' | 'post' | 'requestId'>;

interface Form {
  readonly must: readonly ClueField[];
  readonly may: readonly ClueField[];
}

const form = (must: readonly ClueField[] = [], may: readonly ClueField[] = []): Form => ({ must, may });

/** What each command takes from the options. */
export const CLUE_FORMS: Readonly<Record<ClueCommandType, Form>> = {
  acknowledge: form(),
  accept: form(),
  return_clue: form(['reason']),
  withdraw_clue: form(),
  reroute: form(['unit'], ['reason']),
  designate: form(['unit'], ['reason']),
  assign: form(['person']),
  plan: form(['team'], ['number', 'content']),
  verify: form(['result'], ['content']),
  file_case: form([], ['number']),
  close_without_case: form(['reason']),
  case_stage: form(['case', 'stage', 'date'], ['number', 'warned', 'fine']),
  case_outcome: form(['case', 'result', 'date']),
  drop_case: form(['case', 'reason']),
  report_findings: form([], ['number', 'content']),
  feedback: form([], ['content']),
  supplement: form(['reason']),
  close: form(),
  pass_down: form(['unit', 'to']),
  transfer_out: form(['body', 'number', 'to'], ['content']),
  record_receipt: form(['number', 'date']),
  record_result: form(['date'], ['content']),
  follow_up_again: form(['to']),
  ask_clue_extension: form(['to', 'reason'], ['step', 'case']),
  grant_clue_extension: form(),
  refuse_clue_extension: form(['reason']),
  suspect_crime: form([], ['content']),
  decide_crime: form(['result', 'reason']),
  transfer_crime: form(['body', 'number']),
  record_police: form(['result', 'number', 'date']),
  attach_items: form(['content']),
  read: form(['item']),
  destroy: form(['item', 'reason']),
  urge_clue: form(),
};

const FLAGS: Readonly<Record<ClueField, string>> = {
  reason: '--reason',
  unit: '--unit',
  person: '--person',
  team: '--team',
  number: '--number',
  content: '--content',
  result: '--result',
  case: '--case',
  stage: '--stage',
  date: '--date',
  to: '--to',
  step: '--step',
  warned: '--warned',
  fine: '--fine',
  body: '--body',
  item: '--item',
};

/** Other words people use for a command. */
const ALIASES: Readonly<Record<string, ClueCommandType>> = {
  改送: 'reroute',
  指定: 'designate',
  核查方案: 'plan',
  不立案: 'close_without_case',
  报告: 'report_findings',
  补充核查: 'supplement',
  延期: 'ask_clue_extension',
  涉嫌犯罪: 'suspect_crime',
  决定移送: 'decide_crime',
  移送公安: 'transfer_crime',
  公安答复: 'record_police',
  销毁: 'destroy',
};

/**
 * The command meant, by its English type (also without `_clue`) or its Chinese name. Reading goes by `clue show --read`, which opens what was read.
 * @throws command-unknown, with the nearest
 */
export function clueCommandOf(typed: string): ClueCommandType {
  const names = Object.fromEntries(Object.entries(CLUE_COMMAND_NAMES).filter(([type]) => type !== 'read'));
  const word = typed.trim();
  const type = word.toLowerCase().replaceAll('-', '_');
  const own = [type, `${type}_clue`].find((one) => Object.hasOwn(names, one));
  if (own !== undefined) return own as ClueCommandType;
  const named = Object.entries(names).find(([, name]) => name === word);
  if (named !== undefined) return named[0] as ClueCommandType;
  if (Object.hasOwn(ALIASES, word)) return ALIASES[word] as ClueCommandType;
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
export function checkClueFields(type: ClueCommandType, options: ClueActOptions): void {
  const { must, may } = CLUE_FORMS[type];
  const command = CLUE_COMMAND_NAMES[type];
  const allowed: readonly ClueField[] = [...must, ...may];
  const given = (Object.keys(FLAGS) as ClueField[]).filter((field) => options[field] !== undefined);
  const stray = given.find((field) => !allowed.includes(field));
  if (stray !== undefined) {
    const names = [...allowed.map((field) => FLAGS[field]), '--post'].join('、');
    throw new CliError('command-option', { command, option: FLAGS[stray], allowed: names });
  }
  const missing = must.filter((field) => !given.includes(field));
  if (missing.length > 0)
    throw new CliError('command-missing', {
      command,
      missing: missing.map((field) => FLAGS[field]).join('、'),
    });
}
