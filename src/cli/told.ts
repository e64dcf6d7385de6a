import type { Config } from '../config.ts';
import type { LetterState } from '../domain/letter/state.ts';
import { rulesOf } from '../domain/machine.ts';
import { rulesFor } from '../domain/rules.ts';
import { instantOf, type Instant } from '../domain/time.ts';
import { noticeKey, recipientKey } from '../mail/keys.ts';
import { readKept, type KeptLetter } from '../mail/kept.ts';
import { listDeliveries, listPeople, listProcesses, listProgrammes } from '../store/queries.ts';
import type { Instance } from './instance.ts';
import { isLife, readLife, type ReadLife } from './ledger/life.ts';

/** A letter that was sent after the backup: the databases do not know it as sent. */
export interface ToldLetter extends KeptLetter {
  /** The reader's name, where the directory has them. */
  readonly name: string;
}

/** Something that fell due, or was on its way, and that the restored engine will now see to. */
export interface DueNow {
  readonly process: string;
  readonly title: string;
  readonly dueAt: Instant;
  readonly label: string;
  /** Names of those who have been told already, by letters kept. */
  readonly told: readonly string[];
}

/** What a restored instance finds before anything is done. */
export interface Told {
  /** How many letters were kept in all. */
  readonly kept: number;
  readonly letters: readonly ToldLetter[];
  readonly due: readonly DueNow[];
}

/** Compares letters kept with what the restored databases know. Needs no worker, and changes nothing. */
export async function findTold(config: Pick<Config, 'data'>, instance: Instance): Promise<Told> {
  const kept = await readKept(config.data);
  const delivered = new Set(
    (await listDeliveries(instance.db, { delivered: true })).map((one) => one.messageId),
  );
  const names = await namesOf(instance);
  const letters = kept
    .filter((one) => !delivered.has(one.messageId))
    .map((one) => ({ ...one, name: names.get(one.recipient) ?? one.person ?? '' }));
  return { kept: kept.length, letters, due: await dueNow(instance, letters) };
}

async function namesOf({ db }: Instance): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { programme } of await listProgrammes(db))
    for (const { person, name } of await listPeople(db, programme, { former: true }))
      names.set(recipientKey(programme, person), name);
  return names;
}

async function dueNow(instance: Instance, letters: readonly ToldLetter[]): Promise<readonly DueNow[]> {
  const found: DueNow[] = [];
  for (const row of await listProcesses(instance.db, { open: true })) {
    const now = instance.clock === 'real' ? instantOf(Date.now()) : row.at;
    // What is not due next is not due at all, and most is not.
    if (row.nextDuty === undefined || row.nextDuty.dueAt > now) continue;
    const life = await readLife(instance.engine, row.process);
    if (isLife(life)) found.push(...dueOf(life, row.card.title, now, letters));
  }
  return found.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

function dueOf(
  { last, report }: ReadLife,
  title: string,
  now: Instant,
  letters: readonly ToldLetter[],
): readonly DueNow[] {
  const { frame } = report;
  if (frame === undefined) return [];
  const about = { process: report.process, title };
  const duties = rulesOf(rulesFor(last.kind), frame)
    .duties(frame.state)
    .filter(({ dueAt }) => dueAt <= now);
  const letter = last.kind === 'letter' ? messageIdOf(frame.state) : undefined;
  return duties
    .filter(({ notice }) => notice || letter !== undefined)
    .map(({ id, dueAt, label }) => {
      const key = noticeKey(id);
      const told = letters.filter((one) =>
        letter === undefined ? one.notices.includes(key) : one.messageId === letter,
      );
      return { ...about, dueAt, label, told: told.map((one) => one.name) };
    });
}

function messageIdOf(state: unknown): string {
  return (state as LetterState).input.messageId;
}
