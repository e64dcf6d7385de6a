import { Reader } from '../guards.ts';
import { optional } from '../optional.ts';
import type { CivilDate } from '../time.ts';
import { readItems, readUnit } from './parts.ts';
import { STEPS, type StepKind } from './policy.ts';
import type { ClueUnit } from './book.ts';
import { CASE_STAGES, type CaseStage, type SealedRef } from './state.ts';

/** What people ask of a clue. What it is about never comes with a command: `items` are sealed and lie elsewhere. */
export type ClueCommand =
  | { readonly type: 'acknowledge' | 'accept' | 'withdraw_clue' | 'close' }
  | { readonly type: 'grant_clue_extension' }
  | { readonly type: 'refuse_clue_extension'; readonly reason: string }
  | {
      readonly type: 'return_clue' | 'close_without_case' | 'supplement';
      readonly reason: string;
    }
  | { readonly type: 'reroute' | 'designate'; readonly unit: ClueUnit; readonly reason?: string }
  | { readonly type: 'assign'; readonly person: string }
  | {
      readonly type: 'plan';
      readonly team: string;
      readonly document?: string;
      readonly items: readonly SealedRef[];
    }
  | { readonly type: 'verify'; readonly substantiated: boolean; readonly items: readonly SealedRef[] }
  | { readonly type: 'file_case'; readonly document?: string }
  | {
      readonly type: 'case_stage';
      readonly case: string;
      readonly stage: CaseStage;
      readonly on: CivilDate;
      readonly document?: string;
      readonly warned: boolean;
      /** In yuan, decimal text. */
      readonly fine?: string;
    }
  | {
      readonly type: 'case_outcome';
      readonly case: string;
      readonly outcome: 'exposed' | 'published';
      readonly on: CivilDate;
    }
  | { readonly type: 'drop_case'; readonly case: string; readonly reason: string }
  | { readonly type: 'report_findings'; readonly document?: string; readonly items: readonly SealedRef[] }
  | { readonly type: 'feedback' | 'attach_items'; readonly items: readonly SealedRef[] }
  | { readonly type: 'pass_down'; readonly unit: ClueUnit; readonly due: CivilDate }
  | {
      readonly type: 'transfer_out';
      readonly body: string;
      readonly document: string;
      readonly followUp: CivilDate;
      readonly items: readonly SealedRef[];
    }
  | { readonly type: 'record_receipt'; readonly document: string; readonly on: CivilDate }
  | { readonly type: 'record_result'; readonly on: CivilDate; readonly items: readonly SealedRef[] }
  | { readonly type: 'follow_up_again'; readonly to: CivilDate }
  | {
      readonly type: 'ask_clue_extension';
      readonly step: StepKind;
      readonly case?: string;
      readonly to: CivilDate;
      readonly reason: string;
    }
  | { readonly type: 'suspect_crime'; readonly items: readonly SealedRef[] }
  | { readonly type: 'decide_crime'; readonly transfer: boolean; readonly reason: string }
  | { readonly type: 'transfer_crime'; readonly body: string; readonly document: string }
  | {
      readonly type: 'record_police';
      readonly accepted: boolean;
      readonly document: string;
      readonly on: CivilDate;
    }
  | { readonly type: 'read'; readonly item: string }
  | { readonly type: 'destroy'; readonly item: string; readonly reason: string }
  | { readonly type: 'urge_clue' };
export type ClueCommandType = ClueCommand['type'];

/** Commands as people call them. */
export const CLUE_COMMAND_NAMES: Readonly<Record<ClueCommandType, string>> = {
  acknowledge: '签收',
  accept: '受理',
  return_clue: '退回',
  withdraw_clue: '撤回',
  reroute: '重新移交',
  designate: '指定承办单位',
  assign: '明确承办人',
  plan: '制定核查方案',
  verify: '核查',
  file_case: '立案',
  close_without_case: '不予立案',
  case_stage: '办案',
  case_outcome: '登记案件结果',
  drop_case: '撤案',
  report_findings: '报告办理情况',
  feedback: '反馈',
  supplement: '退回补充核查',
  close: '办结',
  pass_down: '转办',
  transfer_out: '移送',
  record_receipt: '登记回执',
  record_result: '登记移送结果',
  follow_up_again: '另定跟进日期',
  ask_clue_extension: '申请延期',
  grant_clue_extension: '同意延期',
  refuse_clue_extension: '不同意延期',
  suspect_crime: '报告涉嫌犯罪',
  decide_crime: '决定是否移送司法机关',
  transfer_crime: '移送司法机关',
  record_police: '登记公安机关答复',
  attach_items: '补充材料',
  read: '查阅',
  destroy: '销毁密钥',
  urge_clue: '催办',
};

const MAX_REASON = 500;

