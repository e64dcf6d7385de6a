import type { CivilDate, Instant } from '../time.ts';

/** Kinds of a measure's duties. The kind, subject, rung and date make up the id. */
export type MeasureDutyKind =
  | 'start'
  | 'light'
  | 'reminder'
  | 'milestone'
  | 'pace'
  | 'ladder'
  | 'approval'
  | 'extension'
  | 'instruction'
  | 'part'
  | 'clue'
  | 'deputy'
  | 'public_notice'
  | 'look_back';

/** What makes a duty. */
export interface DutySpec {
  readonly kind: MeasureDutyKind;
  readonly subject: string;
  readonly rung: string;
  readonly due: CivilDate;
  readonly at: Instant;
  readonly label: string;
  readonly notice: boolean;
  readonly covers?: boolean;
  /** Where it is not the present one: of an extension, the round it was asked in. */
  readonly round?: string;
}
