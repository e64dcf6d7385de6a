import type { Named, OverdueMeasure, SettledMeasure } from '../gathered-facts.ts';
import type { Notice, Recipient } from '../notice.ts';
import { optional } from '../optional.ts';
import type { Duty } from '../record.ts';
import { askedHolders, findHolders, holdersOf, type PostId, type RoleHolder } from '../roster.ts';
import { lateSlotFrom, urgentFrom } from '../slots.ts';
import type { Instant } from '../time.ts';
import { wholeNotice } from '../whole-notice.ts';
import { reportNumber, type OpenReport } from './gathered.ts';
import { officeNow, staffingOf } from './office.ts';
import { hoursOf, type ProgrammeState } from './state.ts';

/** A letter lists so many measures; one message to a letter has an end. */
const LISTED = 100;

interface About {
  readonly kind: 'report_prepared' | 'consolidated_report';
  readonly overdue: readonly OverdueMeasure[];
  readonly settled: readonly SettledMeasure[];
  readonly duty?: Duty;
  readonly settledAt?: Instant;
  /** The rectification office sent it itself: it need not wait for the slot. */
  readonly by?: RoleHolder;
}

/** The letter about a consolidated report: to the rectification office, or to the principal leader. */
export function reportNotice(state: ProgrammeState, open: OpenReport, about: About, now: Instant): Notice {
  const { input } = state;
  const hours = hoursOf(input);
  const { kind, overdue, settled, duty, settledAt, by } = about;
  const urgent = by !== undefined;
  const sent = kind === 'consolidated_report';
  const office = askedHolders(officeNow(state));
  const number = reportNumber(open);
  const { preparedOn, leavesOn, text } = open;
  return wholeNotice(
    input,
    hours,
    {
      id: duty?.id ?? `${input.process}#report/${open.number}/${kind}`,
      kind,
      urgent,
      leaveAt: (urgent ? urgentFrom : lateSlotFrom)(hours, input.calendar, settledAt ?? now),
      to: sent ? addressed(state, office) : office,
      cc: sent ? [...leadersOf(state, [...overdue, ...settled]), ...office] : [],
      facts: {
        measure: `专报${number}`,
        due: leavesOn,
        met: settled.length,
        of: overdue.length + settled.length,
        report: {
          number,
          preparedOn,
          leavesOn,
          overdue: overdue.slice(0, LISTED),
          settled: settled.slice(0, LISTED),
          more: Math.max(0, overdue.length - LISTED),
          ...optional('text', text),
          ...(sent && !urgent ? { byItself: true as const } : {}),
        },
        ...(sent
          ? {}
          : { next: { date: leavesOn, role: 'principal_leader', kind: 'consolidated_report' } as const }),
        ...(by === undefined ? {} : { by: { name: by.name, postTitle: by.postTitle } }),
        ...(settledAt === undefined ? {} : { lateSince: duty?.dueAt ?? now }),
      },
    },
    now,
  );
}

/** The principal leader; while that post and all above it are vacant the rectification office, which then says so. */
function addressed(state: ProgrammeState, office: readonly Recipient[]): readonly Recipient[] {
  const principal = findHolders(staffingOf(state), 'principal_leader');
  if (principal.holders.length > 0) return askedHolders(principal);
  if (office.length > 0) return office.map((one) => ({ ...one, standsInFor: principal.passed }));
  return askedHolders({
    holders: holdersOf(staffingOf(state), 'supervising_leader'),
    passed: principal.passed,
  });
}

/** The supervising leaders of the measures in it. */
function leadersOf(state: ProgrammeState, measures: readonly Named[]): readonly RoleHolder[] {
  const listed = new Set(measures.map((one) => one.measure));
  const posts = new Set<PostId>(
    state.input.measures
      .filter((one) => listed.has(one.id))
      .flatMap((one) => one.roles.supervising_leader ?? []),
  );
  return holdersOf(staffingOf(state), 'supervising_leader').filter((one) => posts.has(one.post));
}
