import { addDays, dateOf, type CivilDate, type Instant } from '../time.ts';
import { dayOffRefused } from '../day-off.ts';
import { isAccount } from '../clue/known.ts';
import { actingFor, notAllowed } from '../clue/staffing.ts';
import type { ClueBook, ClueUnit } from '../clue/book.ts';
import type { ClueInput } from '../clue/state.ts';
import type { EffectBody } from '../effects.ts';
import type { Json } from '../json.ts';
import type { Decision } from '../machine.ts';
import { optional } from '../optional.ts';
import type { Requirement } from '../plan.ts';
import { clueProcess } from '../process.ts';
import { actorOf, type Actor, type DomainEvent, type Draft } from '../record.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { Roster, RolePost } from '../roster.ts';
import type { Signal } from '../signal.ts';
import { fullAt, NO_REGISTER, openOf, registered, struckOff } from './clue-register.ts';
import type { HandOver } from './hand-over.ts';
import { staffingOf } from './office.ts';
import { baseOf, type ProgrammeState } from './state.ts';

/** The registrar of clues: numbers without gaps, and one clue a subject. */

const NAME = '移交线索';
const ROLES = ['case_handler', 'office_head'] as const;

export function decideHandOver(
  state: ProgrammeState,
  command: HandOver,
  person: string,
  post: string | undefined,
  now: Instant,
): Decision {
  const { clues: book } = state.input;
  if (book === undefined) return refuse('clues_off', {});
  const from = unitOf(book, command.from);
  if ('refusal' in from) return from;
  const acting = { input: book, roster: staffingOf(state).roster };
  const as = actingFor(acting, from.unit.posts, ROLES, { person, post });
  if (as === undefined) {
    const all = [...book.units.flatMap((one) => one.posts), ...book.office];
    const refused = notAllowed(acting, all, person, { command: NAME, unit: from.unit.name, roles: ROLES });
    return { refusal: refused.refusal, ...(refused.as === undefined ? {} : { actor: actorOf(refused.as) }) };
  }
  const actor = actorOf(as);
  const to = command.to === undefined ? from : unitOf(book, command.to);
  if ('refusal' in to) return { ...to, actor };
  const wrong = wrongIn(state, command, { from: from.unit, to: to.unit, book }, now);
  if (wrong !== undefined) return { ...wrong, actor };
  const register = state.clues ?? NO_REGISTER;
  const number = register.count + 1;
  const code = `线索〔${now.slice(0, 4)}〕${number}号`;
  const { letter: given, to: _to, from: _from, type: _type, ...rest } = command;
  const letter =
    given === undefined ? undefined : { number: given.number, issuer: given.issuer, due: dueOf(book, given) };
  const joins = command.mark === undefined ? undefined : openOf(register, command.mark);
  const data = { number, code, ...rest, ...optional('letter', letter), from: from.unit.id, to: to.unit.id };
  const joined = joins === undefined ? {} : { joined: joins };
  return {
    events: [
      { type: 'ClueRegistered', data: { ...data, ...joined } as unknown as DomainEvent['data'], actor },
    ],
  };
}

function wrongIn(
  state: ProgrammeState,
  command: HandOver,
  { from, to, book }: { readonly from: ClueUnit; readonly to: ClueUnit; readonly book: ClueBook },
  now: Instant,
): { readonly refusal: Refusal } | undefined {
  const { measures, calendar } = state.input;
  const { letter, outside, measure, items } = command;
  const full = fullAt(state.clues ?? NO_REGISTER);
  if (full !== undefined) return refuse('clue_register_full', { most: String(full) });
  if (items.length === 0) return refuse('clue_content_missing', {});
  if (from.id === to.id && letter === undefined && outside === undefined)
    return refuse('clue_same_unit', { unit: to.name });
  if (measure !== undefined && !measures.some((one) => one.id === measure))
    return refuse('clue_measure_unknown', { measure, allowed: measures.map((one) => one.id).join('、') });
  const today = dateOf(now);
  if (outside !== undefined) {
    if (outside.followUp <= today) return refuse('clue_date_ahead', { date: outside.followUp, today });
    return dayOffRefused(calendar, outside.followUp);
  }
  if (letter === undefined) return undefined;
  const limit = addDays(letter.received, book.policy.letter.atMost);
  const due = dueOf(book, letter);
  return due <= letter.received || due > limit || letter.received > today
    ? refuse('clue_letter_due', { due, from: letter.received, limit })
    : undefined;
}

/** The letter's own date; where it gives none, the usual limit from its receipt. */
function dueOf(book: ClueBook, { due, received }: NonNullable<HandOver['letter']>): CivilDate {
  return due ?? addDays(received, book.policy.letter.days);
}

