import type { NoticeKind } from '../domain/notice.ts';

/** The colour of a notice, after that of supervision slips: blue near its date, yellow behind, red overdue; green for what is done. */
export type Accent = 'red' | 'yellow' | 'blue' | 'green';

/** What the wording of a kind gives. Plain, clean text throughout; renderers escape it. */
export interface Wording {
  /** What the subject says after its tag. */
  readonly subject: string;
  /** What is the matter. */
  readonly lead: readonly string[];
  /** What somebody wrote, e.g. the reason of a return. */
  readonly quotes?: readonly Quote[];
  /** Lists of one line for each measure. */
  readonly lists?: readonly List[];
  /** Whether to list what is still missing. */
  readonly showMissing?: boolean;
  /** What the recipient is asked to do, or what is proposed to a leader. Empty for mere information. */
  readonly ask: readonly string[];
}

export interface List {
  readonly label: string;
  readonly items: readonly string[];
}

export interface Quote {
  readonly label: string;
  readonly text: string;
}

/** A label and what stands beside it. */
export interface Line {
  readonly label: string;
  readonly text: string;
}

/** One notice as one person reads it: the renderers know nothing else. */
export interface Section {
  readonly kind: NoticeKind;
  readonly measure: string;
  readonly title: string;
  readonly copied: boolean;
  readonly accent: Accent;
  /** 【催办】M06 已逾期1个工作日 */
  readonly heading: string;
  /** Which measure, in full, and who leads. */
  readonly about: string;
  /** What is special about this copy: late, copied, standing in. */
  readonly notes: readonly string[];
  readonly lead: readonly string[];
  readonly quotes: readonly Quote[];
  readonly lists: readonly List[];
  readonly missing?: { readonly label: string; readonly items: readonly string[] };
  readonly ask?: { readonly label: string; readonly lines: readonly string[] };
  readonly next?: string;
  readonly lines: readonly Line[];
}
