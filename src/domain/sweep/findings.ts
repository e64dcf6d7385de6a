import { shortened } from '../guards.ts';
import { addMillis, HOUR_MS, type Instant } from '../time.ts';

/** How the engine has a process. */
export type Standing =
  'running' | 'completed' | 'failed' | 'terminated' | 'timed_out' | 'canceled' | 'missing';

/** What is known of a process that should be at work, from engine and ledger. */
export interface ProcessFacts {
  readonly process: string;
  readonly engine: Standing;
  /** Attempts at the workflow task under way; 1 where nothing is wrong. */
  readonly taskAttempts: number;
  /** Attempts at the batch under way, and what the last failed with. */
  readonly batchAttempts: number;
  readonly failure?: string;
  /** What the ledger has of it; absent: nothing. */
  readonly ledger?: { readonly open: boolean; readonly nextDueAt?: Instant };
}

/** What is known of a letter that has not ended, or was refused. */
export interface LetterFacts {
  readonly letter: string;
  readonly engine: Standing;
  readonly status: string;
  /** Attempts to send that were answered. */
  readonly attempts: number;
  readonly person: string;
  readonly response: string;
  /** Civil moment of its latest event. */
  readonly at: Instant;
  readonly nextDueAt?: Instant;
}

export const FINDING_KINDS = [
  'missing',
  'ended',
  'unrecorded',
  'failing',
  'held',
  'overdue',
  'letter_ended',
  'letter_waiting',
  'letter_overdue',
  'letter_undeliverable',
] as const;

/** Something that a person has to look at. */
export interface Finding {
  readonly kind: (typeof FINDING_KINDS)[number];
  readonly process: string;
  /** What was found, in Chinese: status, attempts, the server's words. */
  readonly detail: string;
}

/** A duty or a letter is late when it should have gone an hour ago: what settles it runs every second. */
const LATE_MS = HOUR_MS;
/** Attempts after which something is no passing trouble. */
const TASK_ATTEMPTS = 4;
const BATCH_ATTEMPTS = 6;
/** The fifth attempt comes eighteen minutes after the first. */
const SEND_ATTEMPTS = 12;

/** Everything about a programme that is not as it should be. `since`: letters refused before were told before. */
export function findingsOf(
  processes: readonly ProcessFacts[],
  letters: readonly LetterFacts[],
  now: Instant,
  since: Instant,
): readonly Finding[] {
  const late = addMillis(now, -LATE_MS);
  return [
    ...processes.flatMap((one) => processFindings(one, late)),
    ...letters.flatMap((one) => letterFindings(one, late, one.at > since)),
  ];
}

function processFindings(one: ProcessFacts, late: Instant): readonly Finding[] {
  const found = (kind: Finding['kind'], detail: string): readonly Finding[] => [
    { kind, process: one.process, detail },
  ];
  if (one.engine === 'missing') return found('missing', '流程引擎中没有');
  if (one.engine !== 'running')
    return one.ledger?.open === false ? [] : found('ended', `流程引擎中为“${STANDING_NAMES[one.engine]}”`);
  const due = one.ledger?.nextDueAt;
  return [
    ...(one.ledger === undefined ? found('unrecorded', '台账中没有') : []),
    ...(one.taskAttempts >= TASK_ATTEMPTS
      ? found('failing', `办理程序已试 ${one.taskAttempts} 次未能推进`)
      : []),
    ...(one.batchAttempts >= BATCH_ATTEMPTS
      ? found('held', `后续事项已试 ${one.batchAttempts} 次未能办成${said(one.failure)}`)
      : []),
    ...(due !== undefined && due < late
      ? found('overdue', `应于 ${due.slice(0, 16).replace('T', ' ')} 办理的事项未办`)
      : []),
  ];
}

function letterFindings(one: LetterFacts, late: Instant, fresh: boolean): readonly Finding[] {
  const found = (kind: Finding['kind'], detail: string): readonly Finding[] => [
    { kind, process: one.letter, detail: `致 ${one.person}：${detail}` },
  ];
  if (one.status === 'undeliverable')
    return fresh ? found('letter_undeliverable', `被拒收${said(one.response)}`) : [];
  if (one.engine !== 'running')
    return found('letter_ended', `流程引擎中为“${STANDING_NAMES[one.engine]}”，未发出`);
  if (one.attempts >= SEND_ATTEMPTS)
    return found('letter_waiting', `已试发 ${one.attempts} 次${said(one.response)}`);
  return one.nextDueAt !== undefined && one.nextDueAt < late
    ? found('letter_overdue', `应于 ${one.nextDueAt.slice(0, 16).replace('T', ' ')} 发出，未发`)
    : [];
}

function said(words: string | undefined): string {
  return words === undefined || words === '' ? '' : `（${shortened(words, 200)}）`;
}

const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  running: '运行中',
  completed: '已结束',
  failed: '已失败',
  terminated: '已被终止',
  timed_out: '已超时',
  canceled: '已被取消',
  missing: '不存在',
};
