import type { NoticeFacts, NoticeKind } from '../../notice.ts';
import type { Duty } from '../../record.ts';
import { refuse, type Refusal } from '../../refusals.ts';
import {
  type AskedHolder,
  askedHolders,
  findHolders,
  type PostId,
  type Role,
  type RoleHolder,
} from '../../roster.ts';
import type { CivilDate, Instant } from '../../time.ts';
import { isSigning, supportingUnits } from '../countersign.ts';
import { isFull, KEPT_LIMIT } from '../memory.ts';
import { notice } from '../notices.ts';
import { leadOf, staffingOf } from '../staffing.ts';
import type { Part } from './state.ts';
import { effectiveDue, type MeasureState } from '../state.ts';
import { ahead, byOf, done, type Verdict } from '../verdict.ts';
import { checkDate } from './dates.ts';
import type { LifeEvent } from './events.ts';
import type { StaffCommand } from './staff-commands.ts';
import type { StaffEvent } from './staff-events.ts';

type Command<T extends StaffCommand['type']> = Extract<StaffCommand, { type: T }>;
type Notices = readonly ReturnType<typeof notice>[];

/** A supporting unit gets its own part of the work, and a date for it within the measure's. */
export function addSupporting(
  state: MeasureState,
  command: Command<'add_supporting'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const { unit, text: task, to: due, posts } = command;
  if (leadOf(state).id === unit.id) return refuse('same_unit', { unit: unit.name });
  if (pendingPart(state, unit.id) !== undefined) return refuse('already_supporting', { unit: unit.name });
  if (isFull(state)) return refuse('record_full', { limit: String(KEPT_LIMIT) });
  const refused = due === undefined ? undefined : checkPartDate(state, due, now);
  if (refused !== undefined) return refused;
  const data = { unit, task, ...(due === undefined ? {} : { due }), posts };
  const event: StaffEvent = { type: 'SupportingAdded', data };
  const after = ahead(state, done(as, event).events, now);
  const part = after.parts?.at(-1);
  if (part === undefined || supportingPosts(after, unit.id, 'supporting_head').length === 0)
    return refuse('unit_posts_missing', { unit: unit.name, missing: '配合单位负责人' });
  const notices = isKnown(after, part) ? [assigned(after, part, now)] : [];
  return done(as, { ...event, data: { ...data, notices } });
}

function checkPartDate(
  state: MeasureState,
  due: CivilDate,
  now: Instant,
): { readonly refusal: Refusal } | undefined {
  const limit = effectiveDue(state);
  return due > limit ? refuse('after_deadline', { to: due, due: limit }) : checkDate(state, due, now);
}

/** A supporting unit has nothing more to do with the measure. */
export function removeSupporting(
  state: MeasureState,
  { unit: asked, reason }: Command<'remove_supporting'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const units = supportingUnits(state);
  const unit = units.find((one) => one.id === asked || one.name === asked);
  if (unit === undefined) {
    const allowed = units.map((one) => `${one.name}（${one.id}）`).join('、') || '（无）';
    return refuse('not_supporting', { unit: asked, allowed });
  }
  if (isSigning(state)) return refuse('countersign_open', { unit: unit.name });
  const to = [...ofUnit(state, unit.id, 'supporting_handler'), ...ofUnit(state, unit.id, 'supporting_head')];
  const facts = { unit: unit.name, reason, by: byOf(as) };
  const cc = ['office_head', 'rectification_office'] as const;
  const notices = [notice(state, { kind: 'part_removed', to, cc, facts }, now)];
  const event: StaffEvent = { type: 'SupportingRemoved', data: { unit, reason, notices } };
  return done(as, event);
}

/** The supporting unit reports its part done. */
export function reportPart(
  state: MeasureState,
  { text }: Command<'report_part'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const unit = staffingOf(state).posts[as.post]?.unit ?? '';
  const part = pendingPart(state, unit);
  if (part === undefined)
    return refuse('no_part', { unit: staffingOf(state).posts[as.post]?.unitName ?? unit });
  const facts = { part: partFacts(part), reason: text, by: byOf(as) };
  const to = ['case_handler', 'office_head'] as const;
  const notices = [notice(state, { kind: 'part_done', to, cc: ['supporting_head'], facts }, now)];
  const event: StaffEvent = {
    type: 'PartReported',
    data: { part: part.seq, unit: part.unit, text, notices },
  };
  return done(as, event);
}

