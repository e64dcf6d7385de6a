import { workingDaysBetween } from '../calendar.ts';
import type { ClueFacts } from './facts.ts';
import type { Notice, NoticeFacts, NoticeKind, Recipient } from '../notice.ts';
import { optional } from '../optional.ts';
import type { Duty } from '../record.ts';
import { askedHolders, findHolders, type Role, type RolePost } from '../roster.ts';
import { lateSlotFrom, slotFrom, urgentFrom } from '../slots.ts';
import { dateOf, type Instant } from '../time.ts';
import { wholeNotice } from '../whole-notice.ts';
import { firstClock, stepText } from './clocks.ts';
import { staffing } from './staffing.ts';
import type { ClueUnit } from './book.ts';
import type { Clock, ClueState } from './state.ts';

/** Kinds that gather in the letter of a slot; all others travel alone: somebody waits. */
const ORDINARY: ReadonlySet<NoticeKind> = new Set([
  'clue_reminder',
  'clue_urge',
  'clue_supervise',
  'clue_principal',
  'clue_received',
  'clue_follow_up',
]);

/** Posts of a unit, by their roles. */
export interface Asked {
  readonly posts: readonly RolePost[];
  readonly roles: readonly Role[];
}

export const UNIT: readonly Role[] = ['case_handler', 'office_head'];

export function unitOf(unit: ClueUnit, ...roles: readonly Role[]): Asked {
  return { posts: unit.posts, roles: roles.length === 0 ? UNIT : roles };
}

export function officeOf({ input }: ClueState): Asked {
  return { posts: input.office, roles: ['rectification_office'] };
}

export interface ClueNotice {
  readonly kind: NoticeKind;
  readonly to: readonly Asked[];
  readonly cc?: readonly Asked[];
  readonly facts?: Partial<ClueFacts>;
  readonly about?: Partial<NoticeFacts>;
  /** The step it is about; the holder's first where none is given. */
  readonly clock?: Clock | undefined;
  readonly duty?: Duty;
  readonly settledAt?: Instant;
}

/**
 * A notice as of the state after what it tells of. It carries number, units and dates; never content, nor the words of a reason. Where
 * nobody is found, the rectification office is told.
 */
export function clueNotice(state: ClueState, spec: ClueNotice, now: Instant): Notice {
  const { input } = state;
  const { policy, calendar } = input;
  const { hours } = policy;
  const { kind, duty, settledAt } = spec;
  const about = spec.clock ?? firstClock(state);
  const urgent = !ORDINARY.has(kind) || about?.dueAt !== undefined;
  const ordinary =
    settledAt === undefined ? slotFrom(hours, calendar, now) : lateSlotFrom(hours, calendar, settledAt);
  const to = spec.to.flatMap((one) => people(state, one));
  const today = dateOf(now);
  const due = about?.due ?? today;
  return wholeNotice(
    input,
    hours,
    {
      id: duty?.id ?? `${input.process}#${state.seq}/${kind}`,
      kind,
      urgent,
      leaveAt: urgent ? urgentFrom(hours, calendar, settledAt ?? now) : ordinary,
      to: to.length > 0 ? to : people(state, officeOf(state)),
      cc: (spec.cc ?? []).flatMap((one) => people(state, one)),
      facts: {
        measure: input.code,
        title: '问题线索',
        leadUnit: holderName(state),
        due,
        ...optional('originalDue', about?.first),
        daysLeft: workingDaysBetween(calendar, today, due),
        reminded: about?.reminded ?? 0,
        urged: about?.urged ?? 0,
        ...(settledAt === undefined ? {} : { lateSince: duty?.dueAt ?? now }),
        ...spec.about,
        clue: { ...clueFacts(state, about), ...spec.facts },
      },
    },
    now,
  );
}

function clueFacts(state: ClueState, about: Clock | undefined): ClueFacts {
  const { input, level, below, cases } = state;
  const { letter } = input;
  return {
    code: input.code,
    // Who passed it down has it from another again.
    sender: (about?.side === 'passer' ? (below[(about.level ?? 1) - 1] ?? level) : level).from.name,
    holder: holderName(state),
    ...(about === undefined ? {} : { step: stepText(about), ...optional('dueAt', about.dueAt) }),
    ...(letter === undefined ? {} : { letter: { number: letter.number, due: letter.due } }),
    ...(cases.length === 0 ? {} : { cases: cases.length }),
  };
}

/** Who answers for a sending below. */
export function passerOf({ level, below }: ClueState, { level: at }: Clock): ClueUnit {
  return ([...below, level][at ?? below.length] ?? level).from;
}

/** Who has it, as people call them. */
export function holderName({ custody }: ClueState): string {
  return custody.body ?? custody.unit.name;
}

function people(state: ClueState, { posts, roles }: Asked): readonly Recipient[] {
  const staff = staffing(state, posts);
  return roles.flatMap((role) => askedHolders(findHolders(staff, role)));
}
