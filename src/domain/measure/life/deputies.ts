import { refuse } from '../../refusals.ts';
import { holdersOf, titleOf, type RoleHolder } from '../../roster.ts';
import { dateOf, type Instant } from '../../time.ts';
import { callAdded } from '../calling.ts';
import { notice } from '../notices.ts';
import { staffingOf } from '../staffing.ts';
import type { Deputy } from './state.ts';
import type { MeasureState } from '../state.ts';
import { ahead, done, textOf, type Verdict } from '../verdict.ts';
import type { StaffCommand } from './staff-commands.ts';
import type { StaffEvent } from './staff-events.ts';

type Command<T extends StaffCommand['type']> = Extract<StaffCommand, { type: T }>;

/** Deputies that one person may have in one post at a time. */
const DEPUTIES = 3;

/** Somebody who holds a post has another act in it, to the end of a date. Nobody passes a deputyship on. */
export function authorise(
  state: MeasureState,
  command: Command<'authorise'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const { person, name, address, to: until } = command;
  const { post } = as;
  const today = dateOf(now);
  const own = (state.deputies ?? []).filter((one) => one.post === post && one.of.person === as.person);
  const staffing = staffingOf(state);
  const postTitle = titleOf(staffing.posts, post);
  if (as.deputyFor !== undefined) return refuse('deputy_passed_on', { name: as.deputyFor.name });
  if (until < today) return refuse('date_before_today', { date: until, today });
  const there = holdersOf(staffing, as.role).filter((one) => one.post === post);
  if (there.some((one) => one.person === person))
    return refuse('already_holds', { person: name, post: postTitle });
  if (own.length >= DEPUTIES) return refuse('deputy_limit', { limit: String(DEPUTIES) });
  const of = { person: as.person, name: as.name };
  const data = { post, postTitle, of, person, name, address, until, ...textOf(command) };
  const event: StaffEvent = { type: 'DeputyAuthorised', data };
  const after = ahead(state, done(as, event).events, now);
  const deputy = holdersOf(staffingOf(after), as.role).filter(
    (one) => one.post === post && one.person === person,
  );
  const facts = {
    deputy: { name, postTitle, of: as.name, until },
    ...(command.text === undefined ? {} : { reason: command.text }),
  };
  const cc = [as.role, 'rectification_office'] as const;
  const notices = [
    notice(after, { kind: 'deputy_named', to: deputy, cc, facts }, now),
    ...callAdded(state, after, now),
  ];
  return done(as, { ...event, data: { ...data, notices } });
}

/** Whoever gave a deputyship takes it back before its end. */
export function revoke(
  state: MeasureState,
  { person }: Command<'revoke'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const own = (state.deputies ?? []).filter((one) => one.of.person === as.person && one.post === as.post);
  const found = own.find((one) => one.person === person);
  if (found === undefined) {
    const allowed = own.map((one) => `${one.name}（${one.person}）`).join('、') || '（无）';
    return refuse('no_deputy', { person, allowed });
  }
  const { posts } = staffingOf(state);
  const postTitle = titleOf(posts, found.post);
  const deputy = holdersOf(staffingOf(state), as.role).filter(
    (one) => one.post === found.post && one.person === person,
  );
  const facts = { deputy: { name: found.name, postTitle, of: found.of.name, until: found.until } };
  const cc = [as.role, 'rectification_office'] as const;
  const notices = [notice(state, { kind: 'deputy_ended', to: deputy, cc, facts }, now)];
  return done(as, ended(state, found, 'revoked', { notices }));
}

/** The last day has passed: nobody need be told, the date stood in the authorisation. */
export function deputyEnds(state: MeasureState, subject: string): readonly StaffEvent[] {
  const found = (state.deputies ?? []).find((one) => String(one.seq) === subject);
  return found === undefined ? [] : [ended(state, found, 'date')];
}

function ended(
  state: MeasureState,
  { seq, name, post }: Deputy,
  by: 'date' | 'revoked',
  told: { readonly notices?: readonly ReturnType<typeof notice>[] } = {},
): StaffEvent {
  const postTitle = titleOf(staffingOf(state).posts, post);
  return { type: 'DeputyEnded', data: { deputy: seq, by, name, postTitle, ...told } };
}
