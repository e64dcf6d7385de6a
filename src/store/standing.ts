import type { LedgerStanding } from '../domain/ports.ts';
import type { Instant } from '../domain/time.ts';
import { rowOf } from './rows.ts';
import type { Database } from './schema.ts';

/** What the daily sweep compares with the engine: processes that are open, letters that are open or were refused since a moment. */
export async function standing(db: Database, programme: string, since: Instant): Promise<LedgerStanding> {
  const rows = await db
    .selectFrom('process')
    .selectAll()
    .where('programme', '=', programme)
    .where((eb) =>
      eb.or([
        eb('open', '=', true),
        eb('kind', '!=', 'letter'),
        eb.and([eb('status', '=', 'undeliverable'), eb('at', '>', since)]),
      ]),
    )
    .orderBy('process')
    .execute();
  const all = rows.map(rowOf);
  return {
    processes: all
      .filter((row) => row.kind !== 'letter')
      .map(({ process, open, nextDuty }) => ({
        process,
        open,
        ...(nextDuty === undefined ? {} : { nextDueAt: nextDuty.dueAt }),
      })),
    letters: all
      .filter((row) => row.kind === 'letter')
      .map(({ process, status, at, card, nextDuty }) => ({
        letter: process,
        status,
        at,
        attempts: card.attempts ?? 0,
        person: card.holder ?? card.person ?? '',
        response: card.response ?? '',
        ...(nextDuty === undefined ? {} : { nextDueAt: nextDuty.dueAt }),
      })),
  };
}
