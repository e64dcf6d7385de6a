import { Reader } from '../guards.ts';
import { optional } from '../optional.ts';
import type { CivilDate } from '../time.ts';
import { CLUE_COMMAND_NAMES, isClueType, readClueFields, type ClueCommand } from './clues/commands.ts';
import { MAX_FIGURES, readFigure, type ReportedFigure } from './figures.ts';
import { isLifeType, LIFE_COMMAND_NAMES, readLifeFields, type LifeCommand } from './life/commands.ts';
import type { LookBackResult } from './state.ts';

/** What people can do to a measure. */
export type MeasureCommand =
  | { readonly type: 'start'; readonly text?: string }
  | {
      readonly type: 'report';
      readonly text: string;
      /** The requirement that this report shows (statement, cycle, or the one its figures belong to). */
      readonly requirement?: string;
      readonly milestone?: string;
      readonly period?: string;
      readonly figures: readonly ReportedFigure[];
      /** The file that proves what is reported, entered as evidence along with it. */
      readonly file?: AttachedFile;
      /** The instruction it answers: number of the event that recorded it. */
      readonly instruction?: number;
    }
  | ({
      readonly type: 'attach';
      readonly requirement?: string;
    } & AttachedFile)
  | { readonly type: 'comment'; readonly text: string; readonly opinion?: 'support' | 'oppose' }
  | { readonly type: 'submit'; readonly text?: string }
  | { readonly type: 'withdraw'; readonly text?: string }
  | { readonly type: 'approve'; readonly text?: string; readonly round?: number; readonly step?: number }
  /** 会签, for the supporting units that the person signs for. */
  | { readonly type: 'countersign'; readonly text?: string; readonly round?: number; readonly step?: number }
  /** 登记会议纪要: number of the minutes, date of the meeting, who took them. */
  | {
      readonly type: 'close_meeting';
      readonly number: string;
      readonly date: CivilDate;
      readonly recorder: string;
      readonly text?: string;
      readonly round?: number;
      readonly step?: number;
    }
  /** 公示异议: sends a measure on public notice back. */
  | { readonly type: 'record_objection'; readonly reason: string }
  | {
      readonly type: 'look_back';
      readonly result: LookBackResult;
      readonly text: string;
      /** What was looked at: 抽查情况. */
      readonly sample: string;
    }
  | { readonly type: 'reopen'; readonly reason: string; readonly to: CivilDate }
  | { readonly type: 'return'; readonly reason: string; readonly round?: number; readonly step?: number }
  | { readonly type: 'request_extension'; readonly to: CivilDate; readonly reason: string }
  | { readonly type: 'grant_extension'; readonly text?: string }
  | { readonly type: 'refuse_extension'; readonly reason: string }
  | { readonly type: 'urge'; readonly text?: string }
  | ClueCommand
  | LifeCommand;

export type MeasureCommandType = MeasureCommand['type'];

/** Commands as people see them. */
export const COMMAND_NAMES: Readonly<Record<MeasureCommandType, string>> = {
  start: '启动',
  report: '报告进展',
  attach: '附佐证材料',
  comment: '批注',
  submit: '报审',
  withdraw: '撤回',
  approve: '同意',
  countersign: '会签',
  close_meeting: '登记会议审定',
  return: '退回',
  record_objection: '登记公示异议',
  look_back: '回头看',
  reopen: '重新整改',
  request_extension: '申请延期',
  grant_extension: '同意延期',
  refuse_extension: '不同意延期',
  urge: '催办',
  ...CLUE_COMMAND_NAMES,
  ...LIFE_COMMAND_NAMES,
};

const MAX_FILE = 2 ** 40;

/** A piece of evidence as it is entered. */
interface AttachedFile {
  readonly title: string;
  readonly documentNumber?: string;
  readonly sha256?: string;
  readonly fileName?: string;
  readonly size?: number;
}

/** Reads a command; gives what is wrong with its form where it is none. Whether it is allowed is another matter. */
export function readMeasureCommand(
  raw: unknown,
): { readonly command: MeasureCommand } | { readonly problem: string } {
  const r = new Reader(raw);
  const type = r.oneOf('type', Object.keys(COMMAND_NAMES) as MeasureCommandType[]);
  const command = r.problem === undefined ? readFields(r, type) : undefined;
  return command === undefined || r.problem !== undefined
    ? { problem: r.problem ?? '无法识别' }
    : { command };
}

