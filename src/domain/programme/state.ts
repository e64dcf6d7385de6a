import type { ClueBook } from '../clue/book.ts';
import type { DirectoryInput } from '../directory/state.ts';
import { byId, OPENING_SEQ, plannedAppointments, rosterOf } from '../directory/state.ts';
import type { MeasureInput } from '../measure/state.ts';
import type { Gathers } from '../gathers.ts';
import type { ClueRegister } from './clue-register.ts';
import type { DirectoryPlan, MeasurePlan, ProblemPlan, ProgrammeCard } from '../plan.ts';
import {
  directoryProcess,
  measureProcess,
  type StartBase,
  type Standing,
  type WithCalendar,
} from '../process.ts';
import type { Post, PostId, Role, Roster } from '../roster.ts';
import type { Hours } from '../slots.ts';
import type { CivilDate } from '../time.ts';
import type { Change } from './change/change.ts';
import type { Gathered } from './gathered.ts';

/** Start input of a programme: the whole plan, from which every other process's input is made. */
export interface ProgrammeInput extends StartBase, WithCalendar {
  readonly kind: 'programme';
  readonly card: ProgrammeCard;
  readonly launch: CivilDate;
  readonly planHash: string;
  readonly aspects: readonly { readonly id: string; readonly title: string }[];
  readonly problems: readonly ProblemPlan[];
  readonly measures: readonly MeasurePlan[];
  readonly directory: DirectoryPlan;
  /** Hashes of the inputs of the processes it opens, by process id; worked out at launch. */
  readonly inputHashes: Readonly<Record<string, string>>;
  /**
   * Programme and directory know its measures from their own start: a measure tells only what differs from that. Absent in the first
   * launches, where every measure told both of itself.
   */
  readonly enters?: true;
  /**
   * It keeps the problems too: tells when one can be signed off, and hears from the directory who the rectification office is. Absent
   * in the first launches.
   */
  readonly keepsProblems?: true;
  /**
   * It gathers what is overdue into one report to the principal leader, and writes a weekly brief. Absent in the first launches, where
   * each measure wrote to the principal leader itself.
   */
  readonly gathers?: Gathers;
  /** It takes in clues, and hears who holds the posts of all units that can have one. Absent in the first launches. */
  readonly clues?: ClueBook;
}

export interface ProgrammeState {
  readonly input: ProgrammeInput;
  readonly standings: Readonly<Record<string, Standing>>;
  /** Who holds the office's posts, once the directory has told of a change. */
  readonly roster?: Roster;
  /** Parts of the start input that were amended since, measures by their id: `input` has them already. */
  readonly amended?: Partial<
    Pick<ProgrammeInput, 'planHash' | 'calendar' | 'calendarHash' | 'directory' | 'problems'>
  > & { readonly measures?: Readonly<Record<string, MeasurePlan>> };
  /** Changes of plan and calendar, with those who have not answered yet. */
  readonly changes?: readonly Change[];
  /** Problems that were ever signed off; the date is gone where one was reopened. */
  readonly problems?: Readonly<Record<string, { readonly signedOffOn?: CivilDate; readonly times: number }>>;
  /** Clues handed over so far. */
  readonly clues?: ClueRegister;
  /** Where it gathers: what its measures have told. */
  readonly gathered?: Gathered;
}

type Source = Omit<ProgrammeInput, 'inputHashes'>;

/** What the start inputs of all a programme's processes have in common. */
export function baseOf({ v, programme, rules, clock, hashAlgorithm }: Source): Omit<StartBase, 'process'> {
  return { v, programme, rules, clock, hashAlgorithm };
}

/** When the programme's own letters leave: as those of its measures do. */
export function hoursOf({ measures }: Source): Hours {
  return measures[0]?.policy.hours ?? { slot: '08:30', workStart: '08:30', workEnd: '17:30' };
}

/** The posts that a process names, and who holds them at the launch. */
export function staffAtLaunch(
  { directory, launch }: Source,
  named: readonly PostId[],
): { readonly posts: Readonly<Record<PostId, Post>>; readonly roster: Roster } {
  const known = { people: byId(directory.people), appointments: plannedAppointments(directory, launch) };
  return {
    posts: byId(directory.posts.filter((post) => named.includes(post.id))),
    roster: rosterOf(known, named, OPENING_SEQ),
  };
}

/** Start input of the programme's directory. */
export function directoryInput(programme: Source): DirectoryInput {
  const { programme: id, directory, measures } = programme;
  const wishes = measures.map((one) => [measureProcess(id, one.id), namedBy(one)] as const);
  const own = programme.keepsProblems === true ? [[id, officePosts(programme)] as const] : [];
  return {
    ...baseOf(programme),
    kind: 'directory',
    process: directoryProcess(id),
    plan: directory,
    ...(programme.enters === true ? { subscriptions: Object.fromEntries([...wishes, ...own]) } : {}),
  };
}

/** Start input of one of the programme's measures: its own plan, the calendar, and who holds the posts it names. */
export function measureInput(programme: Source, plan: MeasurePlan): MeasureInput {
  const { programme: id, calendar, calendarHash, card } = programme;
  return {
    ...baseOf(programme),
    kind: 'measure',
    process: measureProcess(id, plan.id),
    calendar,
    calendarHash,
    plan,
    card,
    ...staffAtLaunch(programme, namedBy(plan)),
    ...(programme.enters === true ? { entered: standingAtLaunch(plan) } : {}),
    ...(programme.gathers === undefined ? {} : { gathered: true as const }),
  };
}

/** How a measure stands as the plan has it, before anything has happened. */
export function standingAtLaunch(plan: MeasurePlan): Standing {
  return { status: 'not_started', light: 'green', standing: '推进中', due: plan.deadline.date };
}

function namedBy(plan: MeasurePlan): readonly PostId[] {
  return [...new Set(Object.values(plan.roles).flat())];
}

/** The rectification office, and who stands in for it. */
const OFFICE_ROLES = ['rectification_office', 'principal_leader'] as const satisfies readonly Role[];

/** The posts that play a role in any of its measures. */
export function postsFor({ measures }: Pick<Source, 'measures'>, role: Role): readonly PostId[] {
  return [...new Set(measures.flatMap((one) => one.roles[role] ?? []))];
}

/** The roles a programme writes to: one that gathers also to the supervising leaders. */
export function rolesOfProgramme({ gathers }: Pick<Source, 'gathers'>): readonly Role[] {
  return gathers === undefined ? OFFICE_ROLES : [...OFFICE_ROLES, 'supervising_leader'];
}

/** Posts of whose holders a programme wants to hear. */
export function officePosts(input: Pick<Source, 'measures' | 'gathers' | 'clues'>): readonly PostId[] {
  const own = rolesOfProgramme(input).flatMap((role) => postsFor(input, role));
  const { units = [], office = [] } = input.clues ?? {};
  const ofClues = [...units.flatMap((one) => one.posts), ...office].map((one) => one.id);
  return [...new Set([...own, ...ofClues])];
}
