import { addWorkingDays } from '../calendar.ts';
import { shortened } from '../guards.ts';
import type { Notice, NoticeFacts, NoticeKind, Recipient } from '../notice.ts';
import type { Rung } from '../plan.ts';
import type { Duty } from '../record.ts';
import { type AskedHolder, askedHolders, findHolders, type Role } from '../roster.ts';
import { lateSlotFrom, slotFrom, slotsAfter, SPARE_SLOTS, urgentFrom } from '../slots.ts';
import { dateOf, type Instant } from '../time.ts';
import { measureDuties, partsOf } from './duties.ts';
import { daysLeft } from './light.ts';
import { lateHandOvers } from './clues/findings.ts';
import { findingTexts } from './indicators/finding.ts';
import { findingsOf } from './indicators/findings.ts';
import { requirementStandings } from './requirements.ts';
import { effectiveDue, originalDue, type MeasureState } from './state.ts';
import { leadOf, staffingOf } from './staffing.ts';

/** Kinds that travel alone and at once within working hours: somebody waits for an answer. */
const URGENT: ReadonlySet<NoticeKind> = new Set([
  'urged_by_leader',
  'to_approve',
  'returned',
  'withdrawn',
  'public_notice',
  'objection',
  'reopened',
  'extension_asked',
  'extension_granted',
  'extension_refused',
  'undeliverable',
  'suspended',
  'resumed',
  'cancelled',
  'instructed',
  'instruction_answered',
  'unit_changed',
  'unit_assigned',
  'part_assigned',
  'part_removed',
  'deputy_named',
  'deputy_ended',
  'plan_amended',
]);

/** Whether notices of a kind travel alone and at once within working hours. */
export function isUrgent(kind: NoticeKind): boolean {
  return URGENT.has(kind);
}

/** UTF-16 units of the last report that letters quote. */
const EXCERPT = 200;

const RUNG_NOTICES: Readonly<Record<Rung['kind'], NoticeKind>> = {
  urge: 'urge',
  supervise: 'supervise',
  special_report: 'special_report',
  proposal: 'proposal',
};

/** Where nobody is left to ask, the rectification office is told. */
export function orOffice(asked: readonly (Role | AskedHolder)[]): readonly (Role | AskedHolder)[] {
  return asked.length > 0 ? asked : ['rectification_office'];
}

export interface NoticeSpec {
  readonly kind: NoticeKind;
  readonly to: readonly (Role | AskedHolder)[];
  readonly cc: readonly Role[];
  readonly facts?: Partial<NoticeFacts>;
  /** The duty it comes from; absent when it follows an act. */
  readonly duty?: Duty;
  /** The duty was settled late, at this moment. */
  readonly settledAt?: Instant;
}

/**
 * A notice as of the state after what it tells of. Recipients are fixed here, with the posts and addresses of this
 * moment; who is addressed is not copied as well. Its id is the duty's, or the number of the event that carries it
 * with its kind: an event carries at most one of a kind.
 */
export function notice(state: MeasureState, spec: NoticeSpec, now: Instant): Notice {
  const { hours } = state.input.plan.policy;
  const { calendar } = state.input;
  const urgent = isUrgent(spec.kind);
  const leaveAt = urgent
    ? urgentFrom(hours, calendar, spec.settledAt ?? now)
    : spec.settledAt === undefined
      ? slotFrom(hours, calendar, now)
      : lateSlotFrom(hours, calendar, spec.settledAt);
  const to = recipients(state, spec.to, new Set());
  const cc = recipients(state, spec.cc, new Set(to.map((one) => one.person)));
  return {
    id: spec.duty?.id ?? `${state.input.process}#${state.seq + 1}/${spec.kind}`,
    kind: spec.kind,
    urgent,
    leaveAt,
    thenAt: slotsAfter(hours, calendar, leaveAt, SPARE_SLOTS),
    to,
    cc,
    facts: {
      ...facts(state, now),
      ...spec.facts,
      ...(spec.settledAt === undefined ? {} : { lateSince: spec.duty?.dueAt ?? now }),
    },
  };
}