/** A supporting unit with a part of its own speaks for that part only: nothing it sends shows what is asked of the measure. */
export function beyondPart(
  state: MeasureState,
  command: {
    readonly requirement?: string;
    readonly milestone?: string;
    readonly instruction?: number;
  },
  as: RoleHolder,
): { readonly refusal: Refusal } | undefined {
  if (!as.role.startsWith('supporting')) return undefined;
  const unit = staffingOf(state).posts[as.post]?.unit;
  const part = (state.parts ?? []).find((one) => one.unit.id === unit);
  const whole = [command.requirement, command.milestone, command.instruction].some(
    (one) => one !== undefined,
  );
  return part === undefined || !whole
    ? undefined
    : refuse('only_own_part', { unit: part.unit.name, task: part.task });
}

/** Its handler is reminded of the part's date; when that was missed, its head is urged once. */
export function partWaits(
  state: MeasureState,
  duty: Duty,
  { subject, rung }: { readonly subject: string; readonly rung: string },
  settledAt: Instant | undefined,
): LifeEvent {
  const part = (state.parts ?? []).find((one) => String(one.seq) === subject);
  const missed = rung === 'missed';
  const type = missed ? 'PartMissed' : 'PartReminderSent';
  if (part === undefined) return { type, data: { part: Number(subject) } };
  const late = settledAt === undefined ? {} : { settledAt };
  const kind: NoticeKind = missed ? 'part_missed' : 'part_reminder';
  const told = notice(
    state,
    {
      kind,
      to: ofUnit(state, part.unit.id, missed ? 'supporting_head' : 'supporting_handler'),
      cc: missed ? ['office_head', 'case_handler', 'rectification_office'] : ['case_handler'],
      facts: { part: partFacts(part) },
      duty,
      ...late,
    },
    duty.dueAt,
  );
  return { type, data: { part: part.seq, ...(missed ? { unit: part.unit } : {}), notices: [told] } };
}

/** Units that hear only now, from the directory, who of theirs is meant. */
export function partsHeard(before: MeasureState, after: MeasureState, now: Instant): Notices {
  return (after.parts ?? [])
    .filter((part) => part.done === undefined && !isKnown(before, part) && isKnown(after, part))
    .map((part) => assigned(after, part, now));
}

function assigned(after: MeasureState, part: Part, now: Instant): Notices[number] {
  const { id } = part.unit;
  const to = [...ofUnit(after, id, 'supporting_handler'), ...ofUnit(after, id, 'supporting_head')];
  const facts = { part: partFacts(part) };
  const cc = ['case_handler', 'office_head', 'rectification_office'] as const;
  const told = notice(after, { kind: 'part_assigned', to, cc, facts }, now);
  // Several may be told in one breath: each has a name of its own.
  return { ...told, id: `${told.id}/${id}` };
}

function partFacts({ unit, task, due }: Part): NonNullable<NoticeFacts['part']> {
  return { unit: unit.name, task, ...(due === undefined ? {} : { due }) };
}

function pendingPart(state: MeasureState, unit: string): Part | undefined {
  return (state.parts ?? []).find((one) => one.unit.id === unit && one.done === undefined);
}

/** Those of one supporting unit; where it has nobody, the next above. */
function ofUnit(state: MeasureState, unit: string, role: Role): readonly AskedHolder[] {
  const { posts } = staffingOf(state);
  const own = (one: RoleHolder): boolean =>
    !one.role.startsWith('supporting') || posts[one.post]?.unit === unit;
  return askedHolders(findHolders(staffingOf(state), role, own));
}

function supportingPosts(state: MeasureState, unit: string, role: Role): readonly PostId[] {
  const { posts, roles } = staffingOf(state);
  return (roles[role] ?? []).filter((post) => posts[post]?.unit === unit);
}

function isKnown(state: MeasureState, part: Part): boolean {
  const posts = (['supporting_handler', 'supporting_head'] as const).flatMap((role) =>
    supportingPosts(state, part.unit.id, role),
  );
  return posts.every((post) => Object.hasOwn(state.roster.holders, post));
}
