import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/time.ts';
import type { StoredEvidence } from '../evidence-store.ts';
import { plainText } from '../json-text.ts';
import type { Database, EvidenceTable, EvidenceUseTable } from '../schema.ts';

/** Enters a stored file, before an event puts it forward. Size and type are those of the file that was read. */
export async function noteEvidence(db: Database, stored: StoredEvidence, storedAt: Instant): Promise<void> {
  const { sha256, size, name, mime } = stored;
  await db
    .insertInto('evidence')
    .values({ sha256, size, mime, name: plainText(name), stored_at: storedAt })
    .onConflict((c) => c.column('sha256').doUpdateSet({ size, mime }))
    .execute();
}

/** A file put forward by an event. */
interface EvidenceUse {
  readonly process: string;
  readonly seq: number;
  readonly sha256: string;
  readonly title: string;
  readonly name: string;
  readonly mime: string;
  /** In bytes. */
  readonly size: number;
  readonly documentNumber?: string;
  readonly requirement?: string;
}

/** The files a process's events put forward, in order. */
export async function evidenceOf(db: Database, process: string): Promise<readonly EvidenceUse[]> {
  return uses(db, 'process', process);
}

/** Where a file is put forward. */
export async function findEvidence(db: Database, sha256: string): Promise<readonly EvidenceUse[]> {
  return uses(db, 'sha256', sha256);
}

async function uses(
  db: Database,
  column: 'process' | 'sha256',
  value: string,
): Promise<readonly EvidenceUse[]> {
  const rows = await db
    .selectFrom('evidence_use as u')
    .innerJoin('evidence as e', 'e.sha256', 'u.sha256')
    .selectAll('u')
    .select(['e.name', 'e.mime', 'e.size'])
    .where(`u.${column}`, '=', value)
    .orderBy('u.process')
    .orderBy('u.seq')
    .orderBy('u.sha256')
    .execute();
  return rows.map(useOf);
}

type UseRow = Selectable<EvidenceUseTable> & Pick<Selectable<EvidenceTable>, 'name' | 'mime' | 'size'>;

function useOf({ process, seq, sha256, title, name, mime, size, ...row }: UseRow): EvidenceUse {
  return {
    process,
    seq,
    sha256,
    title,
    mime,
    size,
    name: row.file_name ?? name,
    ...(row.document_number === null ? {} : { documentNumber: row.document_number }),
    ...(row.requirement === null ? {} : { requirement: row.requirement }),
  };
}
