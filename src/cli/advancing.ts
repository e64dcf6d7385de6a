import type { EventRecord } from '../domain/record.ts';
import type { Row } from '../domain/process.ts';
import type { Instant } from '../domain/time.ts';
import { listEml } from '../mail/eml-folder.ts';
import { readMail, type CaughtLetter } from '../mail/mailbox.ts';
import { Driver } from '../rehearsal/driver.ts';
import { eventsOf, getRow, listProcesses } from '../store/queries.ts';
import type { Instance } from './instance.ts';

/** What happened at one moment of a driven programme. */
export interface Moment {
  readonly at: Instant;
  /** Events of measures and directory, and letters that did not get through. */
  readonly events: readonly { readonly row: Row; readonly record: EventRecord }[];
  /** Mails that left. */
  readonly letters: readonly CaughtLetter[];
}

/** Of letters only trouble is told one by one: what left is told as mail. */
const LETTER_TROUBLE: ReadonlySet<string> = new Set(['SendDeferred', 'Undeliverable']);
/** What processes tell each other changes nothing that anybody has to know. */
const SILENT: ReadonlySet<string> = new Set(['StandingHeard', 'Subscribed', 'SignalUnknown', 'DutyPassed']);

/** Moves a driven programme on, moment by moment, and finds out what each moment brought. */
export class Advance {
  private readonly instance: Instance;
  private readonly programme: string;
  private readonly driver: Driver;
  /** Last event told, by process. */
  private readonly told: Map<string, number>;
  private lastMail: number;

  private constructor(instance: Instance, programme: string, rows: readonly Row[], lastMail: number) {
    this.instance = instance;
    this.programme = programme;
    const known = rows.map(({ process, nextDuty }) => ({
      process,
      ...(nextDuty === undefined ? {} : { dueAt: nextDuty.dueAt }),
    }));
    this.driver = new Driver(instance.engine, programme, known);
    this.told = new Map(rows.map(({ process, seq }) => [process, seq]));
    this.lastMail = lastMail;
  }

  static async begin(instance: Instance, programme: string): Promise<Advance> {
    const rows = await listProcesses(instance.db, { programme, open: true });
    return new Advance(instance, programme, rows, await lastMailOf(instance));
  }

  /** When something is due next. */
  next(): Instant | undefined {
    return this.driver.next();
  }

  /** Moves to the next moment at which something is due; undefined when nothing is. */
  async step(): Promise<Moment | undefined> {
    const at = this.driver.next();
    if (at === undefined) return undefined;
    const { opened } = await this.driver.step();
    return { at, events: await this.events(opened), letters: await this.mails() };
  }

  /** Moves the programme's time to a moment before which nothing is due any more. */
  async rest(at: Instant): Promise<void> {
    await this.driver.to(at);
  }

  /** Events recorded since the last moment: of processes still open, closed since, and opened and closed in between. */
  private async events(opened: readonly string[]): Promise<Moment['events']> {
    const { db } = this.instance;
    const rows = await listProcesses(db, { programme: this.programme, open: true });
    const open = new Set(rows.map((row) => row.process));
    const gone = [...new Set([...this.told.keys(), ...opened])].filter((process) => !open.has(process));
    const closed = (await Promise.all(gone.map((process) => getRow(db, process)))).filter(
      (row) => row !== undefined,
    );
    const changed = [...rows, ...closed].filter((row) => row.seq > (this.told.get(row.process) ?? 0));
    const found = await Promise.all(
      changed.map(async (row) => {
        const records = await eventsOf(db, row.process, { fromSeq: (this.told.get(row.process) ?? 0) + 1 });
        return records.filter((record) => isTold(row, record)).map((record) => ({ row, record }));
      }),
    );
    rows.forEach((row) => this.told.set(row.process, row.seq));
    gone.forEach((process) => this.told.delete(process));
    return found.flat().toSorted(inOrder);
  }

  private async mails(): Promise<readonly CaughtLetter[]> {
    const { mailFolder } = this.instance;
    if (mailFolder === undefined) return [];
    const fresh = (await listEml(mailFolder)).filter(({ seq }) => seq > this.lastMail);
    this.lastMail = fresh.at(-1)?.seq ?? this.lastMail;
    const read = await Promise.all(fresh.map(({ seq }) => readMail(mailFolder, seq)));
    return read.filter((letter) => letter !== undefined);
  }
}

function isTold({ kind }: Row, { type }: EventRecord): boolean {
  return kind === 'letter' ? LETTER_TROUBLE.has(type) : !SILENT.has(type);
}

type Found = Moment['events'][number];

function inOrder(a: Found, b: Found): number {
  return (
    compare(a.record.occurredAt, b.record.occurredAt) ||
    (a.row.card.number ?? 0) - (b.row.card.number ?? 0) ||
    compare(a.row.process, b.row.process) ||
    a.record.seq - b.record.seq
  );
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

async function lastMailOf({ mailFolder }: Instance): Promise<number> {
  return mailFolder === undefined ? 0 : ((await listEml(mailFolder)).at(-1)?.seq ?? 0);
}
