import { setTimeout as pause } from 'node:timers/promises';
import type { LetterContent } from '../domain/notice.ts';
import type { Mailer, SendResult, ToldBefore } from '../domain/ports.ts';
import type { Deliveries } from './deliveries.ts';
import type { Journal } from './journal.ts';
import type { Attempt, SmtpMailer } from './smtp-mailer.ts';

/** Waits before noting a yes again, in milliseconds. */
const NOTE_AGAIN_MS = [100, 400];

/**
 * The domain's mailer: one attempt a call, each noted before it is made and its answer right after. A letter already
 * delivered is not sent again; one being sent in this process is waited for.
 *
 * `copies` counts the attempts that may have left a copy: those that ended in a yes and those whose answer is not known.
 * An answer that cannot be noted (the store is away) is still given back, for the letter's history is the truth; its
 * attempt stays open, which can only make `copies` too high.
 * @throws whatever `deliveries` throws before anything was sent.
 */
export function createMailer({
  smtp,
  deliveries,
  journal,
  told,
}: {
  readonly smtp: Pick<SmtpMailer, 'deliver'>;
  readonly deliveries: Deliveries;
  /** Where each yes is written down outside the database. */
  readonly journal?: Journal;
  readonly told?: ToldBefore;
}): Mailer {
  const sending = new Map<string, Promise<SendResult>>();

  const attempt = async (letter: LetterContent): Promise<SendResult> => {
    const known = await deliveries.delivery(letter.messageId);
    if (known) return { kind: 'delivered', ...known };
    const before = told?.letter(letter);
    if (before !== undefined) {
      await deliveries.noteDelivery(letter.messageId, before.response, before.at);
      return { kind: 'delivered', copies: 1, ...before, ...(await deliveries.delivery(letter.messageId)) };
    }
    const open = await deliveries.noteAttempt(letter.messageId);
    // This worker had been stopped since it asked, and another one has sent it.
    if (open === undefined) return attempt(letter);
    const answer = await smtp.deliver(letter);
    // A yes that cannot be written down is a yes all the same; the store has it too.
    if (answer.kind === 'delivered')
      await journal?.note(letter, answer.response, answer.at).catch(() => undefined);
    await noteAnswer(deliveries, letter.messageId, answer);
    return resultOf(answer, open);
  };

  return {
    send(letter) {
      const running = sending.get(letter.messageId);
      if (running) return running;
      const started = attempt(letter).finally(() => sending.delete(letter.messageId));
      sending.set(letter.messageId, started);
      return started;
    },
  };
}

async function noteAnswer(deliveries: Deliveries, messageId: string, answer: Attempt): Promise<void> {
  if (answer.kind === 'delivered') return noteDelivery(deliveries, messageId, answer.response, answer.at);
  if (answer.kind === 'deferred' && answer.mayHaveLeft) return;
  // Once only: noted twice it would close another attempt.
  await deliveries.noteFailure(messageId, answer.response).catch(() => undefined);
}

async function noteDelivery(
  deliveries: Deliveries,
  messageId: string,
  response: string,
  at: string,
): Promise<void> {
  for (const wait of [...NOTE_AGAIN_MS, undefined]) {
    try {
      await deliveries.noteDelivery(messageId, response, at);
      return;
    } catch {
      if (wait !== undefined) await pause(wait);
    }
  }
}

function resultOf(answer: Attempt, copies: number): SendResult {
  switch (answer.kind) {
    case 'delivered':
      return { ...answer, copies };
    case 'refused':
      return answer;
    case 'deferred':
      return {
        kind: 'deferred',
        response: answer.response,
        ...(answer.mayHaveLeft ? { mayHaveLeft: true } : {}),
      };
  }
}
