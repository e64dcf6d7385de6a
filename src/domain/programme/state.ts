import type { DirectoryInput } from '../directory/state.ts';
import { byId, OPENING_SEQ, plannedAppointments, rosterOf } from '../directory/state.ts';
import type { MeasureInput } from '../measure/state.ts';
import type { DirectoryPlan, MeasurePlan, ProblemPlan, ProgrammeCard } from '../plan.ts';
import { directoryProcess, measureProcess, type StartBase, type WithCalendar } from '../process.ts';
import type { CivilDate } from '../time.ts';

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
}

/** How a measure stands, as it last told. */
export interface Standing {
  readonly status: string;
  readonly light: string;
  readonly standing: string;
  readonly due: CivilDate;
}

export interface ProgrammeState {
  readonly input: ProgrammeInput;
  readonly standings: Readonly<Record<string, Standing>>;
}

type Source = Omit<ProgrammeInput, 'inputHashes'>;

/** Start input of the programme's directory. */
export function directoryInput(programme: Source): DirectoryInput {
  const { v, programme: id, rules, clock, hashAlgorithm, directory } = programme;
  return {
    v,
    kind: 'directory',
    process: directoryProcess(id),
    programme: id,
    rules,
    clock,
    hashAlgorithm,
    plan: directory,
  };
}

/** Start input of one of the programme's measures: its own plan, the calendar, and who holds the posts it names. */
export function measureInput(programme: Source, plan: MeasurePlan): MeasureInput {
  const {
    v,
    programme: id,
    rules,
    clock,
    hashAlgorithm,
    calendar,
    calendarHash,
    card,
    directory,
    launch,
  } = programme;
  const named = [...new Set(Object.values(plan.roles).flat())];
  const posts = byId(directory.posts.filter((post) => named.includes(post.id)));
  const people = byId(directory.people);
  const appointments = plannedAppointments(directory, launch);
  return {
    v,
    kind: 'measure',
    process: measureProcess(id, plan.id),
    programme: id,
    rules,
    clock,
    hashAlgorithm,
    calendar,
    calendarHash,
    plan,
    card,
    posts,
    roster: rosterOf({ people, appointments }, named, OPENING_SEQ),
  };
}
