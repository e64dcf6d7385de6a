import { addLimit, type WorkCalendar } from '../../calendar.ts';
import type { Requirement } from '../../plan.ts';
import type { CivilDate } from '../../time.ts';
import type { MeasureState } from '../state.ts';
import { workday } from '../workdays.ts';
import type { Clues, FoundClue, KnownClue } from './state.ts';

type ClueRequirement = Extract<Requirement, { type: 'clues' }>;
type Shown = Pick<MeasureState, 'clues' | 'input'>;

/** Findings that one line names; the rest are counted. */
const NAMED = 20;

/** What the plan asks about clues; it asks at most once (`src/plan`). */
export function clueRequirement({ input }: Pick<MeasureState, 'input'>): ClueRequirement | undefined {
  return input.plan.requirements.find((one) => one.type === 'clues');
}

/** By when a finding has to be handed over: its limit from the day it was found. */
export function handOverBy(calendar: WorkCalendar, { within }: ClueRequirement, on: CivilDate): CivilDate {
  // Counted anew after every event: days of work are remembered.
  return within.unit === 'working_days'
    ? workday(calendar, on, within.amount)
    : addLimit(calendar, on, within);
}

/** Whether a finding is neither handed over nor struck out. */
export function isWaiting({ handedOver, struck }: FoundClue): boolean {
  return handedOver === undefined && struck === undefined;
}

/** Findings that wait to be handed over. */
export function unhanded({ clues }: Pick<MeasureState, 'clues'>): readonly FoundClue[] {
  return (clues?.found ?? []).filter(isWaiting);
}

/** Findings that were handed over, but later than their limit allows. */
export function handedOverLate(state: Shown, requirement: ClueRequirement): readonly FoundClue[] {
  return (state.clues?.found ?? []).filter(
    ({ handedOver, struck, on }) =>
      handedOver !== undefined &&
      struck === undefined &&
      handedOver.on > handOverBy(state.input.calendar, requirement, on),
  );
}

/** What is still to be handed over and by when, in words; empty when nothing is. */
export function missingOfClues(requirement: ClueRequirement, state: Shown): string {
  const open = unhanded(state);
  if (open.length === 0) return '';
  const named = open
    .slice(0, NAMED)
    .map((one) => `${foundText(one)}（应于${handOverBy(state.input.calendar, requirement, one.on)}前移交）`);
  const more = open.length > NAMED ? `等${open.length}件` : '';
  return `问题线索尚未移交：${named.join('、')}${more}`;
}

/** f1“工业2022-07-01” */
export function foundText({ id, reference }: Pick<FoundClue, 'id' | 'reference'>): string {
  return `${id}“${reference}”`;
}

/** Those handed over from this measure: of others it hears for their cases alone. */
export function ownClues({ heard }: Clues): readonly KnownClue[] {
  return heard.filter((one) => one.elsewhere !== true);
}

/** How many clues are with somebody, wait to be handed over, and were handed over late; nothing where there are none. */
export function clueCounts(state: Shown): { readonly clues?: ClueCounts } {
  const { clues } = state;
  if (clues === undefined) return {};
  const requirement = clueRequirement(state);
  const own = ownClues(clues);
  if (own.length + clues.beyond.length + clues.found.length === 0) return {};
  return {
    clues: {
      open: own.filter((one) => one.closedOn === undefined).length,
      all: own.length + clues.beyond.length,
      unhanded: unhanded(state).length,
      late: requirement === undefined ? 0 : handedOverLate(state, requirement).length,
    },
  };
}

/** What a list shows of a measure's clues. */
export interface ClueCounts {
  readonly open: number;
  readonly all: number;
  readonly unhanded: number;
  readonly late: number;
}
