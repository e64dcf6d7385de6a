import type { Row } from '../../domain/process.ts';
import type { EventRecord } from '../../domain/record.ts';
import type { Tx } from '../schema.ts';
import { projectDirectory, type DirectoryChange } from './directory-events.ts';

/** Rows in one statement. */
const CHUNK = 1_000;

/** Carries the changes of a directory's events into its tables. */
export async function putDirectory(
  tx: Tx,
  { programme }: Row,
  records: readonly EventRecord[],
): Promise<void> {
  for (const run of runs(projectDirectory(records))) await putRun(tx, programme, run);
}

/**
 * Consecutive changes of one kind to different rows: they go together, so that the opening of a large directory is a few
 * statements, not thousands.
 */
function runs(changes: readonly DirectoryChange[]): readonly (readonly DirectoryChange[])[] {
  const all: DirectoryChange[][] = [];
  let ids = new Set<string>();
  for (const change of changes) {
    const last = all.at(-1);
    const id = idOf(change);
    if (last === undefined || last[0]?.kind !== change.kind || ids.has(id) || last.length === CHUNK) {
      all.push([change]);
      ids = new Set([id]);
    } else {
      last.push(change);
      ids.add(id);
    }
  }
  return all;
}

function idOf(change: DirectoryChange): string {
  switch (change.kind) {
    case 'person':
      return change.person.id;
    case 'post':
      return change.post.id;
    case 'appointed':
      return change.appointment.id;
    case 'relieved':
      return change.id;
  }
}

/** Each kind has its statement; a run holds one kind, so three of the four find nothing to do. */
async function putRun(tx: Tx, programme: string, run: readonly DirectoryChange[]): Promise<void> {
  await putPeople(tx, programme, run);
  await putPosts(tx, programme, run);
  await appoint(tx, programme, run);
  await relieve(tx, programme, run);
}

async function putPeople(tx: Tx, programme: string, run: readonly DirectoryChange[]): Promise<void> {
  const rows = run.flatMap((one) => (one.kind === 'person' ? [{ programme, ...one.person }] : []));
  if (rows.length === 0) return;
  await tx
    .insertInto('person')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['programme', 'id'])
        .doUpdateSet((row) => ({ name: row.ref('excluded.name'), address: row.ref('excluded.address') })),
    )
    .execute();
}

async function putPosts(tx: Tx, programme: string, run: readonly DirectoryChange[]): Promise<void> {
  const rows = run.flatMap((one) => {
    if (one.kind !== 'post') return [];
    const { id, title, unit, unitName, region } = one.post;
    return [{ programme, id, title, unit, unit_name: unitName, region }];
  });
  if (rows.length === 0) return;
  await tx
    .insertInto('post')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['programme', 'id']).doUpdateSet((row) => ({
        title: row.ref('excluded.title'),
        unit: row.ref('excluded.unit'),
        unit_name: row.ref('excluded.unit_name'),
        region: row.ref('excluded.region'),
      })),
    )
    .execute();
}

async function appoint(tx: Tx, programme: string, run: readonly DirectoryChange[]): Promise<void> {
  const rows = run.flatMap((one) => {
    if (one.kind !== 'appointed') return [];
    const { id, person, post, from } = one.appointment;
    return [{ programme, id, person, post, since: from, until: null }];
  });
  if (rows.length === 0) return;
  await tx
    .insertInto('appointment')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['programme', 'id']).doUpdateSet((row) => ({
        person: row.ref('excluded.person'),
        post: row.ref('excluded.post'),
        since: row.ref('excluded.since'),
        until: null,
      })),
    )
    .execute();
}

async function relieve(tx: Tx, programme: string, run: readonly DirectoryChange[]): Promise<void> {
  for (const change of run) {
    if (change.kind !== 'relieved') continue;
    await tx
      .updateTable('appointment')
      .set({ until: change.until })
      .where('programme', '=', programme)
      .where('id', '=', change.id)
      .execute();
  }
}
