import type { Duty } from '../record.ts';
import type { Role } from '../roster.ts';
import type { Instant } from '../time.ts';
import { clockOf, clueDutyParts, clueLight } from './clocks.ts';
import type { ClueEvent } from './events.ts';
import { clueNotice, officeOf, passerOf, unitOf, type Asked } from './notices.ts';
import { deciders } from './told-whom.ts';
import type { ClueUnit } from './book.ts';
import type { Clock, ClueState } from './state.ts';

/** What comes of a duty: a reminder, a rung of the ladder, another light. */
export function decideClueDuty(
  state: ClueState,
  duty: Duty,
  settledAt: Instant | undefined,
): readonly ClueEvent[] {
  const clock = clockOf(state, duty.id);
  if (clock === undefined) return [];
  const { kind, rung } = clueDutyParts(duty.id);
  const late = settledAt === undefined ? {} : { late: { dueAt: duty.dueAt, cause: 'not_running' as const } };
  const through = { clock, duty, ...(settledAt === undefined ? {} : { settledAt }) };
  const now = duty.dueAt;
  switch (kind) {
    case 'light':
      return [{ type: 'LightChanged', data: { ...late, light: clueLight(state, now) } }];
    case 'reminder': {
      const follows = clock.step === 'follow_up' || clock.step === 'crime_answer';
      const notice = clueNotice(
        { ...state, seq: state.seq + 1 },
        { kind: follows ? 'clue_follow_up' : 'clue_reminder', to: owing(state, clock), ...through },
        now,
      );
      return [{ type: 'ClueReminded', data: { ...late, notices: [notice] } }];
    }
    case 'ladder': {
      const after = Number(rung);
      const step = state.input.policy.ladder.find((one) => one.after === after);
      if (step === undefined) return [];
      const unit = owner(state, clock);
      const asked = (roles: typeof step.to): readonly Asked[] => {
        const own = roles.filter((role) => role !== 'rectification_office');
        return [
          ...(own.length === 0 ? [] : [unitOf(unit, ...own)]),
          ...(own.length === roles.length ? [] : [officeOf(state)]),
        ];
      };
      // Who passed it down stays answerable, and hears of it: a ladder never leaves the body it runs in.
      const below = clock.side === 'holder' && state.below.length > 0;
      const passers = below ? [unitOf(state.level.from, 'office_head')] : [];
      const notice = clueNotice(
        { ...state, seq: state.seq + 1 },
        { kind: step.kind, to: asked(step.to), cc: [...asked(step.cc), ...passers], ...through },
        now,
      );
      return [{ type: 'ClueEscalated', data: { ...late, after, notices: [notice] } }];
    }
  }
}

/** Who owes a step. */
export function owing(state: ClueState, clock: Clock): readonly Asked[] {
  if (clock.side === 'sender') return [deciders(state)];
  const unit = owner(state, clock);
  const role = OWING[clock.step];
  return [role === undefined ? unitOf(unit) : unitOf(unit, role)];
}

/** The unit whose step it is. */
function owner(state: ClueState, clock: Clock): ClueUnit {
  switch (clock.side) {
    case 'holder':
      return state.custody.unit;
    case 'sender':
      return state.level.from;
    case 'passer':
      return passerOf(state, clock);
  }
}

/** Steps that somebody else than those who work on the clue owes. */
const OWING: Readonly<Partial<Record<Clock['step'], Role>>> = {
  designate: 'supervising_leader',
  crime_decide: 'principal_leader',
  assign: 'office_head',
};
