import type { MeasureCommon, MeasureState } from './state.ts';

/** The fields every status has, without those of the present one. */
export function common(state: MeasureState): MeasureCommon {
  return Object.fromEntries(
    COMMON.flatMap((field) => (state[field] === undefined ? [] : [[field, state[field]]])),
  ) as unknown as MeasureCommon;
}

/** Named once: the compiler sees that none is forgotten. */
const COMMON = Object.keys({
  seq: 1,
  input: 1,
  roster: 1,
  due: 1,
  round: 1,
  armedAt: 1,
  fired: 1,
  light: 1,
  reports: 1,
  figures: 1,
  evidence: 1,
  milestonesDone: 1,
  figuresAt: 1,
  submissions: 1,
  extensionAsked: 1,
  extensions: 1,
  reminded: 1,
  urged: 1,
  undeliverable: 1,
  reopened: 1,
  signOffs: 1,
  kept: 1,
  resumptions: 1,
  pauses: 1,
  instructions: 1,
  staff: 1,
  parts: 1,
  deputies: 1,
  amended: 1,
  firstDue: 1,
  replanned: 1,
  clues: 1,
} satisfies Record<keyof MeasureCommon, 1>) as (keyof MeasureCommon)[];

/** The state once no extension waits to be decided any more. */
export function withoutExtension(state: MeasureState): MeasureState {
  const { extensionAsked: _, ...rest } = state;
  return rest;
}