function readFields(r: Reader, type: MeasureCommandType): MeasureCommand {
  if (isLifeType(type)) return readLifeFields(r, type);
  if (isClueType(type)) return readClueFields(r, type);
  switch (type) {
    case 'start':
    case 'submit':
    case 'withdraw':
    case 'grant_extension':
    case 'urge':
      r.only(['type', 'text']);
      return { type, ...optional('text', r.optionalText('text')) };
    case 'report': {
      r.only(['type', 'text', 'requirement', 'milestone', 'period', 'figures', 'instruction', 'file']);
      return {
        type,
        text: r.text('text'),
        ...optional('requirement', r.optionalLine('requirement')),
        ...optional('milestone', r.optionalLine('milestone')),
        ...optional('period', r.optionalLine('period')),
        figures: r.list('figures', MAX_FIGURES, readFigure),
        ...optional('instruction', r.optionalInt('instruction', 1, 10_000_000)),
        ...optional('file', readFile(r)),
      };
    }
    case 'attach': {
      r.only(['type', 'title', 'requirement', 'documentNumber', 'sha256', 'fileName', 'size']);
      return {
        type,
        ...optional('requirement', r.optionalLine('requirement')),
        ...attached(r),
      };
    }
    case 'comment':
      r.only(['type', 'text', 'opinion']);
      return {
        type,
        text: r.text('text'),
        ...optional('opinion', r.optionalOneOf<'support' | 'oppose'>('opinion', ['support', 'oppose'])),
      };
    case 'approve':
    case 'countersign':
      r.only(['type', 'text', 'round', 'step']);
      return { type, ...optional('text', r.optionalText('text')), ...position(r) };
    case 'close_meeting':
      r.only(['type', 'number', 'date', 'recorder', 'text', 'round', 'step']);
      return {
        type,
        number: r.line('number'),
        date: r.date('date'),
        recorder: r.line('recorder'),
        ...optional('text', r.optionalText('text')),
        ...position(r),
      };
    case 'return':
      r.only(['type', 'reason', 'round', 'step']);
      return { type, reason: r.text('reason'), ...position(r) };
    case 'request_extension':
      r.only(['type', 'to', 'reason']);
      return { type, to: r.date('to'), reason: r.text('reason') };
    case 'look_back':
      r.only(['type', 'result', 'text', 'sample']);
      return {
        type,
        result: r.oneOf<LookBackResult>('result', ['found', 'not_found']),
        text: r.text('text'),
        sample: r.text('sample'),
      };
    case 'reopen':
      r.only(['type', 'reason', 'to']);
      return { type, reason: r.text('reason'), to: r.date('to') };
    case 'record_objection':
    case 'refuse_extension':
      r.only(['type', 'reason']);
      return { type, reason: r.text('reason') };
  }
}

/** The file of a report, with its own problems named after it. */
function readFile(r: Reader): AttachedFile | undefined {
  if (r.raw['file'] === undefined) return undefined;
  const item = new Reader(r.raw['file']);
  item.only(['title', 'documentNumber', 'sha256', 'fileName', 'size']);
  const file = attached(item);
  if (item.problem !== undefined) r.problem ??= `file.${item.problem}`;
  return file;
}

function attached(r: Reader): AttachedFile {
  const sha256 = r.optionalLine('sha256', 64);
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) r.problem ??= 'sha256 应为 64 位小写十六进制数';
  return {
    title: r.line('title'),
    ...optional('documentNumber', r.optionalLine('documentNumber')),
    ...optional('sha256', sha256),
    ...optional('fileName', r.optionalLine('fileName')),
    ...optional('size', r.optionalInt('size', 0, MAX_FILE)),
  };
}

/** Which round and step the approver was looking at: an answer to one that is closed must not hit the next. */
function position(r: Reader): { readonly round?: number; readonly step?: number } {
  return {
    ...optional('round', r.optionalInt('round', 1, 10_000)),
    ...optional('step', r.optionalInt('step', 1, 100)),
  };
}
