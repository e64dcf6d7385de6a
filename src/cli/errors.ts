import { nearest } from '../contracts/nearest.ts';
import { EngineError } from '../engine/errors.ts';
import { KeysError } from '../keys/errors.ts';
import { StoreError } from '../store/errors.ts';
import type { Exit } from './exit-codes.ts';

interface Entry {
  readonly exit: Exit;
  /** `{name}` is filled from the error's details; `{near}` is empty where no known word is near. */
  readonly text: string;
}

/**
 * Every error of the command line itself: its code, what it ends with and its text. Those of store and engine keep their own codes
 * (`store-…`, `evidence-…`, `engine-…`). docs/cli.md lists them; a test holds both together.
 */
export const CLI_ERRORS = {
  usage: { exit: 'usage', text: '{text}' },
  'driven-only': {
    exit: 'usage',
    text: '只有推演可以推进时间；实际运行的专项按真实时间办理。推演也在运行的，请加 --driven。',
  },
  'command-unknown': {
    exit: 'usage',
    text: '没有“{command}”这一办理{near}。可用的有：{known}。',
  },
  'command-option': {
    exit: 'usage',
    text: '“{command}”不用 {option}；可用的选项：{allowed}。',
  },
  'command-missing': { exit: 'usage', text: '“{command}”须填 {missing}。' },
  'plan-errors': { exit: 'input', text: '方案有 {count} 处错误，什么也没有启动。' },
  'start-in-past': {
    exit: 'input',
    text: '启动日 {start} 已过（今天是 {today}）：实际运行的专项不能从过去开始。请改用今天或以后的日期，或用 --driven 推演。',
  },
  'date-unknown': {
    exit: 'input',
    text: '没有名为“{name}”的日期{near}。可用的如：{known}。',
  },
  'no-programme': {
    exit: 'input',
    text: '尚未启动任何整改专项。请用 zhenggai launch <方案文件夹> 启动。',
  },
  'programme-unknown': {
    exit: 'input',
    text: '没有编号为“{programme}”的整改专项{near}。现有：{known}。',
  },
  'programme-ambiguous': {
    exit: 'input',
    text: '有多个整改专项：{known}。请用 --programme <编号> 指明。',
  },
  'measure-unknown': {
    exit: 'input',
    text: '没有编号为“{measure}”的措施{near}。{programme} 的措施有：{known}。',
  },
  'person-ambiguous': {
    exit: 'input',
    text: '叫“{name}”的不止一人：{people}。请用人员编号指明。',
  },
  'unit-unknown': {
    exit: 'input',
    text: '没有编号或名称为“{unit}”的处室{near}。名册中的处室有：{known}。',
  },
  'clue-unknown': {
    exit: 'input',
    text: '没有“{clue}”这一线索。{programme} 的线索有：{known}。',
  },
  'clue-joined': {
    exit: 'input',
    text: '{clue}与第 {into} 号线索为同一对象，已并案，请办理第 {into} 号。',
  },
  'clues-off': { exit: 'input', text: '整改专项 {programme} 启动时未启用问题线索办理。' },
  'clue-from': {
    exit: 'input',
    text: '看不出 {person} 代表哪个单位移交（{units}）。请用 --from <单位> 指明。',
  },
  'clue-unit-unknown': {
    exit: 'input',
    text: '没有编号或名称为“{unit}”的单位{near}。可以承办线索的有：{known}。',
  },
  'clue-result': { exit: 'usage', text: '“{command}”的 --result 应为 {allowed}，收到“{given}”。' },
  'custody-unreadable': { exit: 'unsound', text: '{clue}的引擎历史无法读取（{reason}）。' },
  'item-ambiguous': { exit: 'input', text: '以“{item}”开头的材料不止一件：{known}。请写全编号。' },
  'mail-unknown': { exit: 'input', text: '没有第 {id} 号邮件；现有 {known}。' },
  'mail-unreadable': { exit: 'input', text: '第 {id} 号邮件读不出：{reason}。' },
  'mail-not-kept': {
    exit: 'input',
    text: '邮件经 SMTP_URL 所设的服务器发出，本机不留存。各件送达情况见 zhenggai show <措施>。',
  },
  'file-unwritable': { exit: 'input', text: '写不了文件 {path}（{reason}）。' },
  'sweep-live-only': { exit: 'usage', text: '推演没有每日巡检；只有实际运行的专项才巡检。' },
  'sweep-none': {
    exit: 'input',
    text: '整改专项 {programme} 没有每日巡检。重新运行 scripts/run 即可补设。',
  },
  'rules-nothing': { exit: 'input', text: '整改专项 {programme} 没有可改用规则的事项（{only}）。' },
  'file-exists': { exit: 'input', text: '{path} 已经存在，未作任何改动。请另起文件名。' },
  'backup-own-servers': {
    exit: 'input',
    text: '{what}是本单位自备的，不由本程序备份。请用其自身的手段在同一时刻备份引擎的两个数据库（temporal、temporal_visibility）和台账数据库，并另存数据目录 {data} 下的 evidence、letters、mail、secrets.json 和 keys-used.json；密钥文件须另行保管。',
  },
  'backup-failed': { exit: 'unreachable', text: '备份没有做成（{reason}），未留下文件。' },
  'restore-no-file': { exit: 'input', text: '读不了备份文件 {path}（{reason}）。' },
  'restore-damaged': {
    exit: 'input',
    text: '备份文件 {path} 不能用（{reason}），未作任何改动。请换用另一份备份。',
  },
  'restore-version': {
    exit: 'input',
    text: '备份由较新或不相容的版本做成（{reason}），本版本不能恢复，未作任何改动。',
  },
  'restore-folder-used': {
    exit: 'input',
    text: '数据目录 {data} 不是空的，不能恢复到其中，未作任何改动。请先将其移开（mv），并用 --letters 指明其中留存的信件。',
  },
  'letters-missing': { exit: 'input', text: '{path} 中没有留存的信件（*.jsonl 或 *.eml），未作任何改动。' },
  paused: {
    exit: 'refused',
    text: '本实例由备份恢复，现已暂停，请求未受理。请先用 zhenggai resume 决定已发出的信件是否重发。',
  },
  'not-paused': {
    exit: 'input',
    text: '没有等待决定的恢复：只有由备份恢复、尚未恢复办理的实例才用 resume。',
  },
  'resume-unconfirmed': {
    exit: 'input',
    text: '没有确认，仍然暂停，未作任何改动。确认请输入“是”，或带 --yes。',
  },
  'time-backwards': {
    exit: 'input',
    text: '不能把时间从 {at} 退回到 {to}。',
  },
  'not-running': {
    exit: 'not_running',
    text: '没有正在运行的实例（{data}）。请先在另一个终端运行 {command}。',
  },
  'launch-other-plan': {
    exit: 'refused',
    text: '整改专项 {programme} 已在运行，{difference}。进行中的专项不能再次启动，未作任何改动。',
  },
  'amend-refused': {
    exit: 'refused',
    text: '有 {count} 处不能这样调整（见所列），方案未作任何改动。',
  },
  'amend-incomplete': {
    exit: 'usage',
    text: '未作任何改动。要按所列差异调整，请用 --as 写明整改办人员，用 --document 写明依据的文号。',
  },
  'calendar-errors': { exit: 'input', text: '节假日安排文件有 {count} 处错误，未作任何改动。' },
  'calendar-refused': {
    exit: 'refused',
    text: '有 {count} 项措施不能按新的安排推算（见所列），未作任何改动。',
  },
  unconfirmed: {
    exit: 'input',
    text: '没有确认“{what}”，未作任何改动。确认请输入“是”，或带 --yes。',
  },
  'launch-ended': {
    exit: 'refused',
    text: '整改专项 {programme} 已终结，不能再次启动。',
  },
  'act-refused': { exit: 'refused', text: '{text}' },
  'act-rejected': { exit: 'rejected', text: '{text}' },
  'act-no-process': {
    exit: 'rejected',
    text: '引擎中没有正在进行的 {process}，请求未受理。',
  },
  'act-not-recorded': {
    exit: 'not_recorded',
    text: '未记录：请求 {requestId} 在有效期内未被受理，不会再办理。可以重新提出。{why}',
  },
  'act-unknown': {
    exit: 'unreachable',
    text: '引擎没有应答，请求 {requestId} 是否已记录尚不清楚。待引擎恢复后，请用 timeline 查看，或带 --request-id {requestId} 再问一次（不会重复办理）。',
  },
  'act-unanswered': {
    exit: 'unreachable',
    text: '请求 {requestId} 已记录在案，但没有等到办理结果。请稍后用 timeline 查看，或带 --request-id {requestId} 再问一次（不会重复办理）。',
  },
  'no-worker': {
    exit: 'unreachable',
    text: '办理程序没有应答。请查看运行 scripts/run 的终端，稍后再试。',
  },
  unreachable: { exit: 'unreachable', text: '连不上引擎 {address}（{reason}）。' },
  defect: { exit: 'defect', text: '程序内部错误：{reason}' },
} as const satisfies Record<string, Entry>;

