import { refuse } from '../../refusals.ts';
import type { RoleHolder } from '../../roster.ts';
import { dateOf, type Instant } from '../../time.ts';
import { isFull, KEPT_LIMIT } from '../memory.ts';
import type { MeasureState } from '../state.ts';
import { done, type Verdict } from '../verdict.ts';
import type { ClueCommand } from './commands.ts';
import { foundText } from './standing.ts';

type Command<T extends ClueCommand['type']> = Extract<ClueCommand, { type: T }>;

/** Decides a command on clues found in the work of a measure, of somebody whose post allows it. */
export function decideClues(
  state: MeasureState,
  command: ClueCommand,
  as: RoleHolder,
  now: Instant,
): Verdict {
  switch (command.type) {
    case 'find_clue':
      return find(state, command, as, now);
    case 'strike_found':
      return strike(state, command, as);
  }
}

/** Noted with its day and a label: from now on it has to be handed over. */
function find(
  state: MeasureState,
  { on, reference }: Command<'find_clue'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const today = dateOf(now);
  if (on > today) return refuse('found_ahead', { date: on, today });
  const found = state.clues?.found ?? [];
  const same = found.find((one) => one.reference === reference && one.struck === undefined);
  if (same !== undefined) return refuse('found_twice', { reference, found: same.id, date: same.on });
  if (isFull(state)) return refuse('record_full', { limit: String(KEPT_LIMIT) });
  return done(as, { type: 'ClueFound', data: { found: `f${found.length + 1}`, on, reference } });
}

/** Noted by mistake: it stays on record, and has not to be handed over. */
function strike(state: MeasureState, command: Command<'strike_found'>, as: RoleHolder): Verdict {
  const { found: id, reason } = command;
  const found = state.clues?.found ?? [];
  const one = found.find((other) => other.id === id);
  if (one === undefined) {
    const left = found.filter(({ struck, handedOver }) => struck === undefined && handedOver === undefined);
    return refuse('unknown_found', { found: id, allowed: left.map(foundText).join('、') || '（无）' });
  }
  if (as.role.startsWith('supporting') && one.by !== as.person) return refuse('not_own_found', { found: id });
  if (one.struck !== undefined) return refuse('found_struck', { found: foundText(one), date: one.struck.on });
  if (one.handedOver !== undefined) {
    const { code, on: date } = one.handedOver;
    return refuse('found_handed_over', { found: foundText(one), code, date });
  }
  return done(as, { type: 'FoundStruck', data: { found: id, reason } });
}
