import { nearest } from '../contracts/nearest.ts';
import { MAX_ERRORS, type FieldPath, type PlanError } from './errors.ts';
import { valuesAt, type Placed } from './values-at.ts';
import type { YamlSource } from './yaml-source.ts';

/** The two files of a programme's folder. */
export interface Sources {
  readonly plan: YamlSource;
  readonly directory: YamlSource;
}

type Which = keyof Sources;

/** Ids that may stand once only: in the whole file, or within the list they stand in where `within` says so. */
const UNIQUE: readonly { readonly file: Which; readonly at: string; readonly within?: number }[] = [
  { file: 'plan', at: 'aspects.*.id' },
  { file: 'plan', at: 'problems.*.id' },
  { file: 'plan', at: 'measures.*.id' },
  { file: 'plan', at: 'measures.*.requirements.*.id', within: 2 },
  { file: 'plan', at: 'measures.*.milestones.*.id', within: 2 },
  { file: 'plan', at: 'measures.*.problems.*', within: 2 },
  { file: 'plan', at: 'measures.*.supporting.*', within: 2 },
  { file: 'directory', at: 'regions.*.code' },
  { file: 'directory', at: 'units.*.id' },
  { file: 'directory', at: 'units.*.posts.*.id' },
  { file: 'directory', at: 'people.*.id' },
  { file: 'directory', at: 'people.*.posts.*', within: 2 },
  { file: 'directory', at: 'administrators.*' },
];

interface Target {
  readonly file: Which;
  readonly at: string;
  readonly name: string;
}

const ASPECTS: Target = { file: 'plan', at: 'aspects.*.id', name: 'plan.yaml 中的方面编号' };
const PROBLEMS: Target = { file: 'plan', at: 'problems.*.id', name: 'plan.yaml 中的问题编号' };
const UNITS: Target = { file: 'directory', at: 'units.*.id', name: 'directory.yaml 中的单位编号' };
const POSTS: Target = { file: 'directory', at: 'units.*.posts.*.id', name: 'directory.yaml 中的岗位编号' };
const REGIONS: Target = { file: 'directory', at: 'regions.*.code', name: 'directory.yaml 中的地区代码' };

/** What may only name something that is there. */
const REFERENCES: readonly { readonly file: Which; readonly at: string; readonly to: Target }[] = [
  { file: 'plan', at: 'problems.*.aspect', to: ASPECTS },
  { file: 'plan', at: 'measures.*.aspect', to: ASPECTS },
  { file: 'plan', at: 'measures.*.problems.*', to: PROBLEMS },
  { file: 'plan', at: 'measures.*.lead', to: UNITS },
  { file: 'plan', at: 'measures.*.supporting.*', to: UNITS },
  { file: 'plan', at: 'measures.*.roles.*.*', to: POSTS },
  { file: 'plan', at: 'measures.*.requirements.*.regions.*', to: REGIONS },
  { file: 'plan', at: 'measures.*.requirements.*.localities.*', to: REGIONS },
  { file: 'directory', at: 'units.*.region', to: REGIONS },
  { file: 'directory', at: 'units.*.host', to: UNITS },
  { file: 'directory', at: 'units.*.supervisedBy', to: POSTS },
  { file: 'directory', at: 'people.*.posts.*', to: POSTS },
  { file: 'directory', at: 'administrators.*', to: POSTS },
];

/** Duplicate ids and names of what is not there. Goes by what is written, well formed or not. */
export function checkReferences(sources: Sources): readonly PlanError[] {
  return [
    ...UNIQUE.flatMap(({ file, at, within }) => duplicates(sources[file], at, within ?? 0)),
    ...REFERENCES.flatMap(({ file, at, to }) =>
      dangling(sources[file], words(sources[file], at), known(sources, to), to.name),
    ),
    ...milestonesNamed(sources.plan),
  ];
}

interface Word {
  readonly path: FieldPath;
  readonly value: string;
}

/** Ids as written; a number is taken as its digits, so that one unquoted code is one error and not many. */
function words(source: YamlSource, at: string): readonly Word[] {
  return valuesAt(source.data, at).flatMap(({ path, value }: Placed) =>
    typeof value === 'string' || typeof value === 'number' ? [{ path, value: String(value) }] : [],
  );
}

function known(sources: Sources, { file, at }: Target): readonly string[] {
  return words(sources[file], at).map(({ value }) => value);
}

function duplicates(source: YamlSource, at: string, within: number): readonly PlanError[] {
  const first = new Map<string, FieldPath>();
  const repeated: PlanError[] = [];
  for (const { path, value } of words(source, at)) {
    if (repeated.length >= MAX_ERRORS) break;
    const key = JSON.stringify([path.slice(0, within), value]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, path);
    else repeated.push(source.error(path, `不能重复，第 ${source.lineOf(earlier)} 行已有`));
  }
  return repeated;
}

/** Nothing is said where the list named is not there at all: that is an error of its own. */
function dangling(
  source: YamlSource,
  found: readonly Word[],
  allowed: readonly string[],
  name: string,
): readonly PlanError[] {
  if (allowed.length === 0) return [];
  const set = new Set(allowed);
  return found
    .filter(({ value }) => !set.has(value))
    .slice(0, MAX_ERRORS)
    .map(({ path, value }, index) =>
      source.error(path, `应为 ${name}${choices(value, allowed, index < HINTED)}`),
    );
}

const LISTED = 15;
/** Errors of one kind that get a hint: finding it compares a word with all others. */
const HINTED = 50;

function choices(value: string, allowed: readonly string[], hinted: boolean): string {
  const meant = hinted ? nearest(value, allowed) : undefined;
  const near = meant === undefined ? '' : `，是否应为 ${meant}？`;
  const all = allowed.length <= LISTED ? `：${allowed.join('、')}` : `（共 ${allowed.length} 个）`;
  return `${all}${near}`;
}

function milestonesNamed(plan: YamlSource): readonly PlanError[] {
  return valuesAt(plan.data, 'measures.*').flatMap(({ path }) => {
    const at = path.join('.');
    const own = words(plan, `${at}.milestones.*.id`).map(({ value }) => value);
    return dangling(plan, words(plan, `${at}.requirements.*.milestone`), own, '本措施的时间节点编号');
  });
}
