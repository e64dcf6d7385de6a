import type { ColumnType, GeneratedAlways, Kysely, Transaction } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { PostId } from '../domain/roster.ts';
import type { ProcessKind, RowCard } from '../domain/process.ts';
import type { Cause } from '../domain/record.ts';
import type { JsonText } from './json-text.ts';

/** The tables, as code sees them; `migrations/` makes them. Instants are text in the domain's one format. */
export interface Tables {
  readonly event: EventTable;
  readonly process: ProcessTable;
  readonly delivery: DeliveryTable;
  readonly notice_letter: NoticeLetterTable;
  readonly person: PersonTable;
  readonly post: PostTable;
  readonly appointment: AppointmentTable;
  readonly evidence: EvidenceTable;
  readonly evidence_use: EvidenceUseTable;
  readonly restoration: RestorationTable;
  readonly told_before: ToldBeforeTable;
}

/** The store's database. */
export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** A jsonb column: parsed on reading, written as JSON text made by `jsonText`. */
type JsonColumn<T> = ColumnType<T, JsonText, JsonText>;

/** Every event of every process, in the order of its process. */
export interface EventTable {
  process: string;
  seq: number;
  run: string;
  rules: number;
  type: string;
  cause: Cause;
  actor_person: string | null;
  actor_role: string | null;
  actor_post: string | null;
  request_id: string;
  duty_id: string | null;
  due_at: Instant | null;
  occurred_at: Instant;
  recorded_at: Instant;
  prev: string;
  hash: string;
  /** For searching by people; characters that jsonb cannot hold are replaced. The truth is `record`. */
  data: JsonColumn<unknown>;
  /** The RFC 8785 text that was hashed: `hash` is its SHA-256. */
  record: string;
}

/** What a process is now. */
export interface ProcessTable {
  process: string;
  kind: ProcessKind;
  programme: string;
  seq: number;
  head: string;
  at: Instant;
  open: boolean;
  status: string;
  light: string;
  next_duty_id: string | null;
  next_due_at: Instant | null;
  next_duty_label: string | null;
  /** The card's number, for ordering. */
  number: number | null;
  card: JsonColumn<RowCard>;
}

/** What is known of sending a letter, beside its history. */
interface DeliveryTable {
  message_id: string;
  /** Attempts begun. */
  attempts: number;
  /** Attempts known to have left no copy. */
  failures: number;
  /** Attempts that left a copy or may have: attempts less failures. */
  copies: GeneratedAlways<number>;
  /** The server's first yes; null while there is none. */
  response: string | null;
  at: string | null;
  /** The last no, in the server's words. */
  last_failure: string | null;
}

/**
 * Which letter carries a notice to a person. One each by the rules; the key holds the letter too, so that a defect
 * which puts a notice into two letters is seen, not overwritten.
 */
export interface NoticeLetterTable {
  notice: string;
  person: string;
  letter: string;
  programme: string;
  /** The process the notice is about. */
  about: string;
  kind: string;
  /** In which role the letter was received: 主送 or 抄送. */
  received_as: 'to' | 'cc';
  message_id: string | null;
}

interface PersonTable {
  programme: string;
  id: string;
  name: string;
  address: string;
}

interface PostTable {
  programme: string;
  id: PostId;
  title: string;
  unit: string;
  unit_name: string;
  region: string;
}

interface AppointmentTable {
  programme: string;
  id: string;
  person: string;
  post: PostId;
  since: Instant;
  until: Instant | null;
  current: GeneratedAlways<boolean>;
}

/** A file of the evidence store, by its content. */
export interface EvidenceTable {
  sha256: string;
  /** In bytes. */
  size: number;
  /** As it was first handed in. */
  name: string;
  mime: string;
  stored_at: Instant;
}

/** An event that puts a file forward. */
export interface EvidenceUseTable {
  process: string;
  seq: number;
  sha256: string;
  title: string;
  file_name: string | null;
  /** 文号 */
  document_number: string | null;
  /** The requirement it is to show; null where it was handed in for the measure as a whole. */
  requirement: string | null;
}

/** What a person decided after the databases were put back to an earlier moment. Not to be had from histories. */
interface RestorationTable {
  id: string;
  backup_at: Instant;
  restored_at: Instant;
  restored_by: string;
  decided_at: Instant;
  decided_by: string;
  /** Whether what letters kept show as sent is not mailed again, or is. */
  choice: 'skip' | 'again';
  /** The list that was shown. */
  found: JsonColumn<unknown>;
}

/** A letter sent after the backup, as it was kept. Recipient and notices are keys, not ids. */
interface ToldBeforeTable {
  message_id: string;
  restoration: string;
  recipient: string;
  notices: JsonColumn<readonly string[]>;
  at: string;
  response: string;
}
