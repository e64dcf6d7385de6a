import { lettersOf, type EffectBody } from '../effects.ts';
import type { Json } from '../json.ts';
import { optional } from '../optional.ts';
import { directoryProcess, type Standing } from '../process.ts';
import type { Draft } from '../record.ts';
import { accountOf, changesAccount, newsOf } from './account.ts';
import { standingOf } from './card.ts';
import { acknowledgement } from './amend/reactions.ts';
import { staffingOf } from './staffing.ts';
import type { MeasureState } from './state.ts';

/** Events after which the programme is told how the measure stands. */
const STANDING_EVENTS: ReadonlySet<string> = new Set([
  'MeasureOpened',
  'MeasureStarted',
  'Submitted',
  'Withdrawn',
  'Returned',
  'SignedOff',
  'PublicNoticeBegun',
  'ObjectionRecorded',
  'Reopened',
  'ExtensionGranted',
  'LightChanged',
  'Suspended',
  'Resumed',
  'Cancelled',
  'Amended',
  'Recalendared',
]);

/** Events that bring posts whose holders the directory has to tell. */
const NEW_POSTS: ReadonlySet<string> = new Set(['UnitChanged', 'SupportingAdded']);

/** What follows outside from a measure's event: letters, its standing, its wish to hear of appointments. */
export function measureReactions(state: MeasureState, event: Draft): readonly EffectBody[] {
  const { input } = state;
  const effects = [...lettersOf(event.data['notices'], input.card)];
  if (event.type === 'MeasureOpened' && input.entered === undefined) {
    const data = { posts: Object.keys(input.posts), rosterSeq: input.roster.seq };
    effects.push({ kind: 'signal', to: directoryProcess(input.programme), type: 'subscribe', data });
  }
  if (NEW_POSTS.has(event.type) || (event.type === 'Amended' && event.data['posts'] !== undefined)) {
    // Older than anything: the whole roster is wanted, also of posts that have never changed.
    const data = { posts: Object.keys(staffingOf(state).posts), rosterSeq: -1 };
    effects.push({ kind: 'signal', to: directoryProcess(input.programme), type: 'subscribe', data });
  }
  const news = input.gathered === true ? newsOf(state, event) : undefined;
  const told = input.gathered === true && (news !== undefined || changesAccount(state, event));
  if (STANDING_EVENTS.has(event.type) || told) {
    const { status, light, due } = state;
    const standing: Standing = { status, light, standing: standingOf(state), due };
    if (event.type !== 'MeasureOpened' || !isSame(standing, input.entered)) {
      const more = input.gathered === true ? { account: accountOf(state), ...optional('news', news) } : {};
      const data = { measure: input.plan.id, ...standing, ...more } as unknown as { [key: string]: Json };
      effects.push({ kind: 'signal', to: input.programme, type: 'standing', data });
    }
  }
  return [...effects, ...acknowledgement(state, event)];
}

function isSame(a: Standing, b: Standing | undefined): boolean {
  return a.status === b?.status && a.light === b.light && a.standing === b.standing && a.due === b.due;
}
