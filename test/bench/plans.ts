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

const TWO_STEPS = new Set(['处室负责人审核', '分管领导审定']);

let read: ProgrammePlan | undefined;

function today(): ProgrammePlan {
  if (read === undefined) {
    const found = readPlan(ZHEJIANG, { start: dateOf(instantOf(Date.now())) });
    if (!found.ok) throw new Error(JSON.stringify(found.errors, null, 2));
    // Approved in two steps, as ever: figures of different days stay comparable.
    const measures = found.plan.measures.map(({ policy: { lookBack: _, ...policy }, ...plan }) => {
      const steps = policy.approval.steps.filter(({ title }) => TWO_STEPS.has(title));
      return { ...plan, policy: { ...policy, approval: { ...policy.approval, steps } } };
    });
    read = { ...found.plan, measures };
  }
  return read;
}
