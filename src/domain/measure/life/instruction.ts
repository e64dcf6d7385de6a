import type { NoticeFacts } from '../../notice.ts';
import type { Duty } from '../../record.ts';
import { dayOffRefused } from '../../day-off.ts';
import { refuse, type Refusal } from '../../refusals.ts';
import {
  askedHolders,
  findHolders,
  type Found,
  holdersOf,
  type PostId,
  type Role,
  type RoleHolder,
} from '../../roster.ts';
import { shortened } from '../../guards.ts';
import { dateOf, type Instant } from '../../time.ts';
import { isFull, KEPT_LIMIT } from '../memory.ts';
import { notice, orOffice } from '../notices.ts';
import type { Instruction } from './state.ts';
import type { MeasureState } from '../state.ts';
import { staffingOf } from '../staffing.ts';
import { done, type Verdict } from '../verdict.ts';
import type { LifeCommand } from './commands.ts';
import { pendingInstructions } from './duties.ts';
import type { LifeEvent } from './events.ts';

type Command<T extends LifeCommand['type']> = Extract<LifeCommand, { type: T }>;
type Refused = { readonly refusal: Refusal };

const LEADERS = ['supervising_leader', 'principal_leader'] as const;
/** UTF-16 units that letters quote of an instruction, and of its reply. */
const QUOTED = 500;

/** A leader's instruction, given by the leader or recorded for them by the rectification office. */
export function instruct(
  state: MeasureState,
  command: Command<'instruct'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const found = leaderMeant(state, command.leader, as);
  if ('refusal' in found) return found;
  if (isFull(state)) return refuse('record_full', { limit: String(KEPT_LIMIT) });
  const refused = command.to === undefined ? undefined : checkReplyDate(state, command.to, now);
  if (refused !== undefined) return refused;
  const { post, role } = found;
  const people = holdersOf(staffingOf(state), role).filter((one) => one.post === post);
  const postTitle = staffingOf(state).posts[post]?.title ?? post;
  const name = as.post === post ? as.name : people.map((one) => one.name).join('、');
  const due = command.to === undefined ? {} : { due: command.to };
  const data = { text: command.text, leader: { post, role, postTitle, name }, ...due };
  const instruction = {
    name,
    postTitle,
    on: dateOf(now),
    text: shortened(command.text, QUOTED),
    ...due,
  };
  const to = ['case_handler', 'office_head'] as const;
  const notices = [
    notice(state, { kind: 'instructed', to, cc: ['rectification_office'], facts: { instruction } }, now),
  ];
  const event: LifeEvent = { type: 'Instructed', data: { ...data, notices } };
  return done(as, event);
}

/** A leader speaks for their own post; the rectification office names the leader's. */
function leaderMeant(
  state: MeasureState,
  leader: PostId | undefined,
  as: RoleHolder,
): { readonly post: PostId; readonly role: Role } | Refused {
  const { roles, posts } = staffingOf(state);
  const own = as.role !== 'rectification_office';
  const known = own
    ? [{ post: as.post, role: as.role }]
    : LEADERS.flatMap((role) => (roles[role] ?? []).map((post) => ({ post, role })));
  const found = own && leader === undefined ? known[0] : known.find((one) => one.post === leader);
  if (found !== undefined) return found;
  const allowed = known.map(({ post }) => `${posts[post]?.title ?? post}（${post}）`).join('、');
  return refuse('leader_unknown', { leader: leader ?? '（未填）', allowed });
}

function checkReplyDate(state: MeasureState, to: string, now: Instant): Refused | undefined {
  const today = dateOf(now);
  if (to < today) return refuse('date_before_today', { date: to, today });
  return dayOffRefused(state.input.calendar, to);
}

/** The unit answers an instruction; the leader is told. */
export function reply(
  state: MeasureState,
  { instruction, text }: Command<'reply'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const notices = answerNotices(state, instruction, text, now);
  if ('refusal' in notices) return notices;
  const event: LifeEvent = { type: 'InstructionAnswered', data: { instruction, text, ...notices } };
  return done(as, event);
}

/** The notice that an instruction has been answered; or why it cannot be. A report may answer one, too. */
export function answerNotices(
  state: MeasureState,
  seq: number,
  text: string,
  now: Instant,
): { readonly notices: readonly ReturnType<typeof notice>[] } | Refused {
  const pending = pendingInstructions(state);
  const one = pending.find((known) => known.seq === seq);
  if (one === undefined) {
    const allowed = pending.map((known) => String(known.seq)).join('、') || '（无）';
    return refuse('no_instruction', { instruction: String(seq), allowed });
  }
  const to = orOffice(askedHolders(leaderOf(state, one)));
  const facts = factsOf(state, one, shortened(text, QUOTED));
  const cc = ['rectification_office'] as const;
  return { notices: [notice(state, { kind: 'instruction_answered', to, cc, facts }, now)] };
}

/** The handler is reminded; or the leader hears that no reply has come. */
export function instructionWaits(
  state: MeasureState,
  duty: Duty,
  { subject, rung }: { readonly subject: string; readonly rung: string },
  settledAt: Instant | undefined,
): LifeEvent {
  const one = (state.instructions ?? []).find((known) => String(known.seq) === subject);
  const passed = rung === 'passed';
  const type = passed ? 'InstructionUnanswered' : 'InstructionReminderSent';
  if (one === undefined) return { type, data: { instruction: Number(subject) } };
  const whom = passed
    ? {
        kind: 'instruction_unanswered' as const,
        to: orOffice(askedHolders(leaderOf(state, one))),
        cc: ['office_head', 'case_handler', 'rectification_office'] as const,
      }
    : { kind: 'instruction_reminder' as const, to: ['case_handler'] as const, cc: ['office_head'] as const };
  const late = settledAt === undefined ? {} : { settledAt };
  const told = notice(state, { ...whom, facts: factsOf(state, one), duty, ...late }, duty.dueAt);
  return { type, data: { instruction: one.seq, notices: [told] } };
}

/** Who holds the instructing leader's post now; where it is vacant, the next above. */
function leaderOf(state: MeasureState, { leader }: Instruction): Found {
  return findHolders(
    staffingOf(state),
    leader.role,
    (one) => one.role !== leader.role || one.post === leader.post,
  );
}

function factsOf(state: MeasureState, one: Instruction, reply?: string): Partial<NoticeFacts> {
  const staffing = staffingOf(state);
  const holders = holdersOf(staffing, one.leader.role);
  return {
    instruction: {
      name: holders
        .filter((holder) => holder.post === one.leader.post)
        .map((holder) => holder.name)
        .join('、'),
      postTitle: staffing.posts[one.leader.post]?.title ?? one.leader.post,
      on: dateOf(one.at),
      text: one.text,
      ...(one.due === undefined ? {} : { due: one.due }),
      ...(reply === undefined ? {} : { reply }),
    },
  };
}
