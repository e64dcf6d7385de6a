import type { ClueBook, ClueUnit } from '../../domain/clue/book.ts';
import type { ClueState } from '../../domain/clue/state.ts';
import type { ClueRegister } from '../../domain/programme/clue-register.ts';
import type { ProgrammeState } from '../../domain/programme/state.ts';
import type { Row } from '../../domain/process.ts';
import { findPerson, listProcesses } from '../../store/queries.ts';
import { LONG_PATIENCE, stateOf } from '../engine-state.ts';
import { CliError, nearText } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { programmeOf } from '../resolve.ts';

/** 线索〔2022〕17号, as a row's title begins. */
export function codeOf({ card }: Pick<Row, 'card'>): string {
  return card.title.split(' ')[0] ?? card.title;
}

/** Brackets as they come from a keyboard. */
function plain(code: string): string {
  return code
    .replaceAll(/[[(（【]/g, '〔')
    .replaceAll(/[\])）】]/g, '〕')
    .replaceAll(/\s/g, '')
    .toLowerCase();
}

/**
 * The clue meant: by its number (`17`), its code (线索〔2022〕17号, the brackets as one likes) or its process id.
 * @throws clue-unknown, clue-joined and what {@link programmeOf} throws
 */
export async function clueOf(instance: Instance, asked: string, programme: string | undefined): Promise<Row> {
  const named = asked.includes('/') ? asked.split('/')[0] : undefined;
  const view = await programmeOf(instance, programme ?? named);
  const rows = await listProcesses(instance.db, { programme: view.programme, kind: 'clue' });
  const wished = plain(asked);
  const found = rows.find((row) =>
    [row.process, codeOf(row), String(row.card.number ?? '')].some((id) => plain(id) === wished),
  );
  if (found !== undefined) return found;
  const joined = Object.entries(await joinedOf(instance, view.programme)).find(
    ([number, { code }]) => number === wished || plain(code) === wished,
  )?.[1];
  if (joined !== undefined)
    throw new CliError('clue-joined', { clue: joined.code, into: String(joined.joined) });
  throw new CliError('clue-unknown', {
    clue: asked,
    programme: view.programme,
    known: rows.map(codeOf).join('、') || '无',
  });
}

/** The clues of a programme that were joined to another, by their number; none while nobody answers. */
export async function joinedOf(instance: Instance, programme: string): Promise<ClueRegister['joined']> {
  const answer = await stateOf(instance, programme);
  return (answer?.frame.state as ProgrammeState | undefined)?.clues?.joined ?? {};
}

/** A clue as the engine has it. @throws no-worker */
export async function clueStateOf(instance: Instance, process: string): Promise<ClueState> {
  const answer = await stateOf(instance, process, LONG_PATIENCE);
  if (answer === undefined) throw new CliError('no-worker');
  return answer.frame.state as ClueState;
}

/** Who can send clues to whom. @throws no-worker, clues-off */
export async function bookOf(instance: Instance, programme: string): Promise<ClueBook> {
  const answer = await stateOf(instance, programme, LONG_PATIENCE);
  if (answer === undefined) throw new CliError('no-worker');
  const { clues } = (answer.frame.state as ProgrammeState).input;
  if (clues === undefined) throw new CliError('clues-off', { programme });
  return clues;
}

/** The unit meant, by its id or name. @throws clue-unit-unknown */
export function clueUnitOf({ units }: ClueBook, asked: string): ClueUnit {
  const found = units.find((one) => one.id === asked || one.name === asked);
  if (found !== undefined) return found;
  throw new CliError('clue-unit-unknown', {
    unit: asked,
    near: nearText(
      asked,
      units.flatMap((one) => [one.id, one.name]),
    ),
    known: units.map((one) => `${one.name}（${one.id}）`).join('、'),
  });
}

/** The one unit that a person works in. @throws clue-from where there is none, or several */
export async function unitOfPerson(
  instance: Instance,
  programme: string,
  { units }: ClueBook,
  person: string,
): Promise<ClueUnit> {
  const posts = (await findPerson(instance.db, programme, person)).flatMap((one) => one.posts);
  const own = units.filter((unit) => posts.some((post) => post.unit === unit.id));
  const [only, ...others] = own;
  if (only !== undefined && others.length === 0) return only;
  const known = own.map((one) => one.name).join('、');
  throw new CliError('clue-from', { person, units: known === '' ? '在可以移交线索的单位中没有任职' : known });
}
