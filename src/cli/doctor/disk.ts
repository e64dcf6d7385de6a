import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { broken, ok, warning, type Finding } from './finding.ts';

/** A folder we write to, and what is left on its disk. */
export interface Room {
  readonly what: string;
  readonly setting: string;
  readonly folder: string;
  /** Bytes and files that we may still write; files are absent where the disk does not count them. */
  readonly bytes: number;
  readonly files?: number;
  /** Bytes below which it is told, and below which nothing works. */
  readonly low: number;
  readonly out: number;
}

const MB = 1_000_000;

/** A database that runs out stops; there should be time to make room. A build of the engine takes most. */
export async function probeDisk(data: string, cache: string, building: boolean): Promise<readonly Room[]> {
  return [
    { ...(await room(data)), what: '数据', setting: 'ZHENGGAI_DATA', low: 2_000 * MB, out: 200 * MB },
    {
      ...(await room(cache)),
      what: '缓存',
      setting: 'ZHENGGAI_CACHE',
      low: (building ? 4_000 : 300) * MB,
      out: (building ? 3_000 : 1) * MB,
    },
  ];
}

/** Files left below which it is told. */
const FEW_FILES = 10_000;

export function judgeDisk(rooms: readonly Room[]): Finding {
  const tell = (one: Room): string =>
    `${one.what} ${one.folder} 余 ${size(one.bytes)}${(one.files ?? FEW_FILES) < FEW_FILES ? `、${one.files} 个文件` : ''}`;
  const advice = (one: Room): string =>
    `清理 ${one.folder} 所在磁盘，或将 ${one.setting} 设到空间充裕的磁盘（先停止运行，再整体搬移）。`;
  const full = rooms.find((one) => one.bytes < one.out || one.files === 0);
  if (full) return broken('disk', `${tell(full)}，已不够用`, advice(full));
  const low = rooms.find((one) => one.bytes < one.low || (one.files ?? FEW_FILES) < FEW_FILES);
  if (low) return warning('disk', `${tell(low)}，偏少`, advice(low));
  return ok('disk', rooms.map(tell).join('；'));
}

/** The disk of a folder, or of where it will be made. */
async function room(folder: string): Promise<Pick<Room, 'folder' | 'bytes' | 'files'>> {
  let at = path.resolve(folder);
  while (
    !(await stat(at).then(
      () => true,
      () => false,
    )) &&
    at !== path.dirname(at)
  )
    at = path.dirname(at);
  const { bavail, bsize, files, ffree } = await statfs(at);
  // Some file systems (btrfs) count no files.
  return { folder, bytes: bavail * bsize, ...(files > 0 ? { files: ffree } : {}) };
}

function size(bytes: number): string {
  return bytes >= 1_000 * MB ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}