export type CliErrorCode = keyof typeof CLI_ERRORS;

/** The text of an error. */
export function errorText(code: CliErrorCode, details: Readonly<Record<string, string>> = {}): string {
  return CLI_ERRORS[code].text.replaceAll(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '');
}

/** `near` of an error's details: the known word that was most likely meant. */
export function nearText(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === undefined ? '' : `，是否指“${found}”`;
}

/** An error as it is told: exit code, stable code, text, and further fields for `--json`. */
export interface Failure {
  readonly exit: Exit;
  readonly code: string;
  readonly text: string;
  readonly extra: Readonly<Record<string, unknown>>;
  /** For a defect: where it arose. */
  readonly stack?: string;
}

/** Ends a command with a code of {@link CLI_ERRORS}. `extra` stands beside code and text in `--json`. */
export class CliError extends Error {
  readonly code: CliErrorCode;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: CliErrorCode,
    details: Readonly<Record<string, string>> = {},
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(errorText(code, details));
    this.name = 'CliError';
    this.code = code;
    this.extra = extra;
  }
}

/** Whatever was thrown, as it is told. */
export async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof CliError) {
    return { exit: CLI_ERRORS[error.code].exit, code: error.code, text: error.message, extra: error.extra };
  }
  if (error instanceof StoreError) return failure(storeExit(error.code), error.code, error.message);
  if (error instanceof KeysError) return failure(keysExit(error.code), error.code, error.message);
  if (error instanceof EngineError) return failure('unreachable', error.code, error.message);
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === 'NotRunning')
    return failure('not_running', 'not-running', reason);
  // Loaded only now: it takes longer than most commands.
  const { isUnreachable } = await import('../client/processes.ts');
  if (isUnreachable(error)) return failure('unreachable', 'unreachable', `引擎没有应答（${reason}）。`);
  const stack = error instanceof Error ? error.stack : undefined;
  return { ...failure('defect', 'defect', errorText('defect', { reason })), ...(stack && { stack }) };
}

function failure(exit: Exit, code: string, text: string): Failure {
  return { exit, code, text, extra: {} };
}

/** Evidence that is refused is the caller's file, and so is what can be read no more or never was; everything else is the store's trouble. */
function storeExit(code: string): Exit {
  const own = /^evidence-(folder|absent|changed|bucket-.+)$/;
  const given = ['sealed-bad-item', 'sealed-destroyed', 'sealed-no-subject'];
  return given.includes(code) || (code.startsWith('evidence-') && !own.test(code)) ? 'input' : 'unreachable';
}

/** A key file is what the caller gives; a payload that is not as it was sealed is found by looking. */
function keysExit(code: KeysError['code']): Exit {
  return code === 'keys-payload-damaged' ? 'unsound' : 'input';
}
