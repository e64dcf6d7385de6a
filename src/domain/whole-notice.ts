import type { WorkCalendar } from './calendar.ts';
import type { Notice, NoticeFacts, Recipient } from './notice.ts';
import type { ProgrammeCard } from './plan.ts';
import { eachOnce } from './roster.ts';
import { slotsAfter, SPARE_SLOTS, type Hours } from './slots.ts';
import { dateOf, type Instant } from './time.ts';

/** A process whose notices speak of no single measure. */
export interface Source {
  readonly process: string;
  readonly card: ProgrammeCard;
  readonly calendar: WorkCalendar;
}

export interface About extends Pick<Notice, 'id' | 'kind' | 'urgent' | 'leaveAt'> {
  /** Nobody comes twice; who is addressed is not copied as well. */
  readonly to: readonly Recipient[];
  readonly cc?: readonly Recipient[];
  /** `measure`: what stands in a measure's place. */
  readonly facts: Pick<NoticeFacts, 'measure'> & Partial<NoticeFacts>;
}

/** A notice about the whole, or about what is no measure: what only measures have says nothing in it. */
export function wholeNotice(
  { process, card, calendar }: Source,
  hours: Hours,
  { id, kind, urgent, leaveAt, to: asked, cc = [], facts }: About,
  now: Instant,
): Notice {
  const today = dateOf(now);
  const to = eachOnce(asked);
  return {
    id,
    kind,
    urgent,
    leaveAt,
    thenAt: slotsAfter(hours, calendar, leaveAt, SPARE_SLOTS),
    to,
    cc: eachOnce(cc).filter((one) => !to.some(({ person }) => person === one.person)),
    facts: {
      process,
      title: card.title,
      leadUnit: card.office,
      today,
      due: today,
      daysLeft: 0,
      missing: [],
      met: 0,
      of: 0,
      reminded: 0,
      urged: 0,
      ...facts,
    },
  };
}
