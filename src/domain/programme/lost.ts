import type { Notice } from '../notice.ts';
import type { DomainEvent } from '../record.ts';
import { eachOnce } from '../roster.ts';
import type { Signal } from '../signal.ts';
import { slotsAfter, SPARE_SLOTS, urgentFrom } from '../slots.ts';
import { dateOf, type Instant } from '../time.ts';
import { readUndelivered, type Undelivered } from '../undelivered.ts';
import { officeNow } from './office.ts';
import { hoursOf, type ProgrammeState } from './state.ts';

/** A letter of the programme's own could not be delivered: the rectification office is told, but never about such a telling. */
export function lostHeard(state: ProgrammeState, signal: Signal, now: Instant): readonly DomainEvent[] {
  const read = readUndelivered(signal);
  if (read === undefined) return [];
  const { undelivered, about } = read;
  const notices = about === undefined ? [] : [noticeOf(state, about, signal.from, now)];
  const data = { undelivered, ...(notices.length === 0 ? {} : { notices }) };
  return [{ type: 'NoticeUndeliverable', data: data as unknown as DomainEvent['data'] }];
}

function noticeOf(
  state: ProgrammeState,
  about: NonNullable<Undelivered['about']>,
  letter: string,
  now: Instant,
): Notice {
  const { input } = state;
  const hours = hoursOf(input);
  const leaveAt = urgentFrom(hours, input.calendar, now);
  const today = dateOf(now);
  return {
    id: `${input.process}#undeliverable/${letter}`,
    kind: 'undeliverable',
    urgent: true,
    leaveAt,
    thenAt: slotsAfter(hours, input.calendar, leaveAt, SPARE_SLOTS),
    to: eachOnce(officeNow(state).holders),
    cc: [],
    facts: {
      process: input.process,
      measure: '专项',
      title: input.card.title,
      leadUnit: input.card.office,
      today,
      due: today,
      daysLeft: 0,
      missing: [],
      met: 0,
      of: 0,
      reminded: 0,
      urged: 0,
      undeliverable: about,
    },
  };
}
