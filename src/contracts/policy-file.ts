import { z } from 'zod';
import { FIXED_BY_LAW, STEPS } from '../domain/clue/policy.ts';
import { days, limit, role, text, timeOfDay } from './fields.ts';

/** How measures are pursued, as written in a plan: the shape of the domain's `Policy`. Days are working days. */

const roles = z.array(role);
const someRoles = roles.min(1);

const reminders = z.strictObject({
  before: z.array(days),
  longBefore: z.array(days),
  longerThanCalendarDays: days,
  to: someRoles,
  cc: roles,
});

const milestones = z.strictObject({
  before: z.array(days),
  missedAfter: days.min(1),
  to: someRoles,
  cc: roles,
});

const rung = z.strictObject({
  after: days.min(1),
  kind: z.enum(['urge', 'supervise', 'special_report', 'proposal']),
  to: someRoles,
  cc: roles,
});

const approval = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        title: text,
        roles: someRoles,
        mode: z.enum(['any_of', 'all_of', 'countersign', 'meeting']),
      }),
    )
    .min(1),
  againAfter: days.min(1),
  aboveAfter: days.min(1),
});

const extension = z.strictObject({
  decider: role,
  opinion: role,
  againAfter: days.min(1),
  aboveAfter: days.min(1),
});

/** Calendar days: a public notice also runs over holidays. */
const publicNotice = z.strictObject({
  days: z.int({ error: '应为 1 至 60 的整数（自然日）' }).min(1).max(60).default(7),
  phone: text.exactOptional(),
});

/** 序时进度, and who is told. */
const pace = z.strictObject({
  percent: z.int({ error: '应为 1 至 100 的整数（百分比）' }).min(1).max(100),
  grace: days,
  to: someRoles,
  cc: roles,
});

const lookBack = z.strictObject({
  months: z.int({ error: '应为 1 至 36 的整数（个月）' }).min(1).max(36),
  percent: z.int({ error: '应为 0 至 100 的整数（百分比）' }).min(0).max(100),
});

/** 专报: how long it waits for the rectification office. */
const specialReport = z.strictObject({ leavesAfter: days.min(1) });

const brief = z.strictObject({
  /** ISO: 1 is Monday. A week in which it falls on a day off has it on the first working day after. */
  weekday: z.int({ error: '应为 0 至 5 的整数：1 至 5 为周一至周五，0 为不发简报' }).min(0).max(5),
});

/** What a measure may replace, section by section. */
const perMeasure = {
  reminders,
  milestones,
  yellowBefore: days,
  ladder: z.array(rung),
  approval,
  extension,
  correctionDays: days.min(1),
};

/** Limits of clues that an office sets itself; those of law and regulation are not among them. */
const ownStep = z.enum(STEPS).exclude([...FIXED_BY_LAW]);

/** Of clues: what is not given is as `src/domain/clue/policy.ts` has it. */
const clues = z.strictObject({
  limits: z.partialRecord(ownStep, limit).exactOptional(),
  remindBefore: z.array(days).min(1).exactOptional(),
  yellowBefore: days.exactOptional(),
  reroutes: days.max(10).exactOptional(),
  supplements: days.max(10).exactOptional(),
  letter: z.strictObject({ days: days.min(1), atMost: days.min(1) }).exactOptional(),
});
export type CluesFile = z.infer<typeof clues>;

export const policyFile = z.strictObject({
  hours: z.strictObject({ slot: timeOfDay, workStart: timeOfDay, workEnd: timeOfDay }),
  ...perMeasure,
  pace: pace.exactOptional(),
  publicNotice: publicNotice.exactOptional(),
  lookBack: lookBack.exactOptional(),
  specialReport: specialReport.default({ leavesAfter: 1 }),
  brief: brief.default({ weekday: 1 }),
  clues: clues.exactOptional(),
  above: z.partialRecord(role, role.nullable()),
  refusalsPerDay: z.int().min(1).max(1000),
  assumed: z.array(text),
});
export type PolicyFile = z.infer<typeof policyFile>;

/** A measure's own policy: whole sections that stand in for the programme's. */
export const policyOverride = z.strictObject({
  reminders: reminders.exactOptional(),
  milestones: milestones.exactOptional(),
  yellowBefore: perMeasure.yellowBefore.exactOptional(),
  ladder: perMeasure.ladder.exactOptional(),
  approval: approval.exactOptional(),
  extension: extension.exactOptional(),
  correctionDays: perMeasure.correctionDays.exactOptional(),
  pace: pace.exactOptional(),
  publicNotice: publicNotice.exactOptional(),
  lookBack: lookBack.exactOptional(),
});
