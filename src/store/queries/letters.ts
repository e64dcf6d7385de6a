import { sql } from 'kysely';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../schema.ts';

/** Which letters; what is absent does not narrow. */
interface LetterFilter {
  /** Id of a notice: who was told, and how it went. */
  readonly notice?: string;
  /** Id of the process the notices are about. */
  readonly about?: string;
  /** Id of a letter process: the notices it carries. */
  readonly letter?: string;
  readonly programme?: string;
  /** Id of the recipient. */
  readonly person?: string;
  readonly limit?: number;
}

/** A notice in one person's letter. */
interface LetterView {
  readonly notice: string;
  readonly kind: string;
  readonly about: string;
  readonly person: string;
  /** Empty where the directory does not know the person. */
  readonly name: string;
  readonly as: 'to' | 'cc';
  /** The letter's process. */
  readonly letter: string;
  readonly messageId: string;
  readonly title: string;
  readonly status: string;
  /** Still gathering, or on its way. */
  readonly open: boolean;
  /** The server's words at its yes, or else its last words; empty while nothing was sent. */
  readonly response: string;
  /** How often it was, or may have been, handed over. */
  readonly copies: number;
  /** Attempts begun. */
  readonly attempts: number;
  /** Civil time of the letter's latest event. */
  readonly at: Instant;
}

/** Notices with the letters that carry them, the latest first. */
export async function listLetters(db: Database, filter: LetterFilter): Promise<readonly LetterView[]> {
  const { notice, about, letter, programme, person, limit } = filter;
  let query = db
    .selectFrom('notice_letter as n')
    .innerJoin('process as l', 'l.process', 'n.letter')
    .leftJoin('delivery as d', (join) => join.on('d.message_id', '=', MESSAGE_ID))
    .leftJoin('person as p', (join) =>
      join.onRef('p.programme', '=', 'n.programme').onRef('p.id', '=', 'n.person'),
    );
  if (notice !== undefined) query = query.where('n.notice', '=', notice);
  if (about !== undefined) query = query.where('n.about', '=', about);
  if (letter !== undefined) query = query.where('n.letter', '=', letter);
  if (programme !== undefined) query = query.where('n.programme', '=', programme);
  if (person !== undefined) query = query.where('n.person', '=', person);
  if (limit !== undefined) query = query.limit(limit);
  return query
    .select([
      'n.notice',
      'n.kind',
      'n.about',
      'n.person',
      'n.received_as as as',
      'n.letter',
      'l.status',
      'l.open',
      'l.at',
    ])
    .select([
      sql<string>`coalesce(p.name, '')`.as('name'),
      sql<string>`coalesce(${MESSAGE_ID}, '')`.as('messageId'),
      sql<string>`coalesce(l.card ->> 'title', '')`.as('title'),
      // The letter's own history counts; the memory of attempts knows more only while the letter is on its way.
      sql<string>`coalesce(l.card ->> 'response', d.response, d.last_failure, '')`.as('response'),
      sql<number>`greatest((l.card ->> 'copies')::int, case when d.response is not null then greatest(1, d.copies) end, 0)`.as(
        'copies',
      ),
      sql<number>`greatest((l.card ->> 'attempts')::int, d.attempts, 0)`.as('attempts'),
    ])
    .orderBy('l.at', 'desc')
    .orderBy('n.letter')
    .orderBy('n.notice')
    .orderBy('n.person')
    .execute();
}

const MESSAGE_ID = sql<string>`coalesce(n.message_id, l.card ->> 'messageId')`;
