import { sql } from 'kysely';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../schema.ts';
import { contains } from './contains.ts';

/** A person in a post. */
interface PersonInPost {
  readonly person: string;
  readonly name: string;
  readonly address: string;
  readonly appointment: string;
  readonly post: string;
  readonly postTitle: string;
  readonly unit: string;
  readonly unitName: string;
  readonly region: string;
  readonly since: Instant;
  /** Absent while it lasts. */
  readonly until?: Instant;
}

/** Which people; what is absent does not narrow. */
interface PeopleFilter {
  readonly unit?: string;
  readonly region?: string;
  readonly post?: string;
  /** Part of name, address, post title or unit name. */
  readonly text?: string;
  /** Also appointments that have ended. */
  readonly former?: boolean;
}

/** Who holds which post, by region, unit and post. Someone with two posts comes twice. */
export async function listPeople(
  db: Database,
  programme: string,
  filter: PeopleFilter = {},
): Promise<readonly PersonInPost[]> {
  return inPosts(db, programme, filter);
}

async function inPosts(
  db: Database,
  programme: string,
  filter: PeopleFilter & { readonly person?: string },
): Promise<readonly PersonInPost[]> {
  const { unit, region, post, text, former, person } = filter;
  let query = db
    .selectFrom('appointment as a')
    .innerJoin('person as p', (join) =>
      join.onRef('p.programme', '=', 'a.programme').onRef('p.id', '=', 'a.person'),
    )
    .innerJoin('post as o', (join) =>
      join.onRef('o.programme', '=', 'a.programme').onRef('o.id', '=', 'a.post'),
    )
    .where('a.programme', '=', programme);
  if (former !== true) query = query.where('a.current', '=', true);
  if (unit !== undefined) query = query.where('o.unit', '=', unit);
  if (region !== undefined) query = query.where('o.region', '=', region);
  if (post !== undefined) query = query.where('o.id', '=', post);
  if (person !== undefined) query = query.where('p.id', '=', person);
  if (text !== undefined) query = query.where(contains(TEXT, text));
  const rows = await query
    .select([
      'p.id as person',
      'p.name',
      'p.address',
      'a.id as appointment',
      'o.id as post',
      'o.title as postTitle',
    ])
    .select(['o.unit', 'o.unit_name as unitName', 'o.region', 'a.since', 'a.until'])
    .orderBy('o.region')
    .orderBy('o.unit')
    .orderBy('o.id')
    .orderBy('a.since')
    .orderBy('a.id')
    .execute();
  return rows.map(({ until, ...row }) => (until === null ? row : { ...row, until }));
}

const TEXT = sql`concat_ws(' ', p.name, p.address, o.title, o.unit_name)`;

/** A person with the posts they hold now. */
interface PersonView {
  readonly person: string;
  readonly name: string;
  readonly address: string;
  readonly posts: readonly PersonInPost[];
}

/**
 * The people meant by an id or a name: the one of that id; else all of exactly that name (there may be namesakes, and the
 * caller has to ask which). Never a part of a name: somebody acts as who is found here.
 */
export async function findPerson(
  db: Database,
  programme: string,
  idOrName: string,
): Promise<readonly PersonView[]> {
  const found = await db
    .selectFrom('person')
    .select(['id', 'name', 'address'])
    .where('programme', '=', programme)
    .where((eb) => eb.or([eb('id', '=', idOrName), eb('name', '=', idOrName)]))
    .orderBy('id')
    .execute();
  const byId = found.filter(({ id }) => id === idOrName);
  const people = byId.length > 0 ? byId : found;
  return Promise.all(
    people.map(async ({ id, name, address }) => ({
      person: id,
      name,
      address,
      posts: await inPosts(db, programme, { person: id }),
    })),
  );
}
