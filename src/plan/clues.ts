import type { DirectoryFile, UnitFile } from '../contracts/directory-file.ts';
import type { CluesFile } from '../contracts/policy-file.ts';
import { DEFAULT_CLUE_POLICY, type CluePolicy } from '../domain/clue/policy.ts';
import type { ClueBook, ClueUnit } from '../domain/clue/book.ts';
import type { Role, RolePost } from '../domain/roster.ts';
import type { Hours } from '../domain/slots.ts';

/** Posts of its own by which a unit sends and receives clues. */
const OWN: ReadonlySet<Role> = new Set(['case_handler', 'liaison', 'office_head']);

const HANDLER: Role = 'case_handler';

/** Who can hand clues to whom: every unit with somebody who works on them, its supervising leader and its body's principal leader. */
export function clueBook(directory: DirectoryFile, { hours, clues }: ClueSettings): ClueBook {
  return {
    policy: policyOf(hours, clues),
    units: directory.units
      .filter((unit) => unit.posts.some((post) => OWN.has(post.role)))
      .map((unit) => clueUnit(directory, unit)),
    office: postsOf(directory, (role) => role === 'rectification_office'),
  };
}

interface ClueSettings {
  readonly hours: Hours;
  readonly clues?: CluesFile;
}

/** The usual policy, but for what the plan sets. */
function policyOf(hours: Hours, { limits = {}, ...own }: CluesFile = {}): CluePolicy {
  const usual = DEFAULT_CLUE_POLICY;
  return { ...usual, ...own, hours, limits: { ...usual.limits, ...limits } };
}

function clueUnit(directory: DirectoryFile, unit: UnitFile): ClueUnit {
  const posts = postsOf({ ...directory, units: [unit] }, (role) => OWN.has(role));
  // A lower bureau with nobody else: its liaison receives and works on what comes, as a supporting unit's does.
  const handled = posts.some((post) => post.role === 'case_handler');
  const own = handled
    ? posts
    : posts.map((post) => (post.role === 'liaison' ? { ...post, role: HANDLER } : post));
  const body = { ...directory, units: directory.units.filter((one) => one.region === unit.region) };
  const leader = postsOf(directory, () => true)
    .filter((post) => post.id === unit.supervisedBy)
    .map((post) => ({ ...post, role: 'supervising_leader' as const }));
  const head = postsOf(body, (role) => role === 'principal_leader');
  return { id: unit.id, name: unit.name, region: unit.region, posts: [...own, ...leader, ...head] };
}

function postsOf(
  directory: Pick<DirectoryFile, 'units'>,
  wanted: (role: Role) => boolean,
): readonly RolePost[] {
  return directory.units.flatMap((unit) =>
    unit.posts
      .filter((post) => wanted(post.role))
      .map(({ id, title, role }) => ({
        role,
        id,
        title,
        unit: unit.id,
        unitName: unit.name,
        region: unit.region,
      })),
  );
}
