import { CATEGORY_NAMES } from '../plan.ts';
import type { RowCard } from '../process.ts';
import { findHolders, holdersOf, type RoleHolder } from '../roster.ts';
import { dateOf, type Instant } from '../time.ts';
import { approversNow } from './approval.ts';
import { daysLeft, lightText } from './light.ts';
import { clueCounts } from './clues/standing.ts';
import { findingCounts } from './indicators/findings.ts';
import { requirementStandings } from './requirements.ts';
import { effectiveDue, originalDue, type MeasureState } from './state.ts';
import { leadOf, staffingOf } from './staffing.ts';

/** 推进中 / 基本完成 / 已完成 / 完成并长期坚持 / 未完成: the words of published reports. */
export function standingOf(state: MeasureState): string {
  switch (state.status) {
    case 'signed_off':
      return state.input.plan.category === 'long_term' ? '完成并长期坚持' : '已完成';
    case 'under_review':
    case 'on_notice':
      return '基本完成';
    case 'suspended':
      return '未完成';
    case 'cancelled':
      return '已取消';
    case 'not_started':
    case 'under_way':
    case 'returned':
      return state.light === 'red' ? '未完成' : '推进中';
  }
}

/** Who has to act now. */
export function actingNow(state: MeasureState): readonly RoleHolder[] {
  switch (state.status) {
    case 'signed_off':
    case 'cancelled':
    case 'on_notice':
      return [];
    // Who suspended it has to say when it goes on.
    case 'suspended':
      return findHolders(staffingOf(state), 'supervising_leader').holders;
    case 'under_review':
      return approversNow(state);
    case 'not_started':
    case 'under_way':
    case 'returned': {
      const handlers = holdersOf(staffingOf(state), 'case_handler');
      return handlers.length > 0 ? handlers : holdersOf(staffingOf(state), 'office_head');
    }
  }
}

/** What lists show of a measure. */
export function measureCard(state: MeasureState, now: Instant): RowCard {
  const { plan } = state.input;
  const standings = requirementStandings(plan.requirements, state);
  return {
    title: plan.title,
    measure: plan.id,
    number: plan.number,
    category: CATEGORY_NAMES[plan.category],
    leadUnit: leadOf(state).name,
    holder: actingNow(state)
      .map((one) => one.name)
      .join('、'),
    standing: standingOf(state),
    lightText: lightText(state, now),
    due: effectiveDue(state),
    originalDue: originalDue(state),
    provisional: plan.deadline.provisional,
    daysLeft: daysLeft(state, dateOf(now)),
    met: standings.filter((one) => one.met).length,
    of: standings.length,
    ...findingCounts(state),
    ...clueCounts(state),
  };
}
