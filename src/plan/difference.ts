import { amendmentRefused, additionRefused, droppingRefused } from '../domain/amendment/check.ts';
import { amendedPlan, changeOf, isSame, type PlanChange } from '../domain/amendment/change.ts';
import type { DirectoryAdditions } from '../domain/amendment/known.ts';
import { alterations, type Altered } from '../domain/amendment/summary.ts';
import { byId, newIn } from '../domain/directory/state.ts';
import { asAmended, dueAfter } from '../domain/measure/amend/decide.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import { isClosed, STATUS_NAMES } from '../domain/measure/status.ts';
import { optional } from '../domain/optional.ts';
import type { MeasurePlan, ProblemPlan, ProgrammePlan } from '../domain/plan.ts';
import type { ProgrammeInput } from '../domain/programme/state.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { CivilDate } from '../domain/time.ts';
import { explainDate } from './explain.ts';

/** Something that is otherwise, and for a date why it is what it is. */
export interface Explained extends Altered {
  readonly why?: string;
}

/** What a folder makes otherwise in a measure that runs. */
export interface MeasureDifference {
  readonly measure: string;
  readonly title: string;
  readonly change: PlanChange;
  readonly altered: readonly Explained[];
  readonly notes: readonly string[];
  readonly refusal?: Refusal;
}

export interface AddedDifference {
  readonly plan: MeasurePlan;
  readonly refusal?: Refusal;
}

export interface DroppedDifference {
  readonly measure: string;
  readonly title: string;
  readonly refusal?: Refusal;
}

/** How a folder differs from the programme that runs, measure by measure. */
export interface Difference {
  readonly measures: readonly MeasureDifference[];
  readonly added: readonly AddedDifference[];
  readonly dropped: readonly DroppedDifference[];
  readonly directory?: DirectoryAdditions;
  readonly problems?: readonly ProblemPlan[];
  /** What is otherwise in the folder and stays as it runs, with the way to change it. */
  readonly untouched: readonly string[];
}

interface Circumstances {
  readonly today: CivilDate;
  /** Number of the superior's letter by which the outer limit may be passed. */
  readonly letter?: string;
}

/** The programme that runs: its input as amended, and how each of its measures stands. */
export interface Running {
  readonly input: ProgrammeInput;
  readonly states: ReadonlyMap<string, MeasureState>;
}

/** How a folder, read for the launch date and the calendar in force, differs from what runs. */
export function differenceOf(
  plan: ProgrammePlan,
  running: Running,
  circumstances: Circumstances,
): Difference {
  const { input, states } = running;
  const pairs = plan.measures.flatMap((next) => {
    const state = states.get(next.id);
    return state === undefined ? [] : [{ next, state }];
  });
  const closed = pairs.filter(({ state }) => isClosed(state.status));
  const measures = pairs
    .filter((pair) => !closed.includes(pair))
    .flatMap(({ next, state }) => measureDifference(next, state, plan, circumstances) ?? []);
  const directory = additionsOf(plan, input);
  const problems = isSame(plan.problems, input.problems) ? undefined : plan.problems;
  return {
    measures,
    added: addedOf(plan, running, circumstances),
    dropped: [...states.values()].flatMap((state) => droppedOf(state, plan) ?? []),
    ...optional('directory', directory),
    ...optional('problems', problems),
    untouched: [...closed.flatMap(({ next, state }) => closedNote(next, state)), ...otherNotes(plan, input)],
  };
}

/** Whether the folder asks for nothing that can be done. */
export function isEmpty({ measures, added, dropped, directory, problems }: Difference): boolean {
  const none = measures.length + added.length + dropped.length === 0;
  return none && directory === undefined && problems === undefined;
}

/** Every refusal in a difference. */
export function refusalsOf({ measures, added, dropped }: Difference): readonly Refusal[] {
  return [...measures, ...added, ...dropped].flatMap(({ refusal }) => refusal ?? []);
}

