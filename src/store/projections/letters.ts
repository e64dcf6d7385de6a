import { z } from 'zod';
import type { Row } from '../../domain/process.ts';
import type { EventRecord } from '../../domain/record.ts';
import { plainText } from '../json-text.ts';
import type { NoticeLetterTable, Tx } from '../schema.ts';
import { shaped } from './shape.ts';

/** What the projection reads of a letter's events (`src/domain/letter/rules.ts`); other types change nothing. */
const gathered = z.object({
  notice: z.object({ id: z.string(), kind: z.string(), facts: z.object({ process: z.string() }) }),
  as: z.enum(['to', 'cc']),
});

/** Which notices a letter carries, and to whom: the letter's card names its one recipient. */
function projectLetter(row: Row, records: readonly EventRecord[]): readonly NoticeLetterTable[] {
  return records.flatMap((record) => {
    if (record.type !== 'NoticeGathered') return [];
    const { notice, as } = shaped(record, gathered);
    return [
      {
        notice: plainText(notice.id),
        person: row.card.person ?? '',
        letter: row.process,
        programme: row.programme,
        about: plainText(notice.facts.process),
        kind: plainText(notice.kind),
        received_as: as,
        message_id: row.card.messageId ?? null,
      },
    ];
  });
}

/** Notes the notices that a letter has taken in. */
export async function putLetters(tx: Tx, row: Row, records: readonly EventRecord[]): Promise<void> {
  const notices = projectLetter(row, records);
  if (notices.length === 0) return;
  await tx
    .insertInto('notice_letter')
    .values([...notices])
    .onConflict((conflict) => conflict.columns(['notice', 'person', 'letter']).doNothing())
    .execute();
}
