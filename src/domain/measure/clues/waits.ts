import type { Duty } from '../../record.ts';
import type { Instant } from '../../time.ts';
import { notice } from '../notices.ts';
import type { MeasureState } from '../state.ts';
import { foundOf } from './duties.ts';
import type { ClueEvent } from './events.ts';

/** Findings that one letter names; the rest are counted. */
const NAMED = 20;

/** Handler and head are reminded of what is to be handed over; when its day has passed, the head is told. */
export function clueWaits(
  state: MeasureState,
  duty: Duty,
  { subject, rung, due }: { readonly subject: string; readonly rung: string; readonly due: string },
  settledAt: Instant | undefined,
): Extract<ClueEvent, { type: 'ClueReminderSent' | 'ClueUnhanded' }> {
  const found = foundOf(state, subject);
  const missed = rung === 'missed';
  const told = notice(
    state,
    {
      kind: missed ? 'clue_unhanded_missed' : 'clue_unhanded',
      to: missed ? ['office_head'] : ['case_handler', 'office_head'],
      cc: missed ? ['case_handler'] : [],
      facts: {
        unhanded: {
          due,
          count: found.length,
          found: found.slice(0, NAMED).map(({ id, reference, on }) => ({ id, reference, on })),
        },
      },
      duty,
      ...(settledAt === undefined ? {} : { settledAt }),
    },
    duty.dueAt,
  );
  return { type: missed ? 'ClueUnhanded' : 'ClueReminderSent', data: { due, notices: [told] } };
}
