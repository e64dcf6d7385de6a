import type { Rules } from '../machine.ts';
import { readMeasureCommand } from './commands.ts';
import { decideMeasure } from './decide.ts';
import { measureDuties } from './duties.ts';
import { evolveMeasure, initialMeasure } from './evolve.ts';
import { measureReactions } from './reactions.ts';
import { measureRow } from './row.ts';
import type { MeasureInput, MeasureState } from './state.ts';

/** Rules of a measure, number 1. */
export const measureRules1: Rules<MeasureState> = {
  number: 1,
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
  // Deciding an extension moves every date but those of asking for the decision: these are met.
  moves: (type, duty) => type === 'ExtensionGranted' && duty.kind !== 'extension',
  // A measure outlives its sign-off: it can be looked back at and commented on.
  ended: () => false,
  refusalsPerDay: (state) => state.input.plan.policy.refusalsPerDay,
  row: measureRow,
  result: () => ({}),
};
