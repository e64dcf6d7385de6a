import type { MeasureState } from '../state.ts';

/** The state once an instruction has been answered by the event of that number. */
export function answered(state: MeasureState, instruction: number, by: number): MeasureState {
  const { instructions } = state;
  if (instructions === undefined) return state;
  return {
    ...state,
    instructions: instructions.map((one) =>
      one.seq === instruction && one.answered === undefined ? { ...one, answered: by } : one,
    ),
  };
}
