import canonicalize from 'canonicalize';
import { isPlanDate } from '../contracts/fields.ts';
import { directoryFile } from '../contracts/directory-file.ts';
import { planFile } from '../contracts/plan-file.ts';
import type { WorkCalendar } from '../domain/calendar.ts';
import type { ProgrammePlan } from '../domain/plan.ts';
import type { CivilDate } from '../domain/time.ts';
import { buildProgramme } from './build.ts';
import { sha256, stateCouncilCalendar } from './calendar.ts';
import { checkConsistency, soundMeasures } from './consistency.ts';
import { sortErrors, valueText, type PlanError } from './errors.ts';
import { checkFolder, readSource, type ReadFile } from './folder.ts';
import { checkReferences, type Sources } from './references.ts';
import { checkSchedule } from './schedule-check.ts';
import { validate } from './validate.ts';
import { warningsOf } from './warnings.ts';
import { parseYaml } from './yaml-source.ts';

export { formatErrors, type PlanError } from './errors.ts';

/** How a folder is to be read. */
export interface ReadOptions {
  /** Launch date, where it is not the plan's own. */
  readonly start?: CivilDate;
  /** Working days; the State Council's where not given. */
  readonly calendar?: WorkCalendar;
}

/** A programme ready to be launched, or everything that is wrong with its folder. */
export type ReadPlan =
  | {
      readonly ok: true;
      readonly plan: ProgrammePlan;
      /** What to know, in Chinese: no errors. */
      readonly warnings: readonly string[];
      /** The files `plan.planHash` is over. */
      readonly files: readonly ReadFile[];
    }
  | { readonly ok: false; readonly errors: readonly PlanError[] };

/**
 * Reads, checks and schedules a programme's folder. Starts nothing. All errors of both files come at once: of YAML, of
 * shape, of names, of dates.
 */
export function readPlan(folder: string, options: ReadOptions = {}): ReadPlan {
  const badStart = checkStart(options.start);
  const badFolder = checkFolder(folder);
  if (badFolder.length > 0) return { ok: false, errors: sortErrors([...badStart, ...badFolder]) };

  const planRead = readSource(folder, 'plan.yaml');
  const directoryRead = readSource(folder, 'directory.yaml');
  const sources: Sources = {
    plan: planRead.ok ? planRead.source : parseYaml('plan.yaml', ''),
    directory: directoryRead.ok ? directoryRead.source : parseYaml('directory.yaml', ''),
  };
  const calendar = options.calendar ?? stateCouncilCalendar();
  const plan = validate(planFile, sources.plan);
  const directory = validate(directoryFile, sources.directory);
  const measures = soundMeasures(sources.plan);
  const start = badStart.length === 0 ? options.start : undefined;
  const errors = sortErrors([
    ...badStart,
    ...unreadable(planRead, sources.plan.data, plan),
    ...unreadable(directoryRead, sources.directory.data, directory),
    ...checkReferences(sources),
    ...checkConsistency(sources, measures),
    ...checkSchedule(sources.plan, measures, calendar, start),
  ]);
  if (errors.length > 0 || !plan.ok || !directory.ok || !planRead.ok || !directoryRead.ok) {
    return { ok: false, errors };
  }

  const files = [planRead.file, directoryRead.file];
  const planHash = sha256(
    canonicalize(Object.fromEntries(files.map((file) => [file.name, file.sha256]))) ?? '',
  );
  const programme = buildProgramme({
    plan: plan.value,
    directory: directory.value,
    calendar,
    planHash,
    ...(start === undefined ? {} : { start }),
  });
  return { ok: true, plan: programme, warnings: warningsOf(programme), files };
}

/** A file's own errors: that it is not there; what its YAML breaks; what its schema refuses, where there is data. */
function unreadable(
  read: ReturnType<typeof readSource>,
  data: unknown,
  checked: { readonly ok: boolean; readonly errors?: readonly PlanError[] },
): readonly PlanError[] {
  if (!read.ok) return [read.error];
  const broken = data === undefined && read.source.errors.length > 0;
  return [...read.source.errors, ...(broken ? [] : (checked.errors ?? []))];
}

function checkStart(start: CivilDate | undefined): readonly PlanError[] {
  if (start === undefined || isPlanDate(start)) return [];
  const expected = '应为存在的日期，形如 2022-08-31，在 2000 年至 2100 年之间';
  return [{ file: '--start', line: 0, path: '', value: valueText(start), expected }];
}
