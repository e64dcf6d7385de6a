import { refuse, type Refusal } from '../refusals.ts';
import type { Role, RoleHolder } from '../roster.ts';
import { CLUE_COMMAND_NAMES, type ClueCommand, type ClueCommandType } from './commands.ts';
import { UNIT, type Asked } from './notices.ts';
import { actingFor, allPosts, notAllowed } from './staffing.ts';
import type { ClueUnit } from './book.ts';
import { CLUE_STATUS_NAMES, type ClueState, type ClueStatus } from './state.ts';

/** `holder`: the unit that has it; `sender`: the one it came from; `reader`, `keeper`, `urger`: see {@link askedFor}. */
type Side = 'holder' | 'sender' | 'decider' | 'reader' | 'keeper' | 'urger';

interface Permission {
  readonly side: Side;
  readonly roles: readonly Role[];
  readonly statuses: readonly ClueStatus[];
}

const HEAD: readonly Role[] = ['office_head'];
const LEADERS: readonly Role[] = ['supervising_leader', 'principal_leader'];
const WORKING: readonly ClueStatus[] = ['verifying', 'verified', 'handling'];
const HELD: readonly ClueStatus[] = ['acknowledged', ...WORKING, 'concluded'];
const ALWAYS = Object.keys(CLUE_STATUS_NAMES) as ClueStatus[];
const OPEN = ALWAYS.filter((one) => one !== 'closed' && one !== 'withdrawn');

const byUnit = (...statuses: readonly ClueStatus[]): Permission => ({
  side: 'holder',
  roles: UNIT,
  statuses,
});

/** Who may do what with a clue, when. Absent means refused. */
export const CLUE_PERMISSIONS: Readonly<Record<ClueCommandType, Permission>> = {
  acknowledge: byUnit('handed_over'),
  accept: byUnit('acknowledged'),
  return_clue: byUnit('handed_over', 'acknowledged'),
  withdraw_clue: { side: 'sender', roles: UNIT, statuses: ['handed_over'] },
  reroute: byUnit('returned'),
  designate: { side: 'holder', roles: LEADERS, statuses: ['designating'] },
  assign: { side: 'holder', roles: HEAD, statuses: HELD },
  plan: byUnit('verifying'),
  verify: byUnit('verifying'),
  file_case: byUnit('verified', 'handling'),
  close_without_case: byUnit('verified'),
  case_stage: byUnit('handling'),
  case_outcome: byUnit('handling', 'concluded'),
  drop_case: byUnit('handling'),
  report_findings: byUnit('concluded'),
  feedback: byUnit('reported'),
  supplement: byUnit('reported', 'fed_back'),
  close: byUnit('fed_back'),
  pass_down: byUnit('acknowledged', 'verifying'),
  transfer_out: byUnit('acknowledged', 'returned', ...WORKING),
  record_receipt: byUnit('outside'),
  record_result: byUnit('outside'),
  follow_up_again: byUnit('outside'),
  ask_clue_extension: byUnit(...HELD, 'handed_over'),
  grant_clue_extension: { side: 'decider', roles: HEAD, statuses: OPEN },
  refuse_clue_extension: { side: 'decider', roles: HEAD, statuses: OPEN },
  suspect_crime: byUnit(...WORKING),
  decide_crime: { side: 'holder', roles: ['principal_leader'], statuses: WORKING },
  transfer_crime: byUnit(...WORKING),
  record_police: byUnit(...WORKING, 'concluded'),
  attach_items: byUnit(...OPEN),
  read: { side: 'reader', roles: [...UNIT, ...LEADERS], statuses: ALWAYS },
  destroy: { side: 'keeper', roles: HEAD, statuses: ALWAYS },
  urge_clue: { side: 'urger', roles: [...UNIT, ...LEADERS], statuses: OPEN },
};

/** The capacity in which a person may do something now, or why not. */
export function permitClue(
  state: ClueState,
  command: ClueCommand,
  who: { readonly person: string; readonly post: string | undefined },
): { readonly as: RoleHolder } | { readonly refusal: Refusal; readonly as?: RoleHolder } {
  const { roles, side, statuses } = CLUE_PERMISSIONS[command.type];
  const name = CLUE_COMMAND_NAMES[command.type];
  const asked = askedFor(state, command, side, roles);
  const as = asked.map((one) => actingFor(state, one.posts, one.roles, who)).find((one) => one !== undefined);
  if (as === undefined) {
    const unit = SIDE_NAMES[side] ?? state.custody.unit.name;
    return notAllowed(state, allPosts(state), who.person, { command: name, unit, roles });
  }
  if (statuses.includes(state.status)) return { as };
  const status = CLUE_STATUS_NAMES[state.status];
  const allowed = statuses.map((one) => CLUE_STATUS_NAMES[one]).join('、');
  return { ...refuse('wrong_status', { command: name, status, allowed }), as };
}

const SIDE_NAMES: Readonly<Partial<Record<Side, string>>> = {
  sender: '移交单位',
  decider: '移交单位',
  reader: '移交单位或曾经承办单位',
  keeper: '提供该材料的单位或整改办',
  urger: '移交单位、整改办或分管领导',
};

function askedFor(
  state: ClueState,
  command: ClueCommand,
  side: Side,
  roles: readonly Role[],
): readonly Asked[] {
  const { custody, level, below, input, joined } = state;
  const office: Asked = { posts: input.office, roles: ['rectification_office'] };
  const of = (unit: ClueUnit, own = roles): Asked => ({ posts: unit.posts, roles: own });
  switch (side) {
    case 'holder':
      return [of(custody.unit)];
    case 'sender':
      return [of(level.from)];
    case 'decider':
      // A unit that sent it to itself (by letter) asks its own leader.
      return [of(level.from, level.from.id === custody.unit.id ? ['supervising_leader'] : roles)];
    case 'reader':
      return command.type === 'read' ? readers(state, command.item).map((unit) => of(unit)) : [];
    case 'keeper': {
      const kept =
        command.type === 'destroy' ? state.items.find((one) => one.item === command.item) : undefined;
      const units = unitsOf(state).filter((unit) => unit.id === kept?.unit);
      return [...units.map((unit) => of(unit)), office];
    }
    case 'urger':
      return [
        ...[level, ...below].map((one) => of(one.from)),
        ...joined.map((one) => of(one.unit)),
        of(custody.unit, LEADERS),
        office,
      ];
  }
}

/** Units that may read an item: who brought it, and whoever held the clue when it was there or later. */
export function readers(state: ClueState, item: string): readonly ClueUnit[] {
  const kept = state.items.find((one) => one.item === item);
  // What nobody brought is no secret: the rules say that there is none.
  if (kept === undefined) return unitsOf(state);
  const later = [...state.past.filter((one) => one.until > kept.seq), state.custody];
  const held = new Set(later.map((one) => one.unit.id));
  return unitsOf(state).filter((unit) => unit.id === kept.unit || held.has(unit.id));
}

/** Every unit that has had anything to do with it. */
export function unitsOf({ custody, past, level, below, joined }: ClueState): readonly ClueUnit[] {
  const all = [
    custody.unit,
    ...past.map((one) => one.unit),
    ...[level, ...below].flatMap((one) => [one.from, one.to]),
    ...joined.map((one) => one.unit),
  ];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}
