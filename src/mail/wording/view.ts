import type { LetterNotice, NoticeFacts, NoticeKind, Recipient } from '../../domain/notice.ts';
import type { Role } from '../../domain/roster.ts';

/** A notice as one person sees it. */
export interface View {
  readonly kind: NoticeKind;
  readonly facts: NoticeFacts;
  readonly copied: boolean;
  /** The entries under which the person receives it; more than one where they hold several posts. */
  readonly mine: readonly Recipient[];
  /** The lead unit as this person calls it: 贵处 for its own people, else its name. */
  readonly unit: string;
}

const OF_THE_LEAD_UNIT: ReadonlySet<Role> = new Set(['case_handler', 'liaison', 'office_head']);

/** Makes the view of one person on a notice. */
export function viewOf({ notice, as }: LetterNotice, person: string): View {
  const copied = as === 'cc';
  const mine = (copied ? notice.cc : notice.to).filter((recipient) => recipient.person === person);
  const ofTheUnit = !copied && mine.some((recipient) => OF_THE_LEAD_UNIT.has(recipient.role));
  const { leadUnit } = notice.facts;
  const polite = leadUnit.endsWith('处') ? '贵处' : '贵单位';
  return { kind: notice.kind, facts: notice.facts, copied, mine, unit: ofTheUnit ? polite : leadUnit };
}

/** Whether the person is addressed in a role. */
export function isAddressedAs(view: View, role: Role): boolean {
  return view.mine.some((recipient) => recipient.role === role);
}
