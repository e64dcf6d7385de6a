import type { WorkCalendar } from '../calendar.ts';
import type { ProgrammeCard } from '../plan.ts';
import {
  directoryProcess,
  measureProcess,
  sweepProcess,
  type StartBase,
  type WithCalendar,
} from '../process.ts';
import { baseOf, hoursOf, staffAtLaunch, type ProgrammeInput } from '../programme/state.ts';
import type { Post, PostId, Roster } from '../roster.ts';
import { spreadOf, type Hours } from '../slots.ts';
import { addDays, addMillis, dateOf, instantAt, MINUTE_MS, type Instant } from '../time.ts';
import { workingDayOnOrAfter } from '../calendar.ts';
import type { Finding } from './findings.ts';

/** Start input of a programme's daily sweep. */
export interface SweepInput extends StartBase, WithCalendar {
  readonly kind: 'sweep';
  readonly hours: Hours;
  readonly card: ProgrammeCard;
  /** Processes that must be there, as registered at the launch. */
  readonly registered: readonly string[];
  /** Posts of the rectification office, and of the administrators. */
  readonly office: readonly PostId[];
  readonly administrators: readonly PostId[];
  readonly posts: Readonly<Record<PostId, Post>>;
  readonly roster: Roster;
}

/** What one look at a programme gave. */
export interface Looked {
  readonly at: Instant;
  readonly processes: number;
  readonly letters: number;
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly more: number;
}

export interface SweepState {
  readonly seq: number;
  readonly input: SweepInput;
  readonly roster: Roster;
  /** When it looks next. */
  readonly nextAt: Instant;
  /** Since when it is looking; absent while it waits. */
  readonly since?: Instant;
  readonly last?: Looked;
  /** Parts of the start input that were amended since: `input` has them already. */
  readonly amended?: Partial<Pick<SweepInput, 'registered' | 'calendar' | 'calendarHash'>>;
  /** Letters whose refusal was told: the ledger may show one late, so each look goes back over the day before. */
  readonly told: readonly string[];
}

/** Before the slot, so that what is found goes with its letter. */
const BEFORE_SLOT_MINUTES = 80;
const SPREAD_SECONDS = 600;

/** The first moment of looking after a moment: once on every working day. */
export function nextSweep(input: SweepInput, after: Instant): Instant {
  const { calendar, hours, process } = input;
  const today = momentOn(calendar, hours, dateOf(after), process);
  return today > after ? today : momentOn(calendar, hours, addDays(dateOf(after), 1), process);
}

function momentOn(calendar: WorkCalendar, hours: Hours, from: string, process: string): Instant {
  const slot = instantAt(workingDayOnOrAfter(calendar, from), hours.slot);
  return addMillis(slot, -BEFORE_SLOT_MINUTES * MINUTE_MS + spreadOf(process, SPREAD_SECONDS) * 1_000);
}

/** Start input of the sweep of a programme. `number`: one that was ended by hand is followed by the next. */
export function sweepInput(programme: ProgrammeInput, number: number): SweepInput {
  const { programme: id, calendar, calendarHash, card, directory, measures } = programme;
  const office = [...new Set(measures.flatMap((one) => one.roles.rectification_office ?? []))];
  const named = [...new Set([...office, ...directory.administrators])];
  return {
    ...baseOf(programme),
    kind: 'sweep',
    process: sweepProcess(id, number),
    calendar,
    calendarHash,
    hours: hoursOf(programme),
    card,
    registered: [id, directoryProcess(id), ...measures.map((one) => measureProcess(id, one.id))],
    office,
    administrators: directory.administrators,
    ...staffAtLaunch(programme, named),
  };
}