/** Reads a command's form: its fields, or what is wrong with it in words. */
export function readClueCommand(
  raw: unknown,
): { readonly command: ClueCommand } | { readonly problem: string } {
  const r = new Reader(raw);
  const type = r.oneOf('type', Object.keys(CLUE_COMMAND_NAMES) as ClueCommandType[]);
  if (r.problem !== undefined) return { problem: r.problem };
  const [command, fields] = readFields(r, type);
  r.only(['type', ...fields]);
  return r.problem === undefined ? { command } : { problem: r.problem };
}

function readFields(r: Reader, type: ClueCommandType): readonly [ClueCommand, readonly string[]] {
  switch (type) {
    case 'acknowledge':
    case 'accept':
    case 'withdraw_clue':
    case 'close':
    case 'grant_clue_extension':
    case 'urge_clue':
      return [{ type }, []];
    case 'return_clue':
    case 'close_without_case':
    case 'supplement':
    case 'refuse_clue_extension':
      return [{ type, reason: r.text('reason', MAX_REASON) }, ['reason']];
    case 'reroute':
    case 'designate':
      return [
        { type, unit: readUnit(r, 'unit'), ...optional('reason', r.optionalText('reason', MAX_REASON)) },
        ['unit', 'reason'],
      ];
    case 'assign':
      return [{ type, person: r.line('person') }, ['person']];
    case 'plan':
      return [
        { type, team: r.line('team'), ...documentOf(r), items: readItems(r) },
        ['team', 'document', 'items'],
      ];
    case 'verify':
      return [
        { type, substantiated: flag(r, 'substantiated'), items: readItems(r) },
        ['substantiated', 'items'],
      ];
    case 'file_case':
      return [{ type, ...documentOf(r) }, ['document']];
    case 'case_stage':
      return [
        {
          type,
          case: r.line('case'),
          stage: r.oneOf('stage', CASE_STAGES),
          on: r.date('on'),
          ...documentOf(r),
          warned: r.raw['warned'] === undefined ? false : flag(r, 'warned'),
          ...optional('fine', readFine(r)),
        },
        ['case', 'stage', 'on', 'document', 'warned', 'fine'],
      ];
    case 'case_outcome':
      return [
        {
          type,
          case: r.line('case'),
          outcome: r.oneOf('outcome', ['exposed', 'published']),
          on: r.date('on'),
        },
        ['case', 'outcome', 'on'],
      ];
    case 'drop_case':
      return [{ type, case: r.line('case'), reason: r.text('reason', MAX_REASON) }, ['case', 'reason']];
    case 'report_findings':
      return [{ type, ...documentOf(r), items: readItems(r) }, ['document', 'items']];
    case 'feedback':
    case 'attach_items':
    case 'suspect_crime':
      return [{ type, items: readItems(r) }, ['items']];
    case 'pass_down':
      return [{ type, unit: readUnit(r, 'unit'), due: r.date('due') }, ['unit', 'due']];
    case 'transfer_out':
      return [
        {
          type,
          body: r.line('body'),
          document: r.line('document'),
          followUp: r.date('followUp'),
          items: readItems(r),
        },
        ['body', 'document', 'followUp', 'items'],
      ];
    case 'record_receipt':
      return [{ type, document: r.line('document'), on: r.date('on') }, ['document', 'on']];
    case 'record_result':
      return [{ type, on: r.date('on'), items: readItems(r) }, ['on', 'items']];
    case 'follow_up_again':
      return [{ type, to: r.date('to') }, ['to']];
    case 'ask_clue_extension':
      return [
        {
          type,
          step: r.oneOf('step', STEPS),
          ...optional('case', r.optionalLine('case')),
          to: r.date('to'),
          reason: r.text('reason', MAX_REASON),
        },
        ['step', 'case', 'to', 'reason'],
      ];
    case 'decide_crime':
      return [
        { type, transfer: flag(r, 'transfer'), reason: r.text('reason', MAX_REASON) },
        ['transfer', 'reason'],
      ];
    case 'transfer_crime':
      return [{ type, body: r.line('body'), document: r.line('document') }, ['body', 'document']];
    case 'record_police':
      return [
        { type, accepted: flag(r, 'accepted'), document: r.line('document'), on: r.date('on') },
        ['accepted', 'document', 'on'],
      ];
    case 'read':
      return [{ type, item: r.line('item') }, ['item']];
    case 'destroy':
      return [{ type, item: r.line('item'), reason: r.text('reason', MAX_REASON) }, ['item', 'reason']];
  }
}

function documentOf(r: Reader): { readonly document?: string } {
  return optional('document', r.optionalLine('document'));
}

function flag(r: Reader, field: string): boolean {
  const value = r.raw[field];
  if (typeof value !== 'boolean') r.problem ??= `${field} 应为 true 或 false`;
  return value === true;
}

/** Yuan with at most two places. */
function readFine(r: Reader): string | undefined {
  const fine = r.optionalLine('fine', 20);
  if (fine !== undefined && !/^(?:0|[1-9]\d{0,11})(?:\.\d{1,2})?$/.test(fine))
    r.problem ??= `fine 应为以元计的金额，至多两位小数，收到 ${JSON.stringify(fine)}`;
  return fine;
}
