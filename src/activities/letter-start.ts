import { createHash } from 'node:crypto';
import type { Json } from '../domain/json.ts';
import { RETRY_MINUTES, type LetterInput } from '../domain/letter/state.ts';
import { followsAct, type Notice, type Recipient } from '../domain/notice.ts';
import type { ProgrammeCard } from '../domain/plan.ts';
import type { Batch, ProcessStart } from '../domain/ports.ts';
import { HASH_ALGORITHM } from '../domain/record.ts';
import { CURRENT_RULES } from '../domain/rules.ts';

/**
 * The letter a notice goes into: one per person and slot, or one per person and urgent notice. Its id says nothing
 * of the person; its Message-ID is the same for ever. `head`: hash of the record that the notice comes with. It tells an act's letter
 * from that of an act which was lost with a disk and bore the same number: that letter was mailed, and this one was not; and who
 * receives both must not take the second for a copy of the first.
 */
export function letterStart(
  batch: Pick<Batch, 'programme' | 'clock' | 'at'>,
  recipient: Recipient,
  notice: Notice,
  card: ProgrammeCard,
  head: string,
): ProcessStart {
  const { programme } = batch;
  const occasion = notice.urgent
    ? `n-${digest(notice.id, 16)}`
    : notice.leaveAt.slice(0, 16).replace(':', '');
  const id = `${programme}/letter/${occasion}/${digest(`${programme} ${recipient.person}`, 16)}`;
  const thread = notice.urgent
    ? `process ${notice.facts.process}`
    : `person ${programme} ${recipient.person}`;
  const input: LetterInput = {
    v: 1,
    kind: 'letter',
    process: id,
    programme,
    rules: CURRENT_RULES,
    clock: batch.clock === 'driven' ? { kind: 'driven', at: batch.at } : { kind: 'real' },
    hashAlgorithm: HASH_ALGORITHM,
    mode: notice.urgent ? 'urgent' : 'digest',
    leaveAt: notice.leaveAt,
    recipient,
    card,
    messageId: mailId(programme, `${letterOf(notice, head)} ${recipient.person}`),
    thread: mailId(programme, thread),
    retryMinutes: RETRY_MINUTES,
  };
  return {
    kind: 'letter',
    id,
    input: input as unknown as { readonly [key: string]: Json },
    inputHash: digest(id, 64),
  };
}

/** What tells a person's letter from their others. */
function letterOf({ id, urgent, leaveAt }: Notice, head: string): string {
  if (!urgent) return leaveAt;
  return followsAct(id) ? `${id} ${head}` : id;
}

function mailId(programme: string, text: string): string {
  return `${digest(text, 32)}@${programme}.zhenggai`;
}

/** Hex digits of a SHA-256. */
function digest(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
