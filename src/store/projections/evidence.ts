import { z } from 'zod';
import type { Row } from '../../domain/process.ts';
import type { EventRecord } from '../../domain/record.ts';
import { mimeOf } from '../evidence-types.ts';
import { plainText } from '../json-text.ts';
import type { EvidenceTable, EvidenceUseTable, Tx } from '../schema.ts';
import { shaped } from './shape.ts';

/**
 * What the projection knows of a measure's evidence: `EvidenceAttached {title, sha256?, fileName?, size?, documentNumber?,
 * requirement?}`. Without `sha256` no file came with it, and nothing is noted here. Other types change nothing.
 */
const attached = z.object({
  title: z.string(),
  sha256: z.string().optional(),
  fileName: z.string().optional(),
  size: z.number().optional(),
  documentNumber: z.string().optional(),
  requirement: z.string().optional(),
});

/** A recorded correction of a title or number; the record that is corrected stays as it was, these rows show what holds now. */
const corrected = z.object({
  corrects: z.number(),
  of: z.string(),
  title: z.string().optional(),
  documentNumber: z.string().optional(),
});

/** The files that events put forward. */
function projectEvidence(
  records: readonly EventRecord[],
): readonly { readonly file: EvidenceTable; readonly use: EvidenceUseTable }[] {
  return records.flatMap((record) => {
    if (record.type !== 'EvidenceAttached') return [];
    const { title, sha256, fileName, size, documentNumber, requirement } = shaped(record, attached);
    if (sha256 === undefined) return [];
    const name = plainText(fileName ?? title);
    return [
      {
        file: {
          sha256,
          size: size ?? 0,
          name,
          mime: mimeOf(name) ?? 'application/octet-stream',
          stored_at: record.recordedAt,
        },
        use: {
          process: record.process,
          seq: record.seq,
          sha256,
          title: plainText(title),
          file_name: fileName === undefined ? null : plainText(fileName),
          document_number: documentNumber ?? null,
          requirement: requirement ?? null,
        },
      },
    ];
  });
}

/** Notes files and what they are put forward for; a file that is known already keeps what was read from it. */
export async function putEvidence(tx: Tx, _row: Row, records: readonly EventRecord[]): Promise<void> {
  for (const { file, use } of projectEvidence(records)) {
    await tx
      .insertInto('evidence')
      .values(file)
      .onConflict((c) => c.column('sha256').doNothing())
      .execute();
    await tx
      .insertInto('evidence_use')
      .values(use)
      .onConflict((c) => c.columns(['process', 'seq', 'sha256']).doNothing())
      .execute();
  }
  for (const record of records) if (record.type === 'Corrected') await correctUse(tx, record);
}

async function correctUse(tx: Tx, record: EventRecord): Promise<void> {
  const { corrects, of, title, documentNumber } = shaped(record, corrected);
  if (of !== 'evidence' || (title === undefined && documentNumber === undefined)) return;
  await tx
    .updateTable('evidence_use')
    .set({
      ...(title === undefined ? {} : { title: plainText(title) }),
      ...(documentNumber === undefined ? {} : { document_number: documentNumber }),
    })
    .where('process', '=', record.process)
    .where('seq', '=', corrects)
    .execute();
}
