import { rm, statfs, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture } from '../../src/engine/processes.ts';

/** A disk of the data folder's own. */
export interface Disk {
  /** Leaves not one block free. */
  fill(): Promise<void>;
  /** Gives the space back. */
  free(): Promise<void>;
  unmount(): Promise<void>;
}

const BYTES = 1_500 * 1024 * 1024;

/**
 * A file with an ext4 in it, mounted at `at`: a real file system, synced to the real disk.
 * @throws Error in words where this machine does not let us
 */
export async function mountDisk(folder: string, at: string): Promise<Disk> {
  const image = path.join(folder, 'disk.img');
  const ballast = path.join(at, 'ballast');
  await writeFile(image, '');
  await truncate(image, BYTES);
  await must('mkfs.ext4', ['-q', '-F', '-m', '0', image]);
  await must('mount', ['-o', 'loop', image, at]);
  return {
    async fill() {
      const { bavail, bsize } = await statfs(at);
      // Others write meanwhile: whether the first takes all, or the second the rest, both end when nothing is left.
      await capture('fallocate', ['-l', String(Math.max(1, bavail) * bsize), ballast]);
      await capture('dd', ['if=/dev/zero', `of=${ballast}`, 'oflag=append', 'conv=notrunc', 'bs=4k']);
    },
    free: () => rm(ballast, { force: true }),
    unmount: () => must('umount', [at]),
  };
}

/** Why no disk can be mounted here; undefined where it can. */
export async function noDisk(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root to mount a disk of its own';
  const looped = await capture('losetup', ['-f']);
  return looped.code === 0 ? undefined : `no loop device: ${looped.output.trim()}`;
}

async function must(file: string, args: readonly string[]): Promise<void> {
  const { code, output } = await capture(file, args, {
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  });
  if (code !== 0) throw new Error(`${file} ${args.join(' ')}: ${output.trim()}`);
}
