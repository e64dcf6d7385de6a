import type { Decision } from '../machine.ts';
import { actorOf } from '../record.ts';
import { refuse } from '../refusals.ts';
import { ROLE_NAMES, type RoleHolder } from '../roster.ts';
import { heldBy, officeNow } from './office.ts';
import type { ProgrammeState } from './state.ts';

/** The rectification office's person who acts; else why they may not. `label`: the command, as people see it. */
export function asOffice(
  state: ProgrammeState,
  label: string,
  person: string,
  post: string | undefined,
): { readonly as: RoleHolder } | Extract<Decision, { refusal: unknown }> {
  const held = heldBy(state, person).filter((one) => post === undefined || one.post === post);
  const [first] = held;
  if (first === undefined) return refuse('not_holder', { person, command: label });
  const as = officeNow(state).holders.find((one) =>
    held.some((own) => own.post === one.post && own.person === one.person),
  );
  if (as !== undefined) return { as };
  const allowed = ROLE_NAMES.rectification_office;
  const params = { person: first.name, command: label, allowed, held: first.postTitle };
  return { ...refuse('not_permitted', params), actor: actorOf(first) };
}
