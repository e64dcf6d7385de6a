import { optional } from '../optional.ts';
import type { DomainEvent, Duty } from '../record.ts';
import { findHolders, holdersOf } from '../roster.ts';
import type { Notice, Recipient } from '../notice.ts';
import { drawnUpAt, lateSlotFrom, slotFrom } from '../slots.ts';
import { dateOf, type CivilDate, type Instant } from '../time.ts';
import { wholeNotice } from '../whole-notice.ts';
import { nextBrief } from './brief-dates.ts';
import { briefFacts } from './brief-facts.ts';
import { anyOpen } from './follow.ts';
import { officeNow, staffingOf } from './office.ts';
import { hoursOf, type ProgrammeState } from './state.ts';

/** 简报: once a week, to the leaders and the rectification office, as long as any measure is open. */

/** The next one. It is drawn up when all that fires before that morning's slot has been told. */
export function briefDuties(state: ProgrammeState): readonly Duty[] {
  const { input, gathered } = state;
  const weekday = input.gathers?.brief?.weekday;
  if (weekday === undefined || gathered === undefined || !anyOpen(state)) return [];
  const on = nextBrief(input.calendar, weekday, gathered.briefFrom);
  if (on === undefined) return [];
  return [
    {
      id: `${input.process}/r1/brief/weekly/0/${on}`,
      kind: 'brief',
      dueAt: drawnUpAt(hoursOf(input), on),
      label: '每周整改简报',
      notice: true,
    },
  ];
}

/** It is written. After weeks in which nothing ran there is one for all of them, as of the day on which it is written. */
export function briefWritten(
  state: ProgrammeState,
  duty: Duty,
  settledAt: Instant | undefined,
): readonly DomainEvent[] {
  const on = dateOf(settledAt ?? duty.dueAt);
  const until = settledAt === undefined ? on : lastBefore(state, duty, settledAt);
  const notice = briefNotice(state, duty, settledAt);
  const late = settledAt === undefined ? {} : { late: { dueAt: duty.dueAt, cause: 'not_running' } };
  const number = notice.facts.brief?.number;
  const data = { number, on, until, ...late, notices: [notice] };
  return [{ type: 'BriefSent', data: data as unknown as DomainEvent['data'] }];
}

/** The last day on which one was due by now: those in between are in this one. */
function lastBefore({ input }: ProgrammeState, duty: Duty, now: Instant): CivilDate {
  const weekday = input.gathers?.brief?.weekday ?? 1;
  let last = dateOf(duty.dueAt);
  for (;;) {
    const next = nextBrief(input.calendar, weekday, last);
    if (next === undefined || drawnUpAt(hoursOf(input), next) > now) return last;
    last = next;
  }
}

function briefNotice(state: ProgrammeState, duty: Duty, settledAt: Instant | undefined): Notice {
  const { input } = state;
  const hours = hoursOf(input);
  const now = settledAt ?? duty.dueAt;
  const staffing = staffingOf(state);
  const leaders: readonly Recipient[] = [
    ...findHolders(staffing, 'principal_leader').holders,
    ...holdersOf(staffing, 'supervising_leader'),
  ];
  const office = officeNow(state).holders;
  const brief = briefFacts(state, dateOf(now));
  return wholeNotice(
    input,
    hours,
    {
      id: duty.id,
      kind: 'brief',
      urgent: false,
      leaveAt: (settledAt === undefined ? slotFrom : lateSlotFrom)(hours, input.calendar, now),
      to: leaders.length > 0 ? leaders : office,
      cc: office,
      facts: {
        measure: `简报第${brief.number}期`,
        of: brief.of,
        brief,
        ...optional('lateSince', settledAt === undefined ? undefined : duty.dueAt),
      },
    },
    now,
  );
}