function measureDifference(
  next: MeasurePlan,
  state: MeasureState,
  { directory, calendar }: ProgrammePlan,
  circumstances: Circumstances,
): MeasureDifference | undefined {
  const { plan } = state.input;
  const begun = asAmended(state).status !== 'not_started';
  // Work that has begun does not begin on another day.
  const wished = { ...next, number: plan.number, ...(begun ? { start: plan.start } : {}) };
  const change = changeOf(plan, wished, byId(directory.posts));
  if (change === undefined) return undefined;
  const after = amendedPlan(plan, change);
  const due = dueAfter(state, after.deadline.date);
  const kept =
    after.deadline.date !== plan.deadline.date && due !== after.deadline.date
      ? [
          `时限已另行定为 ${state.due}（延期、恢复或重新整改），方案所定 ${after.deadline.date} 不晚于它，仍为 ${due}`,
        ]
      : [];
  const refused = amendmentRefused(asAmended(state), change, { ...circumstances, calendar });
  return {
    measure: plan.id,
    title: plan.title,
    change,
    altered: alterations(plan, after, { from: state.due, to: due }).map((one) => explained(one, after)),
    notes: kept,
    ...optional('refusal', refused?.refusal),
  };
}

function explained(one: Altered, { deadline, milestones, outerLimit }: MeasurePlan): Explained {
  const planned = [
    { what: '完成时限', due: deadline },
    ...milestones.map(({ title, due }) => ({ what: `节点“${title}”`, due })),
    ...(outerLimit === undefined ? [] : [{ what: '整改期限', due: outerLimit }]),
  ].find(({ what, due }) => what === one.what && due.date === one.to)?.due;
  return planned === undefined ? one : { ...one, why: explainDate(planned) };
}

function addedOf(
  plan: ProgrammePlan,
  { input, states }: Running,
  circumstances: Circumstances,
): readonly AddedDifference[] {
  return plan.measures
    .filter(({ id }) => !states.has(id))
    .map((one, index) => {
      const numbered = { ...one, number: input.measures.length + 1 + index };
      const refused = additionRefused(
        numbered,
        { ...circumstances, calendar: plan.calendar },
        input.measures,
      );
      return { plan: numbered, ...optional('refusal', refused?.refusal) };
    });
}

function droppedOf(state: MeasureState, plan: ProgrammePlan): DroppedDifference | undefined {
  const { id, title } = state.input.plan;
  if (state.status === 'cancelled' || plan.measures.some((one) => one.id === id)) return undefined;
  const { status, statusName } = asAmended(state);
  const refused = droppingRefused(id, status, statusName);
  return { measure: id, title, ...optional('refusal', refused?.refusal) };
}

/** New units, posts and people, and who is to hold the new posts. */
function additionsOf(
  { directory }: ProgrammePlan,
  { directory: known }: ProgrammeInput,
): DirectoryAdditions | undefined {
  const units = newIn(directory.units, known.units);
  const posts = newIn(directory.posts, known.posts);
  if (units.length + posts.length === 0) return undefined;
  const appointments = directory.appointments.filter(({ post }) => posts.some((one) => one.id === post));
  const people = newIn(directory.people, known.people).filter(({ id }) =>
    appointments.some(({ person }) => person === id),
  );
  return { units, posts, people, appointments };
}

function closedNote(next: MeasurePlan, state: MeasureState): readonly string[] {
  const { plan } = state.input;
  const change = changeOf(plan, { ...next, number: plan.number, start: plan.start });
  return change === undefined ? [] : [`${plan.id} ${STATUS_NAMES[state.status]}，不再调整`];
}

function otherNotes(plan: ProgrammePlan, input: ProgrammeInput): readonly string[] {
  const known = new Set(input.directory.posts.map(({ id }) => id));
  const own = (list: ProgrammePlan['directory']['appointments']): readonly string[] =>
    list
      .filter(({ post }) => known.has(post))
      .map(({ person, post }) => `${person} ${post}`)
      .toSorted();
  return [
    ...(isSame(plan.card, input.card) ? [] : ['专项名称、整改办名称和联系方式在启动时确定，不随方案调整']),
    ...(isSame(own(plan.directory.appointments), own(input.directory.appointments))
      ? []
      : ['已有岗位的任职不随方案调整，请用 zhenggai people appoint、relieve 办理']),
  ];
}
