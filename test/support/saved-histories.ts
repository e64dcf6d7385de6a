import { createRequire } from 'node:module';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { fetchHistory, type History } from '../../src/client/histories.ts';
import type { World } from './world.ts';

const { historyFromJSON, historyToJSON } = createRequire(import.meta.url)(
  '@temporalio/common/lib/proto-utils',
) as {
  historyFromJSON(json: unknown): History;
  historyToJSON(history: History): string;
};

const FOLDER = path.join(import.meta.dirname, '../histories');

/** Saves a history under the number of the rules it was made with; once saved it is never made anew, only added to. */
export async function saveHistory(world: World, process: string, rules: number, name: string): Promise<void> {
  const folder = path.join(FOLDER, `rules-${rules}`);
  await mkdir(folder, { recursive: true });
  const json = historyToJSON(await fetchHistory(world.engine, process));
  await writeFile(path.join(folder, `${name}.json.gz`), gzipSync(json, { level: 9 }));
}

export interface SavedHistory {
  readonly name: string;
  readonly history: History;
}

/** Every saved history, by folder of rules. */
export async function savedHistories(): Promise<readonly SavedHistory[]> {
  const files = (await readdir(FOLDER, { recursive: true }))
    .filter((file) => file.endsWith('.json.gz'))
    .toSorted();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace('.json.gz', ''),
      history: historyFromJSON(
        JSON.parse(gunzipSync(await readFile(path.join(FOLDER, file))).toString('utf8')),
      ),
    })),
  );
}
