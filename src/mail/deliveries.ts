/** What is known of a letter that a server has taken. */
export interface Delivery {
  /** The server's words at its first yes, and the moment of them. */
  readonly response: string;
  readonly at: string;
  /** Open attempts of this letter: how often it has, or may have, been handed over. At least 1. */
  readonly copies: number;
}

/**
 * Memory of attempts, by Message-ID, kept outside the process so that a retried activity does not send again.
 *
 * An attempt is *open* from {@link Deliveries.noteAttempt} until {@link Deliveries.noteFailure}: begun, and not known to have
 * left no copy. A crash, a timeout or a broken connection after the message was sent leaves it open for ever, because a
 * copy may have gone out. So `copies` never says too few.
 */
export interface Deliveries {
  /** The delivery of this letter, where a server has said yes. */
  delivery(messageId: string): Promise<Delivery | undefined>;
  /**
   * Opens an attempt, before it is made. Gives the number of open attempts of this letter, this one included; undefined, and opens none,
   * where a server has said yes meanwhile.
   */
  noteAttempt(messageId: string): Promise<number | undefined>;
  /** Closes one open attempt: it is known to have left no copy. `response` says why. Called once an attempt at most. */
  noteFailure(messageId: string, response: string): Promise<void>;
  /** A server said yes. The first yes stands: a second one (a copy) changes neither `response` nor `at`. */
  noteDelivery(messageId: string, response: string, at: string): Promise<void>;
}
