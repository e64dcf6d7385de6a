import { constants, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where a data folder keeps its letters: journals, and the mails of the catcher. */
export const JOURNALS = 'letters';
const MAILS = 'mail';

/** Files of letters kept in a folder itself, or in its `letters` and `mail`, by full path. */
export async function keptIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const at of [folder, path.join(folder, JOURNALS), path.join(folder, MAILS)]) {
    const names = await readdir(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
      throw error;
    });
    found.push(...names.filter((name) => /\.(jsonl|eml)$/.test(name)).map((name) => path.join(at, name)));
  }
  return found.toSorted();
}

/** Adds letters kept elsewhere to those of a data folder; what both have stays as it is. */
export async function mergeKept(from: string, dataFolder: string): Promise<void> {
  for (const folder of [JOURNALS, MAILS])
    await mkdir(path.join(dataFolder, folder), { recursive: true, mode: 0o700 });
  for (const file of await keptIn(from)) {
    const name = path.basename(file);
    if (name.endsWith('.eml')) {
      await copyFile(file, path.join(dataFolder, MAILS, name), constants.COPYFILE_EXCL).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
        },
      );
    } else await mergeLines(file, path.join(dataFolder, JOURNALS, name));
  }
}

async function mergeLines(from: string, to: string): Promise<void> {
  const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
  const there = linesOf(await readFile(to, 'utf8').catch(() => ''));
  const lines = new Set([...there, ...linesOf(await readFile(from, 'utf8'))]);
  await writeFile(to, `${[...lines].join('\n')}\n`, { mode: 0o600 });
}
