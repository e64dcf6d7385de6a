import { clueBook } from './clues.ts';
import type { DirectoryFile } from '../contracts/directory-file.ts';
import type { MeasureFile, PlanFile, RequirementFile } from '../contracts/plan-file.ts';
import type { WorkCalendar } from '../domain/calendar.ts';
import type { Gathers } from '../domain/gathers.ts';
import type {
  DirectoryPlan,
  MeasurePlan,
  Policy,
  ProgrammePlan,
  Region,
  Requirement,
  UnitRef,
} from '../domain/plan.ts';
import type { CivilDate } from '../domain/time.ts';
import { calendarHash } from './calendar.ts';
import { timingOf, type Timing } from './deadlines.ts';
import { regionsOf } from './regions.ts';
import { isHostOffice, rolesOf, unitOf } from './roles.ts';
import { deadlineRule, scheduleOf } from './schedule-check.ts';

/** Both files, well formed and agreeing, and what they are read with. */
export interface CheckedFiles {
  readonly plan: PlanFile;
  readonly directory: DirectoryFile;
  readonly calendar: WorkCalendar;
  readonly planHash: string;
  /** Launch date, where it is not the plan's own. */
  readonly start?: CivilDate;
}

/** The programme of checked files, every date worked out. */
export function buildProgramme(files: CheckedFiles): ProgrammePlan {
  const { plan, directory, calendar } = files;
  const timing = timingOf(calendar, plan, files.start);
  return {
    card: {
      id: plan.id,
      title: plan.title,
      office: plan.office.name,
      contact: plan.office.contact,
      phone: plan.office.phone,
    },
    launch: timing.launch,
    feedback: timing.feedback,
    outerLimit: timing.outerLimit,
    outerLimitRule: plan.outerLimit,
    note: plan.note,
    source: plan.source,
    inspection: plan.inspection,
    assumed: [
      ...(plan.launch.assumed === true ? ['launch'] : []),
      ...(plan.outerLimit.assumed === true ? ['outerLimit'] : []),
      ...(plan.office.assumed === true ? ['office'] : []),
    ],
    aspects: plan.aspects,
    problems: plan.problems.map((problem) => ({ ...problem, assumed: problem.assumed ?? false })),
    measures: plan.measures.map((measure, index) => buildMeasure(files, timing, measure, index + 1)),
    gathers: gathersOf(plan.policy),
    clues: clueBook(directory, plan.policy),
    directory: buildDirectory(directory),
    calendar,
    planHash: files.planHash,
    calendarHash: calendarHash(calendar),
  };
}

function buildMeasure(
  files: CheckedFiles,
  timing: Timing,
  measure: MeasureFile,
  number: number,
): MeasurePlan {
  const { plan, directory } = files;
  const rule = checked(deadlineRule(measure.deadline), `${measure.id}: deadline`);
  const lead = checked(unitOf(directory, measure.lead), `${measure.id}: lead`);
  const region = checked(
    directory.regions.find(({ code }) => code === lead.region),
    `${measure.id}: region`,
  );
  const { start, milestones, deadline } = scheduleOf(timing, measure, rule);
  return {
    id: measure.id,
    number,
    title: measure.title,
    text: measure.text,
    heading: measure.heading,
    aspect: checked(
      plan.aspects.find(({ id }) => id === measure.aspect),
      `${measure.id}: aspect`,
    ),
    problems: measure.problems,
    category: measure.category,
    lead: { id: lead.id, name: lead.name },
    supporting: (measure.supporting ?? []).map((id) => unitRef(directory, id)),
    region,
    requirements: measure.requirements.map((requirement) =>
      buildRequirement(requirement, directory, region, timing),
    ),
    milestones,
    start,
    deadline,
    outerLimit: timing.outerLimit,
    roles: rolesOf(directory, measure),
    hostOffice: isHostOffice(directory, lead.id),
    assumed: measure.assumed ?? [],
    ...(measure.published === undefined ? {} : { published: measure.published }),
    policy: withPace({ ...ofMeasures(plan.policy), ...measure.policy }),
  };
}

/** What of the policy is the programme's own affair. */
function gathersOf({ specialReport, brief }: PlanFile['policy']): Gathers {
  const { leavesAfter } = specialReport;
  return brief.weekday === 0 ? { leavesAfter } : { leavesAfter, brief };
}

function ofMeasures({
  specialReport: _,
  brief: __,
  clues: ___,
  ...policy
}: PlanFile['policy']): MeasurePlan['policy'] {
  return policy;
}

function buildRequirement(
  requirement: RequirementFile,
  directory: DirectoryFile,
  region: Region,
  timing: Timing,
): Requirement {
  switch (requirement.type) {
    case 'document':
      return { ...requirement, aliases: requirement.aliases ?? [] };
    case 'cascade':
      return { ...requirement, regions: regionsOf(directory, region.code, requirement.regions) };
    case 'indicator': {
      const { localities, targets, ...rest } = requirement;
      return {
        ...rest,
        period: movedPeriod(timing, requirement.period),
        ...(targets === undefined
          ? {}
          : { targets: targets.map((one) => ({ ...one, period: movedPeriod(timing, one.period) })) }),
        ...(localities === undefined
          ? {}
          : { localities: regionsOf(directory, region.code, localities).map(({ name }) => name) }),
      };
    }
    case 'cycle':
      return { ...requirement, firstPeriod: movedPeriod(timing, requirement.firstPeriod) };
    case 'statement':
    case 'milestone':
    case 'clues':
      return requirement;
  }
}

/** How pace is judged where a plan says nothing of it, marked as assumed. */
const PACE: NonNullable<Policy['pace']> = {
  percent: 80,
  grace: 5,
  to: ['case_handler'],
  cc: ['office_head'],
};

function withPace(policy: Policy): Policy {
  if (policy.pace !== undefined) return policy;
  return { ...policy, pace: PACE, assumed: [...policy.assumed, 'pace'] };
}

/** A period moves by as many years as the launch does; 2017年以来 is a matter of fact, and stays. */
function movedPeriod({ launch, plannedLaunch }: Timing, period: string): string {
  if (period.endsWith('/')) return period;
  const years = Number(launch.slice(0, 4)) - Number(plannedLaunch.slice(0, 4));
  return `${Number(period.slice(0, 4)) + years}${period.slice(4)}`;
}

function buildDirectory(directory: DirectoryFile): DirectoryPlan {
  return {
    regions: directory.regions,
    units: directory.units.map(({ id, name, region, assumed }) => ({
      id,
      name,
      region,
      ...(assumed === undefined ? {} : { assumed }),
    })),
    posts: directory.units.flatMap((unit) =>
      unit.posts.map(({ id, title }) => ({
        id,
        title,
        unit: unit.id,
        unitName: unit.name,
        region: unit.region,
      })),
    ),
    people: directory.people.map(({ id, name, address }) => ({ id, name, address })),
    appointments: directory.people.flatMap(({ id, posts }) => posts.map((post) => ({ person: id, post }))),
    administrators: directory.administrators,
  };
}

function unitRef(directory: DirectoryFile, id: string): UnitRef {
  const { name } = checked(unitOf(directory, id), `unit ${id}`);
  return { id, name };
}

/** What the checks before this have made sure of; its absence is a defect of the checks. */
function checked<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`unchecked plan: ${what}`);
  return value;
}
