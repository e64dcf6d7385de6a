import { chmodSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';

export interface MeasureYaml {
  id: string;
  title: string;
  lead: string;
  problems: string[];
  supporting?: string[];
  milestones: { id: string; title: string; takes: number }[];
  requirements: object[];
  deadline: { date?: string };
}

export interface PlanYaml {
  declared: Record<string, number>;
  outerLimit: { amount: number; unit: string; assumed?: boolean };
  measures: MeasureYaml[];
}

/** A copy of a programme's folder in which the plan was changed, as somebody edits it. Whoever asks removes it. */
export function amendedFolder(from: string, change: (plan: PlanYaml) => void): string {
  const at = mkdtempSync(path.join(tmpdir(), 'zhenggai-amended-'));
  chmodSync(at, 0o755);
  cpSync(from, at, { recursive: true });
  const file = path.join(at, 'plan.yaml');
  const plan = parse(readFileSync(file, 'utf8')) as PlanYaml;
  change(plan);
  plan.declared = { ...plan.declared, measures: plan.measures.length };
  writeFileSync(file, stringify(plan));
  return at;
}

/** The measure of an edited plan. */
export function measureIn(plan: PlanYaml, id: string): MeasureYaml {
  const found = plan.measures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}
