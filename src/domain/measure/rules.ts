import { ADOPT_RULES_NAME } from '../adoption.ts';
import type { Rules } from '../machine.ts';
import { actorOf } from '../record.ts';
import { readMeasureCommand } from './commands.ts';
import { decideMeasure } from './decide.ts';
import { measureDuties } from './duties.ts';
import { evolveMeasure, initialMeasure } from './evolve.ts';
import { lightAt } from './light.ts';
import { measureReactions } from './reactions.ts';
import { measureCard } from './card.ts';
import { inRole } from './permissions.ts';
import type { MeasureInput, MeasureState } from './state.ts';

/** Rules of a measure, number 1. */
export const measureRules1: Rules<MeasureState> = {
  open: (raw) => {
    const { plan, calendarHash, roster } = raw as unknown as MeasureInput;
    return {
      type: 'MeasureOpened',
      data: {
        measure: plan.id,
        number: plan.number,
        due: plan.deadline.date,
        calendarHash,
        rosterSeq: roster.seq,
      },
    };
  },
  initial: initialMeasure,
  evolve: evolveMeasure,
  duties: measureDuties,
  decide: decideMeasure,
  reactions: measureReactions,
  malformed: (command) => {
    const read = readMeasureCommand(command);
    return 'problem' in read ? read.problem : undefined;
  },
  // Deciding an extension moves every date but those of asking for the decision: these are met. What a suspension takes
  // away comes again when the measure is resumed, as far as it still lies ahead.
  moves: (type, duty) =>
    type === 'Suspended' ||
    type === 'Amended' ||
    type === 'Recalendared' ||
    (type === 'ExtensionGranted' && duty.kind !== 'extension'),
  // A measure outlives its sign-off: it can be looked back at and commented on.
  ended: () => false,
  refusalsPerDay: (state) => state.input.plan.policy.refusalsPerDay,
  mayAdopt,
  // What fell due under the older rules has been settled; a rung that these put before now is climbed at the next slot.
  adopt: (state, event) => ({ ...state, seq: event.seq, armedAt: event.occurredAt }),
  sign: (state, now) => ({ status: state.status, light: lightAt(state, now) }),
  card: measureCard,
  result: () => ({}),
};

/** The rectification office decides by which rules a measure is held to account. */
function mayAdopt(
  state: MeasureState,
  person: string,
  post: string | undefined,
): ReturnType<NonNullable<Rules<MeasureState>['mayAdopt']>> {
  const found = inRole(state, ['rectification_office'], person, post, ADOPT_RULES_NAME);
  if (!('refusal' in found)) return { as: actorOf(found.as) };
  return { refusal: found.refusal, ...(found.as === undefined ? {} : { actor: actorOf(found.as) }) };
}
