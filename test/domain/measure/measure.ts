import { measureRules1 } from '../../../src/domain/measure/rules.ts';
import type { MeasureState } from '../../../src/domain/measure/state.ts';
import { openStep } from '../../../src/domain/measure/approval.ts';
import type { ApprovalStep, Policy } from '../../../src/domain/plan.ts';
import type { PostId } from '../../../src/domain/roster.ts';
import { dateOf, type Instant } from '../../../src/domain/time.ts';
import { at, Life, measureInput, PEOPLE, rosterWith, type Wish } from '../support.ts';

export type Measure = Life<MeasureState>;

/** A measure opened on 1 June 2022, nine in the morning, unless a test says otherwise. */
export function measure(wish: Wish = {}, opened: Instant = at('2022-06-01')): Measure {
  return new Life(measureRules1, measureInput(wish), opened);
}

/** Shows the statement that the usual measure asks for. */
export const REPORT = {
  type: 'report',
  text: '工作方案已印发并落实',
  requirement: 'r1',
  figures: [],
} as const;

/** The unit shows what is asked and submits, at that moment. */
export function submit(life: Measure, moment: Instant, by: string = PEOPLE.handler): Measure {
  return life.until(moment).must(PEOPLE.handler, REPORT).must(by, { type: 'submit' });
}

/** PRACTICE.md's full chain of approval. */
export const FULL_CHAIN: readonly ApprovalStep[] = [
  { title: '处室负责人审核', roles: ['office_head'], mode: 'any_of' },
  { title: '配合单位会签', roles: ['supporting_head'], mode: 'countersign' },
  { title: '分管领导审定', roles: ['supervising_leader'], mode: 'any_of' },
  { title: '整改办复核', roles: ['rectification_office'], mode: 'any_of' },
  { title: '党组会议审定', roles: ['rectification_office'], mode: 'meeting' },
];

/** A public notice of a week, and a look-back of half of what was in time. */
export const AFTERWARDS = {
  publicNotice: { days: 7 },
  lookBack: { months: 6, percent: 50 },
} as const satisfies Partial<Policy>;

/** What closes the step that is open, now. */
export function answer(life: Measure) {
  const { state, now } = life;
  const mode = state.status === 'under_review' ? openStep(state).mode : undefined;
  if (mode === 'countersign') return { type: 'countersign' };
  if (mode !== 'meeting') return { type: 'approve' };
  return { type: 'close_meeting', number: '〔2022〕9号', date: dateOf(now), recorder: '钱十一' };
}

/** Both usual steps approve, at that moment. */
export function approveAll(life: Measure, moment: Instant): Measure {
  return life
    .until(moment)
    .must(PEOPLE.head, { type: 'approve' })
    .must(PEOPLE.supervising, { type: 'approve' });
}

/** The directory tells who now holds some posts. */
export function hearRoster(life: Measure, held: Readonly<Record<PostId, readonly string[]>>): Measure {
  const roster = rosterWith(held, life.state.roster.seq + 1);
  const holders = Object.fromEntries(Object.keys(held).map((post) => [post, roster.holders[post] ?? []]));
  return life.hear('roster', { roster: { seq: roster.seq, holders } as never });
}
