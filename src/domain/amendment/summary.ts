import type { MeasurePlan, Milestone } from '../plan.ts';
import type { CivilDate } from '../time.ts';
import { FIELD_NAMES, isSame, type AmendedField } from './change.ts';

/** One thing that is otherwise than before, in words; dates and names where it is of these. */
export interface Altered {
  readonly what: string;
  readonly from?: string;
  readonly to?: string;
}

/** The dates now worked towards, which an extension may have moved. */
export interface Dues {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

const NAMED: ReadonlySet<AmendedField> = new Set(['deadline', 'milestones', 'outerLimit', 'start', 'lead']);

/** What is otherwise in a measure, each thing once: dates that move, the unit, then all else by its name. */
export function alterations(from: MeasurePlan, to: MeasurePlan, due: Dues): readonly Altered[] {
  const others = (Object.keys(FIELD_NAMES) as AmendedField[])
    .filter((field) => !NAMED.has(field) && !isSame(from[field], to[field]))
    .map((field) => ({ what: FIELD_NAMES[field] }));
  const limits = [from.outerLimit?.date, to.outerLimit?.date];
  return [
    ...changed(FIELD_NAMES.deadline, due.from, due.to),
    ...milestones(from.milestones, to.milestones),
    ...changed(FIELD_NAMES.outerLimit, ...(limits as [string | undefined, string | undefined])),
    ...changed(FIELD_NAMES.lead, from.lead.name, to.lead.name),
    ...others,
  ];
}

function milestones(from: readonly Milestone[], to: readonly Milestone[]): readonly Altered[] {
  const named = (title: string): string => `节点“${title}”`;
  return [
    ...to.flatMap(({ id, title, due }) =>
      changed(named(title), from.find((one) => one.id === id)?.due.date, due.date),
    ),
    ...from
      .filter(({ id }) => !to.some((one) => one.id === id))
      .map(({ title, due }) => ({ what: named(title), from: due.date })),
  ];
}

function changed(what: string, from: string | undefined, to: string | undefined): readonly Altered[] {
  if (from === to) return [];
  return [{ what, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
}

/** 完成时限 2022-08-31 → 2022-09-09 */
export function alteredText({ what, from, to }: Altered): string {
  if (from === undefined && to === undefined) return what;
  if (from === undefined) return `${what} ${to ?? ''}（新增）`;
  return to === undefined ? `${what} ${from}（取消）` : `${what} ${from} → ${to}`;
}
