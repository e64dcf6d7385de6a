import type { Signal } from '../signal.ts';
import { rosterWith } from '../roster.ts';
import type { Instant } from '../time.ts';
import { approversNow, stepFacts } from './approval.ts';
import type { MeasureEvent } from './events.ts';
import { clueHeard } from './clues/heard.ts';
import { changeHeard } from './amend/decide.ts';
import { isRoster } from './known.ts';
import { partsHeard } from './life/parts.ts';
import { becameKnown, leadHeard } from './life/unit.ts';
import { actBy, notice, orOffice } from './notices.ts';
import { dateOf } from '../time.ts';
import { readUndelivered } from '../undelivered.ts';
import type { MeasureState } from './state.ts';

/** What a measure makes of what other processes tell it. None: it does not know the signal. */
export function decideSignal(state: MeasureState, signal: Signal, now: Instant): readonly MeasureEvent[] {
  switch (signal.type) {
    case 'roster':
      return rosterHeard(state, signal.data['roster'], now);
    case 'undeliverable':
      return undeliverable(state, signal, now);
    case 'clue':
      return clueHeard(state, signal);
    default:
      return changeHeard(state, signal, now);
  }
}

/** The directory tells of a change. Whoever a waiting step comes to by it is asked to decide; nobody left: the office is told. */
function rosterHeard(state: MeasureState, raw: unknown, now: Instant): readonly MeasureEvent[] {
  if (!isRoster(raw)) return [];
  const roster = rosterWith(state.roster, raw);
  const after: MeasureState = { ...state, roster };
  const told = [...leadHeard(state, after, now), ...partsHeard(state, after, now)];
  const notices = [...told, ...callsHeard(state, after, now)];
  return [{ type: 'RosterHeard', data: { roster, ...(notices.length === 0 ? {} : { notices }) } }];
}

/** The call of the open step, to whom it has come to only now. A unit that has just taken over is called whole. */
function callsHeard(
  state: MeasureState,
  after: MeasureState,
  now: Instant,
): readonly ReturnType<typeof notice>[] {
  if (state.status !== 'under_review' || after.status !== 'under_review') return [];
  const anew = becameKnown(state, after, ['case_handler', 'office_head']);
  const asked = new Set(anew ? [] : approversNow(state).map((one) => one.person));
  const added = approversNow(after).filter((one) => !asked.has(one.person));
  const deserted = asked.size > 0 && approversNow(after).length === 0;
  if (added.length === 0 && !deserted) return [];
  const { againAfter } = state.input.plan.policy.approval;
  const facts = {
    round: state.round,
    step: stepFacts(state),
    submittedOn: dateOf(state.submission.at),
    ...actBy(state, now, againAfter),
  };
  return [notice(after, { kind: 'to_approve', to: orOffice(added), cc: [], facts }, now)];
}

/** A letter could not be delivered: the office head and the rectification office are told, but never about such a telling. */
function undeliverable(state: MeasureState, signal: Signal, now: Instant): readonly MeasureEvent[] {
  const read = readUndelivered(signal);
  if (read === undefined) return [];
  const { undelivered, about } = read;
  if (about === undefined) return [{ type: 'NoticeUndeliverable', data: { undelivered } }];
  const told = notice(
    state,
    {
      kind: 'undeliverable',
      to: ['office_head', 'rectification_office'],
      cc: [],
      facts: { undeliverable: about },
    },
    now,
  );
  const id = `${state.input.process}#undeliverable/${signal.from}`;
  return [{ type: 'NoticeUndeliverable', data: { undelivered, notices: [{ ...told, id }] } }];
}
