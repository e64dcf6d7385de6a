import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureFolder, errno, type Ids } from '../files.ts';
import { dataLayout } from '../layout.ts';
import { serviceUser } from '../service-user.ts';
import { readArchive } from './archive.ts';

/** Where a backup goes. */
export interface RestoreOptions {
  readonly archive: string;
  readonly dataFolder: string;
  /** Puts in what is not from the archive, while the folder is still aside. */
  readonly complete: (folder: string) => Promise<void>;
}

/** Whether a data folder is absent or empty. */
export async function isFree(dataFolder: string): Promise<boolean> {
  return readdir(dataFolder).then(
    (names) => names.length === 0,
    (error: unknown) => {
      if (errno(error) === 'ENOENT') return true;
      throw error;
    },
  );
}

/**
 * Writes a checked archive into a data folder that is empty or absent: beside it first, and renamed when it is whole. The cluster
 * belongs to the user that PostgreSQL will run as.
 * @throws ArchiveDamaged, engine-folder-forbidden, engine-no-service-user; the system's errors
 */
export async function restoreFolder({ archive, dataFolder, complete }: RestoreOptions): Promise<void> {
  const parent = path.dirname(dataFolder);
  const root = process.getuid?.() === 0;
  await ensureFolder(parent, root ? 0o755 : 0o700, 'ZHENGGAI_DATA');
  const work = `${dataFolder}.restoring-${process.pid}-${randomBytes(4).toString('hex')}`;
  const user = await serviceUser(dataLayout(dataFolder).cluster);
  try {
    await mkdir(work, { mode: 0o700 });
    await readArchive(archive, async (inside, mode, content, folder) => {
      const at = path.join(work, ...inside.split('/'));
      const owner = inside === 'postgres' || inside.startsWith('postgres/') ? user : undefined;
      if (folder) return makeFolder(at, owner);
      await makeParents(work, inside, owner);
      const handle = await open(at, 'wx', mode);
      try {
        for await (const chunk of content) await handle.write(chunk);
        await handle.chmod(mode);
        if (owner) await handle.chown(owner.uid, owner.gid);
        // A starting PostgreSQL sees to its own files.
        if (owner === undefined) await handle.sync();
      } finally {
        await handle.close();
      }
    });
    await complete(work);
    await chmod(work, root ? 0o755 : 0o700);
    await rename(work, dataFolder);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

async function makeFolder(folder: string, owner: Ids | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (owner) await chown(folder, owner.uid, owner.gid);
}

async function makeParents(work: string, inside: string, owner: Ids | undefined): Promise<void> {
  const parts = inside.split('/').slice(0, -1);
  for (let i = 1; i <= parts.length; i += 1) await makeFolder(path.join(work, ...parts.slice(0, i)), owner);
}
