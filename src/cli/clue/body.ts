import type { ClueUnit } from '../../domain/clue/book.ts';
import { CLUE_COMMAND_NAMES, type ClueCommandType } from '../../domain/clue/commands.ts';
import { STEP_NAMES, STEPS, type StepKind } from '../../domain/clue/policy.ts';
import { CASE_STAGES, type CaseStage, type SealedRef } from '../../domain/clue/state.ts';
import type { CommandBody } from '../act-command.ts';
import { CliError, nearText } from '../errors.ts';
import { CASE_STAGE_NAMES } from '../words/clue.ts';
import type { ClueActOptions } from './forms.ts';

/** What only the instance knows: units with their posts, sealed items, the step that an extension is asked for, an item's whole number. */
export interface Known {
  readonly unit?: ClueUnit;
  readonly items: readonly SealedRef[];
  readonly person?: string;
  readonly step?: { readonly step: StepKind; readonly case?: string };
  readonly item?: string;
}

/** The command as the clue reads it. @throws clue-result, command-option */
export function clueBody(type: ClueCommandType, options: ClueActOptions, known: Known): CommandBody {
  const { reason, team, number: document, date: on, to, body, case: of, fine } = options;
  const { unit, items, item, person = options.person } = known;
  switch (type) {
    case 'acknowledge':
    case 'accept':
    case 'withdraw_clue':
    case 'close':
    case 'grant_clue_extension':
    case 'urge_clue':
      return { type };
    case 'return_clue':
    case 'close_without_case':
    case 'supplement':
    case 'refuse_clue_extension':
      return { type, reason };
    case 'reroute':
    case 'designate':
      return { type, unit, ...given({ reason }) };
    case 'assign':
      return { type, person };
    case 'plan':
      return { type, team, items, ...given({ document }) };
    case 'verify':
      return { type, substantiated: resultOf(type, options) === 'true', items };
    case 'file_case':
      return { type, ...given({ document }) };
    case 'case_stage':
      return {
        type,
        case: of,
        stage: stageOf(options.stage ?? ''),
        on,
        ...given({ document, fine }),
        ...(options.warned === true ? { warned: true } : {}),
      };
    case 'case_outcome':
      return { type, case: of, outcome: resultOf(type, options), on };
    case 'drop_case':
      return { type, case: of, reason };
    case 'report_findings':
      return { type, items, ...given({ document }) };
    case 'feedback':
    case 'attach_items':
    case 'suspect_crime':
      return { type, items };
    case 'pass_down':
      return { type, unit, due: to };
    case 'transfer_out':
      return { type, body, document, followUp: to, items };
    case 'record_receipt':
      return { type, document, on };
    case 'record_result':
      return { type, on, items };
    case 'follow_up_again':
      return { type, to };
    case 'ask_clue_extension':
      return { type, to, reason, ...known.step };
    case 'decide_crime':
      return { type, transfer: resultOf(type, options) === 'true', reason };
    case 'transfer_crime':
      return { type, body, document };
    case 'record_police':
      return { type, accepted: resultOf(type, options) === 'true', document, on };
    case 'read':
      return { type, item };
    case 'destroy':
      return { type, item, reason };
  }
}

/** What can be said as a result, and what it means to the clue. */
const RESULTS: Readonly<Partial<Record<ClueCommandType, Readonly<Record<string, string>>>>> = {
  verify: { 属实: 'true', 不属实: 'false' },
  decide_crime: { 移送: 'true', 不移送: 'false' },
  record_police: { 立案: 'true', 不予立案: 'false' },
  case_outcome: { 曝光: 'exposed', 公示: 'published' },
};

function resultOf(type: ClueCommandType, { result = '' }: ClueActOptions): string {
  const known = RESULTS[type] ?? {};
  if (Object.hasOwn(known, result)) return known[result] ?? '';
  if (Object.values(known).includes(result)) return result;
  throw new CliError('clue-result', {
    command: CLUE_COMMAND_NAMES[type],
    allowed: Object.keys(known).join('、'),
    given: result,
  });
}

/** A stage of a case by its Chinese or English name. @throws command-unknown */
function stageOf(typed: string): CaseStage {
  const word = typed.trim();
  const found = CASE_STAGES.find((one) => one === word.toLowerCase() || CASE_STAGE_NAMES[one] === word);
  if (found !== undefined) return found;
  throw new CliError('command-unknown', {
    command: typed,
    known: CASE_STAGES.map((one) => `${CASE_STAGE_NAMES[one]}（${one}）`).join('、'),
    near: nearText(word, Object.values(CASE_STAGE_NAMES)),
  });
}

/** A step by its Chinese or English name. @throws command-unknown */
export function stepOf(typed: string): StepKind {
  const word = typed.trim();
  const found = STEPS.find((one) => one === word.toLowerCase() || STEP_NAMES[one] === word);
  if (found !== undefined) return found;
  throw new CliError('command-unknown', {
    command: typed,
    known: STEPS.map((one) => STEP_NAMES[one]).join('、'),
    near: nearText(word, Object.values(STEP_NAMES)),
  });
}

function given(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
