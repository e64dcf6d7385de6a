/** What a programme gathers of its measures, and by which rules. */
export interface Gathers {
  /** 专报: working days after which a report that the rectification office leaves lying goes to the principal leader by itself. */
  readonly leavesAfter: number;
  /** 简报: the day of the week it leaves on (ISO, 1 is Monday), or the first working day after it. Absent: none. */
  readonly brief?: { readonly weekday: number };
}