/** The notice that a duty gives when it fires, if it gives one. */
export function dutyNotice(
  state: MeasureState,
  duty: Duty,
  settledAt: Instant | undefined,
): Notice | undefined {
  const { kind, subject, rung } = partsOf(duty.id);
  const { policy, milestones } = state.input.plan;
  const now = duty.dueAt;
  const late = { duty, ...(settledAt === undefined ? {} : { settledAt }) };
  switch (kind) {
    case 'reminder': {
      const next = nextRung(state);
      return notice(state, { kind: 'reminder', ...policy.reminders, facts: { ...next }, ...late }, now);
    }
    case 'milestone': {
      const found = milestones.find((one) => one.id === subject);
      const told: NoticeKind = rung === 'missed' ? 'milestone_missed' : 'milestone_reminder';
      const about = found === undefined ? {} : { milestone: { title: found.title, due: found.due.date } };
      return notice(
        state,
        { kind: told, to: policy.milestones.to, cc: policy.milestones.cc, facts: about, ...late },
        now,
      );
    }
    case 'ladder': {
      const step = policy.ladder.find((one) => one.after === Number(rung));
      if (step === undefined) return undefined;
      const next = nextRung(state, step.after);
      if (step.kind === 'special_report' && state.input.gathered === true)
        return notice(state, { ...listed(step), facts: { ...next }, ...late }, now);
      return notice(
        state,
        { kind: RUNG_NOTICES[step.kind], to: step.to, cc: step.cc, facts: { ...next }, ...late },
        now,
      );
    }
    // Waiting approvals, extensions and instructions are told by `decide`, which knows who is being waited for; so is pace.
    case 'pace':
    case 'start':
    case 'light':
    case 'approval':
    case 'extension':
    case 'instruction':
    case 'part':
    case 'clue':
    case 'deputy':
    case 'public_notice':
    case 'look_back':
      return undefined;
  }
}

/** Posts that the consolidated report itself reaches: those below are told that they are in it. */
const OF_THE_REPORT: ReadonlySet<Role> = new Set([
  'principal_leader',
  'supervising_leader',
  'rectification_office',
]);

/** Where the programme gathers the report, the measure only tells its own people that it is in it. */
function listed({ to, cc }: Rung): Pick<NoticeSpec, 'kind' | 'to' | 'cc'> {
  const own = [...to, ...cc].filter((role) => !OF_THE_REPORT.has(role));
  return { kind: 'report_listed', to: own.length > 0 ? own : ['office_head'], cc: [] };
}

/** What happens next if nobody acts: the first pending rung beyond `after`. */
function nextRung(state: MeasureState, after = 0): Pick<NoticeFacts, 'next'> {
  const pending = measureDuties(state).filter(
    (one) => one.kind === 'ladder' && Number(partsOf(one.id).rung) > after,
  );
  const first = pending.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
  const rung = state.input.plan.policy.ladder.find(
    (one) => first !== undefined && one.after === Number(partsOf(first.id).rung),
  );
  const role = rung?.to[0];
  if (first === undefined || rung === undefined || role === undefined) return {};
  return { next: { date: dateOf(first.dueAt), role, kind: RUNG_NOTICES[rung.kind] } };
}

/** People of roles, each once, in the order of the roles; a vacant role falls to the next above, and says so. */
export function recipients(
  state: MeasureState,
  wanted: readonly (Role | AskedHolder)[],
  except: ReadonlySet<string>,
): readonly Recipient[] {
  const seen = new Set(except);
  const found: Recipient[] = [];
  for (const one of wanted) {
    const asked = typeof one === 'string' ? askedHolders(findHolders(staffingOf(state), one)) : [one];
    for (const holder of asked) {
      if (seen.has(holder.person)) continue;
      seen.add(holder.person);
      found.push(holder);
    }
  }
  return found;
}

/** What every notice of a measure says. */
function facts(state: MeasureState, now: Instant): NoticeFacts {
  const { plan, process } = state.input;
  const today = dateOf(now);
  const standings = requirementStandings(plan.requirements, state);
  const unmet = standings.filter((one) => !one.met);
  const last = state.reports.at(-1);
  const due = effectiveDue(state);
  const findings = findingTexts(findingsOf(state));
  const late = findingTexts(lateHandOvers(state));
  return {
    process,
    measure: plan.id,
    title: plan.title,
    leadUnit: leadOf(state).name,
    today,
    due: state.due,
    ...(state.due === originalDue(state) ? {} : { originalDue: originalDue(state) }),
    ...(due === state.due ? {} : { correctionDue: due }),
    ...(plan.deadline.provisional ? { provisional: true } : {}),
    daysLeft: daysLeft(state, today),
    missing: unmet.map((one) => one.missing),
    met: standings.length - unmet.length,
    of: standings.length,
    ...(findings.length === 0 ? {} : { findings }),
    ...(late.length === 0 ? {} : { handedOverLate: late }),
    reminded: state.reminded,
    urged: state.urged,
    ...(last === undefined ? {} : { lastReport: { date: last.on, text: shortened(last.text, EXCERPT) } }),
  };
}

/** The date by which somebody asked now should answer. */
export function actBy(state: MeasureState, now: Instant, days: number): { readonly actBy: string } {
  return { actBy: addWorkingDays(state.input.calendar, dateOf(now), days) };
}
