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
  | 'parts_open'
  | 'tally_differs'
  | 'tally_unknown'
  | 'handed_over_late';

/** What does not agree in the figures as they were reported. It is shown, and nothing is refused for it. */
export interface Finding {
  readonly kind: FindingKind;
  /** The indicator it is about, by its id. */
  readonly requirement: string;
  readonly text: string;
  /** A remark only: it may well be so. */
  readonly remark?: true;
}

/** Findings that a letter carries at most. */
const TOLD = 20;

/** Findings as a letter carries them. */
export function findingTexts(findings: readonly Finding[]): readonly string[] {
  const rest = findings.length - TOLD;
  const more = rest > 0 ? [`另有${rest}处，请登录系统查看`] : [];
  return [...findings.slice(0, TOLD).map(findingText), ...more];
}

/** A finding in one line, as people read it. */
export function findingText({ kind, requirement, text, remark }: Finding): string {
  const word = remark === true ? '提示' : kind === 'handed_over_late' ? '逾期移交' : '矛盾';
  return `${requirement} ${word}：${text}`;
}

export type Found = Omit<Finding, 'requirement'>;
