import type { Reader } from '../../guards.ts';
import { optional } from '../../optional.ts';
import type { PostId } from '../../roster.ts';
import type { CivilDate } from '../../time.ts';
import { isStaffType, readStaffFields, STAFF_COMMAND_NAMES, type StaffCommand } from './staff-commands.ts';
import { MAX_FIGURES, readFigure, type ReportedFigure } from '../figures.ts';

/** Events of one process at most, far beyond any life. */
const MAX_SEQ = 10_000_000;

/** What changes a measure's life and its staff, beside the work on it. */
export type LifeCommand =
  | { readonly type: 'suspend'; readonly reason: string }
  /** `to`: the date that is set with it, where the old one cannot be kept; absent: every date stays. */
  | { readonly type: 'resume'; readonly text?: string; readonly to?: CivilDate }
  /** Decided by a meeting: number of its minutes and when it was held. */
  | {
      readonly type: 'cancel';
      readonly reason: string;
      readonly number: string;
      readonly date: CivilDate;
    }
  /** `seq`: number of the event that is corrected. Figures replace those of the same locality in that report. */
  | {
      readonly type: 'correct';
      readonly seq: number;
      readonly reason: string;
      readonly text?: string;
      readonly figures?: readonly ReportedFigure[];
      readonly title?: string;
      readonly documentNumber?: string;
      readonly period?: string;
    }
  /** `leader`: the post of the leader whose instruction the rectification office records. `to`: by when a reply is wanted. */
  | {
      readonly type: 'instruct';
      readonly text: string;
      readonly leader?: PostId;
      readonly to?: CivilDate;
    }
  /** `instruction`: number of the event that recorded it. */
  | { readonly type: 'reply'; readonly instruction: number; readonly text: string }
  | StaffCommand;

export const LIFE_COMMAND_NAMES: Readonly<Record<LifeCommand['type'], string>> = {
  suspend: '中止',
  resume: '恢复',
  cancel: '取消',
  correct: '更正',
  instruct: '批示',
  reply: '回复批示',
  ...STAFF_COMMAND_NAMES,
};

/** Whether a command, or its type, is one of these. */
export function isLifeType(type: string): type is LifeCommand['type'] {
  return Object.hasOwn(LIFE_COMMAND_NAMES, type);
}

export function isLifeCommand<C extends { readonly type: string }>(
  command: C,
): command is Extract<C, LifeCommand> {
  return isLifeType(command.type);
}

/** Reads the fields of such a command. */
export function readLifeFields(r: Reader, type: LifeCommand['type']): LifeCommand {
  if (isStaffType(type)) return readStaffFields(r, type);
  switch (type) {
    case 'suspend':
      r.only(['type', 'reason']);
      return { type, reason: r.text('reason') };
    case 'resume':
      r.only(['type', 'text', 'to']);
      return {
        type,
        ...optional('text', r.optionalText('text')),
        ...optional('to', optionalDate(r, 'to')),
      };
    case 'cancel':
      r.only(['type', 'reason', 'number', 'date']);
      return { type, reason: r.text('reason'), number: r.line('number'), date: r.date('date') };
    case 'correct':
      return readCorrection(r);
    case 'instruct':
      r.only(['type', 'text', 'leader', 'to']);
      return {
        type,
        text: r.text('text'),
        ...optional('leader', r.optionalLine('leader')),
        ...optional('to', optionalDate(r, 'to')),
      };
    case 'reply':
      r.only(['type', 'instruction', 'text']);
      return { type, instruction: r.int('instruction', 1, MAX_SEQ), text: r.text('text') };
  }
}

function readCorrection(r: Reader): LifeCommand {
  const wanted = ['text', 'figures', 'title', 'documentNumber', 'period'];
  r.only(['type', 'seq', 'reason', ...wanted]);
  if (wanted.every((field) => r.raw[field] === undefined))
    r.problem ??= 'text 应与 figures、title、documentNumber、period 至少有一项，否则没有更正的内容';
  return {
    type: 'correct',
    seq: r.int('seq', 1, MAX_SEQ),
    reason: r.text('reason'),
    ...optional('text', r.optionalText('text')),
    ...(r.raw['figures'] === undefined ? {} : { figures: r.list('figures', MAX_FIGURES, readFigure) }),
    ...optional('title', r.optionalLine('title')),
    ...optional('documentNumber', r.optionalLine('documentNumber')),
    ...optional('period', r.optionalLine('period')),
  };
}

function optionalDate(r: Reader, field: string): CivilDate | undefined {
  return r.raw[field] === undefined ? undefined : r.date(field);
}
