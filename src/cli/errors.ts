import { EngineError } from '../engine/errors.ts';
import { StoreError } from '../store/errors.ts';
import type { Exit } from './exit-codes.ts';

interface Entry {
  readonly exit: Exit;
  /** The text, from its details. */
  readonly text: (details: Readonly<Record<string, string>>) => string;
}

/**
 * Every error of the command line itself: its code, what it ends with and its text. Those of store and engine keep their own codes
 * (`store-…`, `evidence-…`, `engine-…`). docs/cli.md lists them; a test holds both together.
 */
export const CLI_ERRORS = {
  usage: { exit: 'usage', text: (d) => d['text'] ?? '' },
  'driven-only': {
    exit: 'usage',
    text: () => '只有推演（run --driven）可以推进时间；实际运行的专项按真实时间办理。',
  },
  'command-unknown': {
    exit: 'usage',
    text: (d) => `没有“${d['command']}”这一办理${hint(d)}。可用的有：${d['known']}。`,
  },
  'command-option': {
    exit: 'usage',
    text: (d) => `“${d['command']}”不用 ${d['option']}；可用的选项：${d['allowed']}。`,
  },
  'command-missing': { exit: 'usage', text: (d) => `“${d['command']}”须填 ${d['missing']}。` },
  'plan-errors': { exit: 'input', text: (d) => `方案有 ${d['count']} 处错误，什么也没有启动。` },
  'start-in-past': {
    exit: 'input',
    text: (d) =>
      `启动日 ${d['start']} 已过（今天是 ${d['today']}）：实际运行的专项不能从过去开始。请改用今天或以后的日期，或用 --driven 推演。`,
  },
  'date-unknown': {
    exit: 'input',
    text: (d) => `没有名为“${d['name']}”的日期${hint(d)}。可用的如：${d['known']}。`,
  },
  'no-programme': {
    exit: 'input',
    text: () => '尚未启动任何整改专项。请用 zhenggai launch <方案文件夹> 启动。',
  },
  'programme-unknown': {
    exit: 'input',
    text: (d) => `没有编号为“${d['programme']}”的整改专项${hint(d)}。现有：${d['known']}。`,
  },
  'programme-ambiguous': {
    exit: 'input',
    text: (d) => `有多个整改专项：${d['known']}。请用 --programme <编号> 指明。`,
  },
  'measure-unknown': {
    exit: 'input',
    text: (d) => `没有编号为“${d['measure']}”的措施${hint(d)}。${d['programme']} 的措施有：${d['known']}。`,
  },
  'person-ambiguous': {
    exit: 'input',
    text: (d) => `叫“${d['name']}”的不止一人：${d['people']}。请用人员编号指明。`,
  },
  'mail-unknown': { exit: 'input', text: (d) => `没有第 ${d['id']} 号邮件；现有 ${d['known']}。` },
  'mail-unreadable': { exit: 'input', text: (d) => `第 ${d['id']} 号邮件读不出：${d['reason']}。` },
  'mail-not-kept': {
    exit: 'input',
    text: () => '邮件经 SMTP_URL 所设的服务器发出，本机不留存。各件送达情况见 zhenggai show <措施>。',
  },
  'file-unwritable': { exit: 'input', text: (d) => `写不了文件 ${d['path']}（${d['reason']}）。` },
  'time-backwards': {
    exit: 'input',
    text: (d) => `不能把时间从 ${d['at']} 退回到 ${d['to']}。`,
  },
  'not-running': {
    exit: 'not_running',
    text: (d) => `没有正在运行的实例（${d['data']}）。请先在另一个终端运行 ${d['command']}。`,
  },
  'launch-other-plan': {
    exit: 'refused',
    text: (d) =>
      `整改专项 ${d['programme']} 已在运行，${d['difference']}。进行中的专项不能再次启动，未作任何改动。`,
  },
  'launch-ended': {
    exit: 'refused',
    text: (d) => `整改专项 ${d['programme']} 已终结，不能再次启动。`,
  },
  'act-refused': { exit: 'refused', text: (d) => d['text'] ?? '' },
  'act-rejected': { exit: 'rejected', text: (d) => d['text'] ?? '' },
  'act-no-process': {
    exit: 'rejected',
    text: (d) => `引擎中没有正在进行的 ${d['process']}，请求未受理。`,
  },
  'act-not-recorded': {
    exit: 'not_recorded',
    text: (d) => `未记录：请求 ${d['requestId']} 在有效期内未被受理，不会再办理。可以重新提出。`,
  },
  'act-unanswered': {
    exit: 'unreachable',
    text: (d) =>
      `请求 ${d['requestId']} 已记录在案，但没有等到办理结果。请稍后用 timeline 查看，或带 --request-id ${d['requestId']} 再问一次（不会重复办理）。`,
  },
  'no-worker': {
    exit: 'unreachable',
    text: () => '办理程序没有应答。请查看运行 scripts/run 的终端，稍后再试。',
  },
  unreachable: { exit: 'unreachable', text: (d) => `连不上引擎 ${d['address']}（${d['reason']}）。` },
  defect: { exit: 'defect', text: (d) => `程序内部错误：${d['reason']}` },
} as const satisfies Record<string, Entry>;

export type CliErrorCode = keyof typeof CLI_ERRORS;

function hint(d: Readonly<Record<string, string>>): string {
  return d['nearest'] === undefined ? '' : `，是否指“${d['nearest']}”`;
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
    super(CLI_ERRORS[code].text(details));
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
  if (error instanceof EngineError) return failure('unreachable', error.code, error.message);
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === 'NotRunning') return failure('not_running', 'not-running', reason);
  // Loaded only now: it takes longer than most commands.
  const { isUnreachable } = await import('../client/processes.ts');
  if (isUnreachable(error)) return failure('unreachable', 'unreachable', `引擎没有应答（${reason}）。`);
  const stack = error instanceof Error ? error.stack : undefined;
  return { ...failure('defect', 'defect', CLI_ERRORS.defect.text({ reason })), ...(stack && { stack }) };
}

function failure(exit: Exit, code: string, text: string): Failure {
  return { exit, code, text, extra: {} };
}

/** Evidence that is refused is the caller's file; everything else is the store's trouble. */
function storeExit(code: string): Exit {
  const own = ['evidence-folder', 'evidence-absent', 'evidence-changed'];
  return code.startsWith('evidence-') && !own.includes(code) ? 'input' : 'unreachable';
}