function unitOf(
  { units }: ClueBook,
  id: string,
): { readonly unit: ClueUnit } | { readonly refusal: Refusal } {
  const unit = units.find((one) => one.id === id || one.name === id);
  if (unit !== undefined) return { unit };
  return refuse('clue_unit_unknown', { unit: id, allowed: units.map((one) => one.name).join('、') });
}

/** What a clue tells of itself; of one that is not registered nothing is known. */
export function clueHeard(
  { clues = NO_REGISTER, input }: ProgrammeState,
  { from, data }: Signal,
): readonly DomainEvent[] {
  if (!isAccount(data) || from !== clueProcess(input.programme, data.number)) return [];
  return data.number <= clues.count ? [{ type: 'ClueHeard', data }] : [];
}

export function evolveClues(state: ProgrammeState, { type, data }: Draft): ProgrammeState {
  const { clues = NO_REGISTER } = state;
  const { number, code, mark, joined } = data;
  if (typeof number !== 'number') return state;
  switch (type) {
    case 'ClueRegistered':
      return typeof code === 'string'
        ? {
            ...state,
            clues: registered(clues, {
              number,
              code,
              ...(typeof mark === 'string' ? { mark } : {}),
              ...(typeof joined === 'number' ? { joined } : {}),
            }),
          }
        : state;
    case 'ClueHeard':
      return isAccount(data) && data.closedOn !== undefined
        ? { ...state, clues: struckOff(clues, number) }
        : state;
    default:
      return state;
  }
}

/** The clue's process is opened, or the one of the same subject is told. */
export function clueReactions(state: ProgrammeState, event: Draft): readonly EffectBody[] {
  if (event.type !== 'ClueRegistered') return [];
  const { input } = state;
  const { clues: book, programme } = input;
  const data = event.data as unknown as Registered;
  const from = book?.units.find((one) => one.id === data.from);
  const to = book?.units.find((one) => one.id === data.to);
  if (book === undefined || from === undefined || to === undefined || event.actor === null) return [];
  const { number, code, items, joined } = data;
  if (joined !== undefined) {
    const told = {
      number,
      code,
      unit: from,
      items,
      by: event.actor,
      roster: rosterFor(state, from.posts),
    } as unknown as {
      readonly [key: string]: Json;
    };
    return [{ kind: 'signal', to: clueProcess(programme, joined), type: 'join', data: told }];
  }
  const process = clueProcess(programme, number);
  const start = {
    ...clueInput(state, data, { from, to, book, by: event.actor, at: event.occurredAt }),
    process,
  };
  return [
    {
      kind: 'start',
      process,
      workflow: 'clue',
      input: start as unknown as { readonly [key: string]: Json },
      inputHash: `${programme}#${event.seq}`,
    },
  ];
}

interface Registered extends Omit<HandOver, 'letter' | 'type' | 'to'> {
  readonly number: number;
  readonly code: string;
  readonly to: string;
  readonly letter?: ClueInput['letter'];
  readonly joined?: number;
}

function clueInput(
  state: ProgrammeState,
  { number, code, category, items, mark, letter, measure, found, outside }: Registered,
  {
    from,
    to,
    book,
    by,
    at,
  }: {
    readonly from: ClueUnit;
    readonly to: ClueUnit;
    readonly book: ClueBook;
    readonly by: Actor;
    readonly at: Instant;
  },
): Omit<ClueInput, 'process'> {
  const { input } = state;
  const counting = input.measures
    .filter((one) => one.id !== measure && one.requirements.some(isTallied))
    .map((one) => one.id);
  return {
    ...baseOf(input),
    clock: input.clock.kind === 'driven' ? { kind: 'driven', at } : input.clock,
    kind: 'clue',
    calendar: input.calendar,
    calendarHash: input.calendarHash,
    card: input.card,
    policy: book.policy,
    number,
    code,
    from,
    to,
    office: book.office,
    roster: rosterFor(state, [...from.posts, ...to.posts, ...book.office]),
    by,
    category,
    items,
    ...optional('mark', mark),
    ...optional('letter', letter),
    ...optional('measure', measure),
    ...optional('found', found),
    ...optional('outside', outside),
    ...(counting.length === 0 ? {} : { countedBy: counting }),
  };
}

/** Whether a requirement's figures are set beside what cases come to. */
function isTallied(one: Requirement): boolean {
  return one.type === 'indicator' && one.tally !== undefined;
}

/** Who holds some posts now. */
function rosterFor(state: ProgrammeState, posts: readonly RolePost[]): Roster {
  const { roster } = staffingOf(state);
  const named = new Set(posts.map((one) => one.id));
  const holders = Object.entries(roster.holders).filter(([post]) => named.has(post));
  return { seq: roster.seq, holders: Object.fromEntries(holders) };
}
