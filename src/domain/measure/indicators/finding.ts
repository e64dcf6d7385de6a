export type FindingKind =
  | 'negative'
  | 'above_base'
  | 'no_base'
  | 'outside_period'
  | 'not_begun'
  | 'overlap'
  | 'periods_exceed'
  | 'periods_differ'
  | 'part_above_whole'
  | 'parts_exceed'
  | 'parts_differ'
  | 'parts_open';

/** What does not agree in the figures as they were reported. It is shown, and nothing is refused for it. */
export interface Finding {
  readonly kind: FindingKind;
  /** The indicator it is about, by its id. */
  readonly requirement: string;
  readonly text: string;
  /** A remark only: it may well be so. */
  readonly remark?: true;
}

/** A finding in one line, as people read it. */
export function findingText({ requirement, text, remark }: Finding): string {
  return `${requirement} ${remark === true ? '提示' : '矛盾'}：${text}`;
}

export type Found = Omit<Finding, 'requirement'>;
