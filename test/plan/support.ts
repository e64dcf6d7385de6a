import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanError } from '../../src/plan/errors.ts';
import { readPlan, type ReadOptions } from '../../src/plan/read-plan.ts';
import type { ProgrammePlan } from '../../src/domain/plan.ts';

/** The real programme. */
export const ZHEJIANG = join(__dirname, '../../plans/zhejiang-2022');

/** The real programme, read; a refusal fails the test with its errors. */
export function zhejiang(options: ReadOptions = {}): ProgrammePlan {
  const read = readPlan(ZHEJIANG, options);
  if (!read.ok) throw new Error(JSON.stringify(read.errors, null, 1));
  return read.plan;
}

/** An edit of a file's text: the first place where the first text stands (there has to be one) is replaced by the second. */
export type Edit = readonly [from: string, to: string];

const made: string[] = [];

/** Folders made by {@link edited}, removed. To be called after all tests of a file. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A copy of the real folder with edits. */
export function edited(edits: {
  readonly plan?: readonly Edit[];
  readonly directory?: readonly Edit[];
}): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhenggai-plan-'));
  made.push(folder);
  cpSync(ZHEJIANG, folder, { recursive: true });
  edit(join(folder, 'plan.yaml'), edits.plan ?? []);
  edit(join(folder, 'directory.yaml'), edits.directory ?? []);
  return folder;
}

function edit(path: string, edits: readonly Edit[]): void {
  const text = edits.reduce(
    (at, [from, to]) => {
      if (!at.includes(from)) throw new Error(`nothing to edit in ${path}: ${from}`);
      return at.replace(from, () => to);
    },
    readFileSync(path, 'utf8'),
  );
  writeFileSync(path, text);
}

/** The line, from 1, on which a text first stands in a file of a folder. */
export function lineOf(folder: string, file: string, text: string): number {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

/** The errors of a folder that has to be refused. */
export function errorsOf(folder: string, options: ReadOptions = {}): readonly PlanError[] {
  const read = readPlan(folder, options);
  if (read.ok) throw new Error('the folder was accepted');
  return read.errors;
}
