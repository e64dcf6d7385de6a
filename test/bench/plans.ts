import path from 'node:path';
import type { MeasurePlan, ProgrammePlan } from '../../src/domain/plan.ts';
import { dateOf, instantOf } from '../../src/domain/time.ts';
import { readPlan } from '../../src/plan/read-plan.ts';

const ZHEJIANG = path.join(import.meta.dirname, '../../plans/zhejiang-2022');

/** The Zhejiang plan launched today, with its dates moved along, under another name. */
export function programme(
  id: string,
  change: (plan: MeasurePlan) => MeasurePlan = (same) => same,
): ProgrammePlan {
  const plan = today();
  return { ...plan, card: { ...plan.card, id }, measures: plan.measures.map(change) };
}

let read: ProgrammePlan | undefined;

function today(): ProgrammePlan {
  if (read === undefined) {
    const found = readPlan(ZHEJIANG, { start: dateOf(instantOf(Date.now())) });
    if (!found.ok) throw new Error(JSON.stringify(found.errors, null, 2));
    read = found.plan;
  }
  return read;
}
