import { lettersOf, type EffectBody } from '../effects.ts';
import type { Json } from '../json.ts';
import { ADOPT_RULES_NAME } from '../adoption.ts';
import type { Rules } from '../machine.ts';
import { optional } from '../optional.ts';
import { directoryProcess, measureProcess } from '../process.ts';
import { actorOf, type Draft } from '../record.ts';
import { accountOf } from './account.ts';
import { clueCard } from './card.ts';
import { clueDuties, clueLight, firstClock, isOver } from './clocks.ts';
import { readClueCommand } from './commands.ts';
import { decideClue } from './decide.ts';
import { evolveClue, initialClue } from './evolve.ts';
import { clueNotice, unitOf } from './notices.ts';
import { actingFor, allPosts, notAllowed } from './staffing.ts';
import type { Notice } from '../notice.ts';
import type { Instant } from '../time.ts';
import type { ClueUnit } from './book.ts';
import type { ClueInput, ClueState } from './state.ts';

/** Rules of a clue, number 1. */
export const clueRules1: Rules<ClueState> = {
  open: (raw, now) => {
    const input = raw as unknown as ClueInput;
    const {
      number,
      code,
      from,
      to,
      category,
      items,
      letter,
      measure,
      found,
      outside,
      by,
      calendarHash,
      roster,
    } = input;
    const data = {
      number,
      code,
      from: named(from),
      to: named(to),
      category,
      items,
      letter,
      measure,
      found,
      outside,
    };
    const facts = { ...data, calendarHash, rosterSeq: roster.seq, notices: firstNotices(input, now) };
    return { type: 'ClueHandedOver', data: facts as unknown as { [key: string]: Json }, actor: by };
  },
  initial: (raw, event) => initialClue(raw as unknown as ClueInput, event),
  evolve: evolveClue,
  duties: clueDuties,
  decide: decideClue,
  reactions,
  malformed: (command) => {
    const read = readClueCommand(command);
    return 'problem' in read ? read.problem : undefined;
  },
  // What another unit owes now, or what has another date, is no longer owed here: nobody has met it.
  moves: (type, duty) =>
    MOVING.has(type) || (type === 'ClueExtensionGranted' && !duty.id.includes('/extension/')),
  // It outlives its closing: it can still be read, and every reading stands in its history.
  ended: () => false,
  refusalsPerDay: ({ input }) => input.policy.refusalsPerDay,
  mayAdopt: (state, person, post) => {
    const roles = ['rectification_office'] as const;
    const as = actingFor(state, state.input.office, roles, { person, post });
    if (as !== undefined) return { as: actorOf(as) };
    const refused = notAllowed(state, allPosts(state), person, {
      command: ADOPT_RULES_NAME,
      unit: '',
      roles,
    });
    return { refusal: refused.refusal, ...(refused.as === undefined ? {} : { actor: actorOf(refused.as) }) };
  },
  adopt: (state, event) => ({ ...state, seq: event.seq }),
  sign: (state, now) => ({ status: state.status, light: clueLight(state, now) }),
  card: clueCard,
  result: () => ({}),
};

/** Events by which another unit gets it, or its dates are other ones. */
const MOVING: ReadonlySet<string> = new Set([
  'PassedDown',
  'TransferredOut',
  'ClueWithdrawn',
  'FollowUpSet',
  'ClueRecalendared',
]);
/** Events that leave the account of a clue as it was. */
const SILENT: ReadonlySet<string> = new Set([
  'ContentRead',
  'ClueReminded',
  'ItemsAttached',
  'NoticeUndeliverable',
  'CommandRefused',
]);
/** Events after which what cases come to may be another. */
const OF_CASES: ReadonlySet<string> = new Set([
  'CaseFiled',
  'CaseAdvanced',
  'CaseOutcomeRecorded',
  'CaseDropped',
]);
/** Events by which posts come to it whose holders the directory has to tell. */
const NEW_POSTS: ReadonlySet<string> = new Set([
  'ClueHandedOver',
  'Rerouted',
  'Designated',
  'PassedDown',
  'ClueJoined',
]);

function named({ id, name }: ClueUnit): { readonly id: string; readonly name: string } {
  return { id, name };
}

/** Who is told of it when it comes in: a body outside the bureau is not. */
function firstNotices(input: ClueInput, now: Instant): readonly Notice[] {
  if (input.outside !== undefined) return [];
  const state = initialClue(input, { seq: 1, occurredAt: now });
  return [clueNotice(state, { kind: 'clue_to_acknowledge', to: [unitOf(input.to)] }, now)];
}

function reactions(state: ClueState, event: Draft): readonly EffectBody[] {
  const { programme, measure, card, countedBy = [] } = state.input;
  const effects: EffectBody[] = [...lettersOf(event.data['notices'], card)];
  if (NEW_POSTS.has(event.type)) {
    // Of new posts the whole roster is wanted, also where it has never changed: older than anything.
    const rosterSeq = event.type === 'ClueHandedOver' ? state.input.roster.seq : -1;
    const data = { posts: [...new Set(allPosts(state).map((one) => one.id))], rosterSeq };
    effects.push({ kind: 'signal', to: directoryProcess(programme), type: 'subscribe', data });
  }
  if (event.type === 'ClueRecalendared') {
    const { change } = event.data;
    const answer = {
      ...optional('change', change),
      applied: true,
      ...optional('due', firstClock(state)?.due),
    };
    effects.push({ kind: 'signal', to: programme, type: 'acknowledge', data: answer });
  }
  // Who else holds posts now is nobody's affair, but for a handler who has gone: then another step is due.
  const quiet = event.type === 'RosterHeard' && event.data['relieved'] === undefined;
  if (!quiet && !SILENT.has(event.type)) {
    const data = accountOf(state) as unknown as { readonly [key: string]: Json };
    // The registrar has to know only that it is over.
    const told = [
      ...(isOver(state) ? [programme] : []),
      ...(measure === undefined ? [] : [measureProcess(programme, measure)]),
      ...(OF_CASES.has(event.type) ? countedBy.map((one) => measureProcess(programme, one)) : []),
    ];
    for (const to of told) effects.push({ kind: 'signal', to, type: 'clue', data });
  }
  return effects;
}
