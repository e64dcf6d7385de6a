import type { EventRecord } from '../../src/domain/record.ts';
import { HOUR_MS, millisOf, type Instant } from '../../src/domain/time.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { flaws, lettersOf, type LetterFacts } from '../support/flaws.ts';
import type { World } from '../support/world.ts';
import type { Asked } from './people.ts';

/** What a round at rest looks like. */
export interface Findings {
  /** Acknowledged, armed, given or due, and not there. */
  readonly lost: readonly string[];
  /** Doubled, changed, contradicted, or never to be recomputed. */
  readonly wrong: readonly string[];
  /** Mails beyond the first under the same Message-ID, and what the letters themselves say of them. */
  readonly copied: number;
  readonly stated: number;
  /** Duties settled more than an hour after their moment; letters delivered more than an hour after their first failed attempt. */
  readonly lateDuties: number;
  readonly lateLetters: number;
  readonly events: number;
  readonly duties: number;
  readonly letters: number;
  readonly mails: number;
}

/** Looks at everything of a world that has come to rest at `now`. */
export async function check(world: World, asked: readonly Asked[], now: Instant): Promise<Findings> {
  const rows = await listProcesses(world.db);
  const records = new Map<string, readonly EventRecord[]>();
  for (const { process } of rows) records.set(process, await world.records(process));
  const letters = await lettersOf(world);
  const between = await flaws(world);
  const isLoss = (text: string): boolean => /in 0 letters|, 0 mails,|is not in the ledger/.test(text);
  const commands = asked.map((one) => commandProblem(one, records.get(one.process) ?? []));
  const duties = [...records].map(([process, own]) => dutyProblems(process, own, now));
  const all = [...records.values()].flat();
  const delivered = letters.filter((letter) => letter.status === 'delivered');
  return {
    lost: [
      ...between.filter(isLoss),
      ...commands.flatMap((one) => one?.lost ?? []),
      ...duties.flatMap((one) => one.lost),
      ...letters.flatMap((letter) => unsent(letter, now)),
    ],
    wrong: [
      ...between.filter((text) => !isLoss(text)),
      ...commands.flatMap((one) => one?.wrong ?? []),
      ...duties.flatMap((one) => one.wrong),
    ],
    copied: delivered.reduce((sum, letter) => sum + Math.max(0, letter.mails.length - 1), 0),
    stated: delivered.reduce((sum, letter) => sum + Math.max(0, letter.copies - 1), 0),
    lateDuties: all.filter((one) => isLateDuty(one, letters)).length,
    lateLetters: delivered.filter(isLateLetter).length,
    events: all.length,
    duties: duties.reduce((sum, one) => sum + one.armed, 0),
    letters: letters.length,
    mails: letters.reduce((sum, letter) => sum + letter.mails.length, 0),
  };
}

/** Whether history has of a request what its people were told. The ledger is compared with history elsewhere. */
export function commandProblem(
  { process, requestId, person, command, answers }: Asked,
  records: readonly EventRecord[],
): { readonly lost?: string; readonly wrong?: string } | undefined {
  const name = `${process}: ${command.type} of ${person} (${requestId})`;
  const own = records.filter((one) => one.cause === 'update' && one.requestId === requestId);
  const threw = answers.find((answer) => answer.kind === 'threw');
  if (threw?.kind === 'threw') return { wrong: `${name}: the client broke: ${threw.text}` };
  const [first] = own;
  const last = own.at(-1);
  const told = answers.flatMap((answer) =>
    answer.kind === 'done' || answer.kind === 'refused' ? [answer] : [],
  );
  if (told.length > 0 && last === undefined) return { lost: `${name}: answered, and not in history` };
  for (const { kind, seq, head } of told) {
    if (last?.seq !== seq || last.hash !== head)
      return { wrong: `${name}: answered with event ${seq}, recorded up to ${last?.seq}` };
    if ((first?.type === 'CommandRefused') !== (kind === 'refused'))
      return { wrong: `${name}: answered ${kind}, recorded ${first?.type}` };
  }
  if (first !== undefined && (last?.seq ?? 0) - first.seq + 1 !== own.length)
    return { wrong: `${name}: recorded in two places` };
  const kinds = answers.map((answer) => answer.kind);
  if (told.length === 0 && kinds.includes('recorded_unanswered') && first === undefined)
    return { lost: `${name}: said to be recorded, and not in history` };
  const never = kinds.every((kind) => kind === 'rejected' || kind === 'not_found' || kind === 'not_recorded');
  if (never && first !== undefined)
    return { wrong: `${name}: said to be ${kinds.join(', ')}, and in history` };
  return undefined;
}

interface DutyFindings {
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
  readonly armed: number;
}

/** Whether every duty that a process ever armed has ended in one way, or is still to come. */
export function dutyProblems(process: string, records: readonly EventRecord[], now: Instant): DutyFindings {
  const pending = new Map<string, Instant>();
  const wrong: string[] = [];
  let armed = 0;
  for (const { seq, data } of records) {
    const { duties } = data as unknown as {
      readonly duties?: {
        readonly armed: readonly { readonly id: string; readonly dueAt: Instant }[];
        readonly ended: readonly { readonly id: string; readonly how: string }[];
      };
    };
    for (const { id, how } of duties?.ended ?? []) {
      if (!pending.delete(id))
        wrong.push(`${process} #${seq}: duty ${id} ended as ${how}, and was not pending`);
    }
    for (const { id, dueAt } of duties?.armed ?? []) {
      if (pending.has(id)) wrong.push(`${process} #${seq}: duty ${id} armed twice`);
      pending.set(id, dueAt);
      armed += 1;
    }
  }
  const lost = [...pending]
    .filter(([, dueAt]) => dueAt <= now)
    .map(([id, dueAt]) => `${process}: duty ${id} of ${dueAt} passed silently`);
  return { lost, wrong, armed };
}

/** A letter whose time has come and that is neither delivered nor known to be undeliverable. */
function unsent({ process, status, records }: LetterFacts, now: Instant): readonly string[] {
  if (status === 'delivered' || status === 'undeliverable') return [];
  const leaveAt = records.find((one) => one.type === 'LetterOpened')?.data['leaveAt'];
  return typeof leaveAt === 'string' && leaveAt > now ? [] : [`${process}: ${status}, though it was due`];
}

function isLateDuty(record: EventRecord, letters: readonly LetterFacts[]): boolean {
  if (record.cause !== 'duty' || record.dueAt === undefined) return false;
  // A letter's own duties wait for the harness to find the letter; how long it waited for SMTP is counted apart.
  if (letters.some((letter) => letter.process === record.process)) return false;
  return millisOf(record.recordedAt) - millisOf(record.dueAt) > HOUR_MS;
}

/** Waited for SMTP, that is: from the first attempt that failed. */
function isLateLetter({ records }: LetterFacts): boolean {
  const failed = records.find((one) => one.type === 'SendDeferred');
  const delivered = records.find((one) => one.type === 'Delivered');
  if (failed === undefined || delivered === undefined) return false;
  return millisOf(delivered.recordedAt) - millisOf(failed.recordedAt) > HOUR_MS;
}
