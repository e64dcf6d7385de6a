import { directoryProcess, type Row } from '../domain/process.ts';
import { findPerson, listProcesses, listProgrammes } from '../store/queries.ts';
import { CliError, nearText } from './errors.ts';
import type { Instance } from './instance.ts';

export type ProgrammeView = Awaited<ReturnType<typeof listProgrammes>>[number];

/**
 * The programme meant: the one named, or the only one, or the only one that is open.
 * @throws no-programme, programme-unknown, programme-ambiguous
 */
export async function programmeOf(instance: Instance, asked: string | undefined): Promise<ProgrammeView> {
  const all = await listProgrammes(instance.db);
  const ids = all.map((one) => one.programme);
  if (asked !== undefined) {
    const found = all.find((one) => one.programme.toLowerCase() === asked.toLowerCase());
    if (found !== undefined) return found;
    if (all.length === 0) throw new CliError('no-programme');
    throw new CliError('programme-unknown', {
      programme: asked,
      known: ids.join('、'),
      near: nearText(asked, ids),
    });
  }
  const open = all.filter((one) => one.open);
  const [only] = open.length > 0 ? open : all;
  if (only === undefined) throw new CliError('no-programme');
  if ((open.length > 0 ? open : all).length > 1) {
    throw new CliError('programme-ambiguous', { known: ids.join('、') });
  }
  return only;
}

/**
 * The measure meant, by its number (`M06`, letter case aside) or by its process id.
 * @throws measure-unknown and what {@link programmeOf} throws
 */
export async function measureOf(
  instance: Instance,
  asked: string,
  programme: string | undefined,
): Promise<Row> {
  const named = asked.includes('/') ? asked.split('/')[0] : undefined;
  const view = await programmeOf(instance, programme ?? named);
  const rows = await listProcesses(instance.db, { programme: view.programme, kind: 'measure' });
  const wished = asked.toLowerCase();
  const found = rows.find(({ process, card }) =>
    [process, card.measure ?? ''].some((id) => id.toLowerCase() === wished),
  );
  if (found !== undefined) return found;
  const known = rows.map((row) => row.card.measure ?? row.process);
  throw new CliError('measure-unknown', {
    measure: asked,
    programme: view.programme,
    known: shortList(known),
    near: nearText(asked, known),
  });
}

/** The process meant: a measure, `directory`, `programme`, or any process id the ledger knows. */
export async function processOf(
  instance: Instance,
  asked: string,
  programme: string | undefined,
): Promise<Row> {
  const word = asked.toLowerCase();
  if (['directory', '人员', '人员名册', 'programme', '专项'].includes(word)) {
    const view = await programmeOf(instance, programme);
    const kind = word === 'programme' || word === '专项' ? 'programme' : 'directory';
    const [row] = await listProcesses(instance.db, { programme: view.programme, kind });
    if (row !== undefined) return row;
  }
  const rows = await listProcesses(instance.db, { text: asked });
  const exact = rows.find((row) => row.process.toLowerCase() === word);
  return exact ?? measureOf(instance, asked, programme);
}

/** Id of the directory's process of a programme. */
export function directoryOf(view: ProgrammeView): string {
  return directoryProcess(view.programme);
}

/**
 * The person meant by an id or by a name that only one has. Somebody unknown is passed on as typed: the rules refuse them
 * and keep the refusal.
 * @throws person-ambiguous
 */
export async function personOf(instance: Instance, programme: string, asked: string): Promise<string> {
  const found = await findPerson(instance.db, programme, asked);
  if (found.length <= 1) return found[0]?.person ?? asked;
  const people = found.map(
    ({ person, posts }) => `${person}（${posts.map((post) => post.postTitle).join('、') || '无任职'}）`,
  );
  throw new CliError('person-ambiguous', { name: asked, people: people.join('；') });
}

const LIST_MAX = 40;

function shortList(known: readonly string[]): string {
  const shown = known.slice(0, LIST_MAX).join('、');
  return known.length > LIST_MAX ? `${shown}等 ${known.length} 项` : shown;
}
