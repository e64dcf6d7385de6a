import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Blobs } from './blobs.ts';
import { inFolder, reasonOf } from './drafts.ts';
import { storeError } from './errors.ts';

/** Files in a folder: renamed into their places, and synced. */
export function folderBlobs(folder: string): Blobs {
  const placeOf = (name: string): string => path.join(folder, ...name.split('/'));
  return {
    where: folder,

    async open(name) {
      const place = placeOf(name);
      try {
        return await open(place, 'r');
      } catch (error) {
        const reason = reasonOf(error);
        if (reason === 'ENOENT') return undefined;
        throw storeError('evidence-unreadable', { path: place, reason }, error);
      }
    },

    async settle({ file }, name) {
      const place = placeOf(name);
      await inFolder(folder, async () => {
        await mkdir(path.dirname(place), { recursive: true, mode: 0o750 });
        await rename(file, place);
        for (let at = path.dirname(place); ; at = path.dirname(at)) {
          await syncFolder(at);
          if (at === folder) return;
        }
      });
    },

    async remove(name) {
      const place = placeOf(name);
      await inFolder(folder, async () => {
        await rm(place, { force: true });
        if (await isThere(path.dirname(place))) await syncFolder(path.dirname(place));
      });
    },

    async *names(under) {
      const found = await inFolder(folder, () =>
        readdir(placeOf(under), { recursive: true, withFileTypes: true }).catch((error: unknown) => {
          if (reasonOf(error) === 'ENOENT') return [];
          throw error;
        }),
      );
      for (const entry of found)
        if (entry.isFile())
          yield path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
    },

    async look() {
      await inFolder(folder, async () => {
        // It is made when the first file comes: until then what counts is where.
        let at = folder;
        while (!(await isThere(at))) at = path.dirname(at);
        // A file in its place cannot be read as a folder.
        await readdir(at);
        await access(at, constants.W_OK);
      });
    },
  };
}

async function isThere(at: string): Promise<boolean> {
  return stat(at).then(
    () => true,
    (error: unknown) => {
      if (reasonOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Makes a rename last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
