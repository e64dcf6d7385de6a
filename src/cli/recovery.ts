import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { readIfThere, writeAtomic } from '../engine/files.ts';

/** The mark of a data folder that was restored, and in which nobody has yet said what may be mailed again. */
export interface Restored {
  readonly v: 1;
  /** Told apart from other restores by it. */
  readonly id: string;
  readonly restoredAt: string;
  /** When the databases were as they now are. */
  readonly backupAt: string;
  readonly archive: string;
  readonly restoredBy: string;
}

const FILE = 'restored.json';

/** Writes the mark into a folder that is still aside. */
export async function markRestored(folder: string, mark: Restored): Promise<void> {
  await writeAtomic(path.join(folder, FILE), `${JSON.stringify(mark, null, 2)}\n`, 0o600);
}

/** The mark of a restored data folder; undefined where work goes on as always. */
export async function readRestored({ data }: Pick<Config, 'data'>): Promise<Restored | undefined> {
  const text = await readIfThere(path.join(data, FILE));
  return text === undefined ? undefined : (JSON.parse(text) as Restored);
}

/** Takes the mark away: the decision is on record. */
export async function clearRestored({ data }: Pick<Config, 'data'>): Promise<void> {
  await rm(path.join(data, FILE), { force: true });
}

/** Version of this program. */
export function productVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { readonly version: string }).version;
}
