import { readFile } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import { fold } from '../../src/audit/fold.ts';
import { readHistory, type RunHistory } from '../../src/audit/read-history.ts';
import { fetchRuns } from '../../src/client/histories.ts';
import type { LetterInput } from '../../src/domain/letter/state.ts';
import type { LetterNotice, Notice } from '../../src/domain/notice.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import { RULES, type Registry } from '../../src/domain/rules.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { registryFile, shared } from './shared.ts';
import type { World } from './world.ts';

/** A letter as its own history, the ledger and the server's folder have it. */
export interface LetterFacts {
  readonly process: string;
  readonly status: string;
  readonly person: string;
  readonly address: string;
  readonly messageId: string;
  readonly notices: readonly LetterNotice[];
  readonly records: readonly EventRecord[];
  /** As counted in its `Delivered` event; 0 while there is none. */
  readonly copies: number;
  /** The mails that bear its Message-ID. */
  readonly mails: readonly CaughtLetter[];
}

/** Every letter of a world, in the order of their ids. */
export async function lettersOf(world: World): Promise<readonly LetterFacts[]> {
  const mails = await world.mails();
  const rows = await listProcesses(world.db, { kind: 'letter' });
  return Promise.all(
    rows.map(async ({ process, status }) => {
      const runs = await runsOf(world, process);
      const [first] = runs;
      if (first === undefined) throw new Error(`${process} is in the ledger, and has no history`);
      const { recipient, messageId } = first.input as unknown as LetterInput;
      const records = runs.flatMap((run) => run.records);
      const gathered = records.filter((one) => one.type === 'NoticeGathered');
      const delivered = records.find((one) => one.type === 'Delivered');
      return {
        process,
        status,
        person: recipient.person,
        address: recipient.address,
        messageId,
        notices: gathered.map((one) => one.data as unknown as LetterNotice),
        records,
        copies: Number(delivered?.data['copies'] ?? 0),
        mails: mails.filter((mail) => mail.messageId === messageId),
      };
    }),
  );
}

/** All runs of a process, oldest first. */
async function runsOf(world: World, process: string): Promise<readonly RunHistory[]> {
  return ((await fetchRuns(world.engine, process)) ?? []).map(readHistory);
}

/** The notices that an event gives. */
export function noticesOf(record: EventRecord): readonly Notice[] {
  return (record.data['notices'] ?? []) as unknown as readonly Notice[];
}

/**
 * Whatever does not agree between histories, ledger and mails of a world at rest; empty when nothing was lost, doubled or
 * changed on the way.
 */
export async function flaws(world: World, registry: Registry = RULES): Promise<readonly string[]> {
  const found: string[] = [];
  const rows = await listProcesses(world.db);
  const noted = await readFile(registryFile(shared().registry, world.namespace), 'utf8');
  for (const id of new Set(noted.split('\n').filter((line) => line !== ''))) {
    if (!rows.some((row) => row.process === id)) found.push(`${id} was opened and is not in the ledger`);
  }
  const wanted: string[] = [];
  for (const { process, seq, head } of rows) {
    const runs = await runsOf(world, process);
    const records = runs.flatMap((run) => run.records);
    found.push(...fold(runs, { registry }).problems.map((problem) => `${process}: ${problem}`));
    const ledger = await world.records(process);
    if (canonicalize(ledger) !== canonicalize(records)) {
      found.push(
        `${process}: ${ledger.length} records in the ledger differ from ${records.length} in history`,
      );
    }
    const last = ledger.at(-1);
    if (last?.seq !== seq || last.hash !== head)
      found.push(`${process}: the row stands at ${seq}, the records at ${last?.seq}`);
    for (const notice of records.flatMap(noticesOf)) {
      wanted.push(...notice.to.map((one) => `${notice.id} to ${one.person}`));
      wanted.push(...notice.cc.map((one) => `${notice.id} cc ${one.person}`));
    }
  }
  const letters = await lettersOf(world);
  const got = letters.flatMap((letter) =>
    letter.notices.map(({ notice, as }) => `${notice.id} ${as} ${letter.person}`),
  );
  for (const one of new Set([...wanted, ...got])) {
    const [given, carried] = [wanted, got].map((list) => list.filter((other) => other === one).length);
    if (given !== 1 || carried !== 1) found.push(`${one}: given ${given} times, in ${carried} letters`);
  }
  return [...found, ...mailFlaws(letters, await world.mails())];
}

function mailFlaws(letters: readonly LetterFacts[], mails: readonly CaughtLetter[]): readonly string[] {
  const stray = mails.filter((mail) => !letters.some((letter) => letter.messageId === mail.messageId));
  const found = stray.map((mail) => `mail ${mail.file} belongs to no letter`);
  for (const { process, status, address, copies, mails: own } of letters) {
    const elsewhere = own.filter((mail) => mail.to.address !== address);
    if (elsewhere.length > 0)
      found.push(`${process}: sent to ${elsewhere.map((mail) => mail.to.address).join(', ')}`);
    if (status === 'delivered' ? own.length < 1 || copies < own.length : own.length > 0) {
      found.push(`${process}: ${status}, ${own.length} mails, ${copies} copies counted`);
    }
  }
  return found;
}
