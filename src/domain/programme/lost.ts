import type { Notice } from '../notice.ts';
import type { DomainEvent } from '../record.ts';
import type { Signal } from '../signal.ts';
import { urgentFrom } from '../slots.ts';
import type { Instant } from '../time.ts';
import { readUndelivered, type Undelivered } from '../undelivered.ts';
import { wholeNotice } from '../whole-notice.ts';
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
  return wholeNotice(
    input,
    hours,
    {
      id: `${input.process}#undeliverable/${letter}`,
      kind: 'undeliverable',
      urgent: true,
      leaveAt: urgentFrom(hours, input.calendar, now),
      to: officeNow(state).holders,
      facts: { measure: '专项', undeliverable: about },
    },
    now,
  );
}
