import { detailsOf, NEWS_TYPES, type Account, type News } from '../account.ts';
import { shortened } from '../guards.ts';
import { optional } from '../optional.ts';
import type { Draft } from '../record.ts';
import { leadOf } from './staffing.ts';
import { effectiveDue, type MeasureState } from './state.ts';

/** What the measure tells a programme that gathers reports and briefs. */
export function accountOf(state: MeasureState): Account {
  const { plan } = state.input;
  const last = state.reports.at(-1);
  const due = effectiveDue(state);
  return {
    number: plan.number,
    title: shortened(plan.title, 100),
    unit: leadOf(state).name,
    ...(due === state.due ? {} : { correctionDue: due }),
    reminded: state.reminded,
    urged: state.urged,
    ...optional('lastReport', last && { date: last.on, text: shortened(last.text, 200) }),
  };
}

const NEWS: ReadonlySet<string> = new Set(NEWS_TYPES);

/** What of an event is news for the weekly brief. Of reports only those that reach a milestone are. */
export function newsOf(state: MeasureState, { type, data, actor }: Draft): News | undefined {
  if (!NEWS.has(type) || (type === 'ProgressReported' && data['milestone'] === undefined)) return undefined;
  const by = actor === null ? undefined : `${actor.postTitle ?? ''} ${actor.name}`.trim();
  const to = data['to'] ?? data['correctionDue'] ?? data['until'];
  // A milestone that was reached is counted by its id; one that was missed is only spoken of.
  const missed = state.input.plan.milestones.find((one) => one.id === data['milestone'])?.title;
  const milestone =
    type === 'MilestoneMissed' && missed !== undefined ? shortened(missed, 90) : data['milestone'];
  return { type, ...detailsOf({ ...data, milestone, to, by }) };
}

/** Whether the programme's account is out of date after an event that changes no standing. */
export function changesAccount(state: MeasureState, { type }: Draft): boolean {
  return state.light === 'red' && ['ProgressReported', 'Corrected', 'Urged', 'UnitChanged'].includes(type);
}
