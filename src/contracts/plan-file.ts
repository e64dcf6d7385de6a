import { z } from 'zod';
import { PERIOD_FORMS, periodOf } from '../domain/period.ts';
import { TALLIES, TALLY_UNITS } from '../domain/tally.ts';
import { isCivilDate } from '../domain/time.ts';
import { civilDate, limit, postId, programmeId, regionCode, role, shortId, text } from './fields.ts';
import { policyFile, policyOverride } from './policy-file.ts';

/** `plan.yaml` of a programme's folder (DESIGN.md §3). What refers to what is checked in `src/plan/`. */

const assumed = z.boolean().exactOptional();

/** `all`: the lead unit's own region and all below it; `lower`: those below it; else the codes named. */
const regions = z.union([z.literal('all'), z.literal('lower'), z.array(regionCode).min(1)], {
  error: "应为 all（本级及下级各地区）、lower（下级各地区）或地区代码列表，如 ['330100', '330200']",
});

const period = z.string().refine((value) => periodOf(value) !== undefined, {
  error: `应为 2000 年至 2099 年的期间：${PERIOD_FORMS}`,
});

const base = { id: shortId, text, assumed };

const aim = z.number().min(0).max(1e15);

const requirement = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('document'),
    title: text,
    aliases: z.array(text).exactOptional(),
  }),
  z.strictObject({ ...base, type: z.literal('statement') }),
  z.strictObject({
    ...base,
    type: z.literal('indicator'),
    name: text,
    unit: text,
    scope: text,
    period,
    target: aim.exactOptional(),
    minRatio: z.number().min(0).max(1).exactOptional(),
    localities: regions.exactOptional(),
    counting: z.enum(['flow', 'stock']).default('flow'),
    targets: z
      .array(z.strictObject({ period, target: aim }))
      .min(1)
      .exactOptional(),
    evidence: z.boolean().exactOptional(),
    partOf: shortId.exactOptional(),
    complete: z.boolean().exactOptional(),
    tally: z.enum(TALLIES).exactOptional(),
    per: z.literal(TALLY_UNITS, { error: `应为 ${TALLY_UNITS.join('、')} 之一（元）` }).exactOptional(),
  }),
  z.strictObject({ ...base, type: z.literal('cascade'), regions }),
  z.strictObject({
    ...base,
    type: z.literal('cycle'),
    every: z.enum(['year', 'half_year', 'month']),
    firstPeriod: period,
  }),
  z.strictObject({ ...base, type: z.literal('milestone'), milestone: shortId }),
  /** 问题线索: each one found is handed over within the limit, from the day it was found. */
  z.strictObject({ ...base, type: z.literal('clues'), within: limit }),
]);
export type RequirementFile = z.infer<typeof requirement>;

const milestone = z.strictObject({
  id: shortId,
  title: text,
  /** Working days it takes, ending on its date. */
  takes: z.int({ error: '应为 1 至 250 的整数（工作日）' }).min(1).max(250),
});

const two = (value: number): string => String(value).padStart(2, '0');

/** Exactly one of the two; `rule` is a day of every year, e.g. 30 June. */
const deadline = z.strictObject({
  date: civilDate.exactOptional(),
  rule: z
    .strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) })
    .refine(({ month, day }) => isCivilDate(`2023-${two(month)}-${two(day)}`), {
      error: '应为每年都有的日子，如 month: 6, day: 30',
    })
    .exactOptional(),
});
export type DeadlineFile = z.infer<typeof deadline>;

/** A figure that the source publishes, as published. */
const published = z.strictObject({ name: text, value: z.number(), unit: text, period: text });

/** Fields of a measure that a source may leave open. */
const ASSUMABLE = [
  'category',
  'lead',
  'supporting',
  'problems',
  'milestones',
  'deadline',
  'requirements',
] as const;

/** One measure. Exported for checks that go on with the measures that are well formed. */
export const measureFile = z.strictObject({
  id: shortId,
  title: text,
  heading: text,
  text,
  aspect: shortId,
  problems: z.array(shortId).min(1),
  category: z.enum(['immediate', 'time_limited', 'long_term']),
  lead: shortId,
  supporting: z.array(shortId).exactOptional(),
  requirements: z.array(requirement).min(1),
  milestones: z.array(milestone).min(1),
  deadline,
  published: z.array(published).exactOptional(),
  /** Posts named for a role instead of those that follow from the units. */
  roles: z.partialRecord(role, z.array(postId).min(1)).exactOptional(),
  policy: policyOverride.exactOptional(),
  assumed: z.array(z.enum(ASSUMABLE)).exactOptional(),
});
export type MeasureFile = z.infer<typeof measureFile>;

/** The dates on which all others hang; parsed also alone. */
const timing = {
  feedback: civilDate,
  launch: z.strictObject({ date: civilDate, assumed }),
  outerLimit: limit,
};
export const timingFile = z.object(timing);

export const planFile = z.strictObject({
  id: programmeId,
  title: text,
  source: z.strictObject({ title: text, issuer: text, index: text, published: civilDate }),
  /** How many of each the source says there are; the lists must agree. */
  declared: z.strictObject({ aspects: z.int().min(1), problems: z.int().min(1), measures: z.int().min(1) }),
  inspection: z.strictObject({ team: text, from: civilDate, to: civilDate }),
  ...timing,
  office: z.strictObject({ name: text, contact: text, phone: text, assumed }),
  note: text,
  aspects: z.array(z.strictObject({ id: shortId, title: text })).min(1),
  problems: z
    .array(z.strictObject({ id: shortId, aspect: shortId, text: text.exactOptional(), assumed }))
    .min(1),
  policy: policyFile,
  measures: z.array(measureFile).min(1),
});
export type PlanFile = z.infer<typeof planFile>;
