import type { ProgrammeInput } from '../domain/programme/state.ts';
import type { PostId, Role, RolePost } from '../domain/roster.ts';
import { findPerson } from '../store/queries.ts';
import type { CommandBody } from './act-command.ts';
import type { ActOptions } from './act-fields.ts';
import { LONG_PATIENCE, stateOf } from './engine-state.ts';
import { CliError, nearText } from './errors.ts';
import type { Instance } from './instance.ts';

/**
 * What a measure has to be told with a command on its staff: of a unit its name and posts, as the programme was launched with them; of a deputy
 * their name and address, as the directory has them.
 * @throws unit-unknown, no-worker
 */
export async function withStaff(
  instance: Instance,
  programme: string,
  body: CommandBody,
  options: ActOptions,
): Promise<CommandBody> {
  switch (body.type) {
    case 'change_unit':
    case 'add_supporting':
      return withUnit(await launchOf(instance, programme), body, options);
    case 'authorise':
    case 'revoke': {
      const [known, ...others] = await findPerson(instance.db, programme, String(body['person']));
      if (known === undefined || others.length > 0) return body;
      const { person, name, address } = known;
      return body.type === 'revoke' ? { ...body, person } : { name, address, ...body, person };
    }
    default:
      return body;
  }
}

async function launchOf(instance: Instance, programme: string): Promise<ProgrammeInput> {
  const answer = await stateOf(instance, programme, LONG_PATIENCE);
  if (answer === undefined) throw new CliError('no-worker');
  return (answer.frame.state as { readonly input: ProgrammeInput }).input;
}

/** The unit with its posts: those named; else those that play the part for it in any measure of the programme. */
export function withUnit(
  { directory, measures }: Pick<ProgrammeInput, 'directory' | 'measures'>,
  body: CommandBody,
  options: Pick<ActOptions, 'handler' | 'head' | 'liaison'>,
): CommandBody {
  const asked = String(body['unit']);
  const found = directory.units.find((one) => one.id === asked || one.name === asked);
  if (found === undefined) {
    const known = directory.units.flatMap((one) => [one.id, one.name]);
    throw new CliError('unit-unknown', {
      unit: asked,
      near: nearText(asked, known),
      known: directory.units.map((one) => `${one.name}（${one.id}）`).join('、'),
    });
  }
  const own = (role: Role): readonly PostId[] =>
    directory.posts
      .filter((post) => post.unit === found.id)
      .filter((post) => measures.some((one) => one.roles[role]?.includes(post.id)))
      .map((post) => post.id);
  const either = (wished: readonly PostId[], other: readonly PostId[]): readonly PostId[] =>
    wished.length > 0 ? wished : other;
  const handlers = given(options.handler) ?? either(own('case_handler'), own('supporting_handler'));
  const heads = given(options.head) ?? either(own('office_head'), own('supporting_head'));
  const posts = (role: Role, ids: readonly PostId[]): readonly RolePost[] =>
    directory.posts.filter((post) => ids.includes(post.id)).map((post) => ({ role, ...post }));
  const unit = { id: found.id, name: found.name };
  if (body.type === 'add_supporting')
    return {
      ...body,
      unit,
      posts: [...posts('supporting_handler', handlers), ...posts('supporting_head', heads)],
    };
  const led = measures.find((one) => one.lead.id === found.id);
  return {
    ...body,
    unit,
    hostOffice: led?.hostOffice ?? false,
    posts: [
      ...posts('case_handler', handlers),
      ...posts('office_head', heads),
      ...posts('liaison', given(options.liaison) ?? own('liaison')),
      // Its own leader supervises it, where the programme knows who that is.
      ...posts('supervising_leader', led?.roles.supervising_leader ?? []),
    ],
  };
}

function given(post: string | undefined): readonly PostId[] | undefined {
  return post === undefined ? undefined : [post];
}
