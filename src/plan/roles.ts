import type { DirectoryFile, UnitFile } from '../contracts/directory-file.ts';
import type { MeasureFile } from '../contracts/plan-file.ts';
import { ROLES, type PostId, type PostsByRole, type Role } from '../domain/roster.ts';

/** Roles that a measure cannot do without. */
export const NEEDED_ROLES: readonly Role[] = [
  'case_handler',
  'office_head',
  'supervising_leader',
  'principal_leader',
  'rectification_office',
];

/**
 * Which posts play which roles for a measure: the lead unit's own, its supervising leader, its body's principal leader
 * and rectification office, and the supporting units' handlers and heads. What the measure names itself comes first.
 */
export function rolesOf(directory: DirectoryFile, measure: MeasureFile): PostsByRole {
  const lead = unitOf(directory, measure.lead);
  const supporting = (measure.supporting ?? []).flatMap((id) => unitOf(directory, id) ?? []);
  const inBody = (role: Role): readonly PostId[] =>
    directory.units.filter((unit) => unit.region === lead?.region).flatMap((unit) => postsOf(unit, role));
  const anywhere = (role: Role): readonly PostId[] => directory.units.flatMap((unit) => postsOf(unit, role));

  const found: Record<Role, readonly PostId[]> = {
    case_handler: postsOf(lead, 'case_handler'),
    liaison: postsOf(lead, 'liaison'),
    office_head: postsOf(lead, 'office_head'),
    supervising_leader: lead?.supervisedBy === undefined ? [] : [lead.supervisedBy],
    principal_leader: inBody('principal_leader'),
    // A lower bureau without one of its own answers to the programme's.
    rectification_office: firstOf(inBody('rectification_office'), anywhere('rectification_office')),
    // A lower bureau as supporting unit: its liaison and its principal leader stand for it.
    supporting_handler: supporting.flatMap((unit) =>
      firstOf(postsOf(unit, 'case_handler'), postsOf(unit, 'liaison')),
    ),
    supporting_head: supporting.flatMap((unit) =>
      firstOf(postsOf(unit, 'office_head'), postsOf(unit, 'principal_leader')),
    ),
    // 三员分立: administrators act on no measure.
    system_admin: [],
  };
  return Object.fromEntries(
    ROLES.map((role) => [role, measure.roles?.[role] ?? found[role]] as const).filter(
      ([, posts]) => posts.length > 0,
    ),
  );
}

/** The unit that hosts the rectification office does not have its measures reviewed by it. */
export function isHostOffice(directory: DirectoryFile, unit: string): boolean {
  return directory.units.some(
    (other) => other.host === unit && postsOf(other, 'rectification_office').length > 0,
  );
}

/** The unit of an id. */
export function unitOf(directory: DirectoryFile, id: string): UnitFile | undefined {
  return directory.units.find((unit) => unit.id === id);
}

function postsOf(unit: UnitFile | undefined, role: Role): readonly PostId[] {
  return (unit?.posts ?? []).filter((post) => post.role === role).map((post) => post.id);
}

function firstOf<T>(wished: readonly T[], otherwise: readonly T[]): readonly T[] {
  return wished.length > 0 ? wished : otherwise;
}
