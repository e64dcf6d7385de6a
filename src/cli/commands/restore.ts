import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError } from '../errors.ts';
import { markRestored } from '../recovery.ts';
import { ArchiveDamaged, readArchive } from '../../engine/backup/archive.ts';
import type { Manifest } from '../../engine/backup/manifest.ts';
import { isFree, restoreFolder } from '../../engine/backup/restore.ts';
import { errno } from '../../engine/files.ts';
import { postgresBinaries } from '../../engine/postgres-binaries.ts';
import { TEMPORAL_VERSION } from '../../engine/temporal-version.ts';
import { keptIn, mergeKept } from '../../mail/kept-folder.ts';
import { MIGRATIONS } from '../../store/migrations/index.ts';

interface Options {
  readonly data?: string;
  readonly letters?: string;
}

/** `restore <file>`: a backup into an empty data folder. Nothing is started, and nothing is mailed until a person says so. */
export function restoreCommand(program: Command, app: App): void {
  program
    .command('restore')
    .description('把备份恢复到空的数据目录；再次运行时先不办理、不发信，等待有人用 resume 决定')
    .argument('<文件>', 'zhenggai backup 做成的备份')
    .option('--data <文件夹>', '数据目录（默认为 ZHENGGAI_DATA）')
    .option('--letters <文件夹>', '备份之后留存下来的信件：原数据目录，或其中的 letters、mail')
    .action(app.action<Options>((call, options, [file = '']) => restore(call, options, file)));
}

async function restore(call: Call, options: Options, file: string): Promise<Answer> {
  const archive = path.resolve(file);
  const letters = options.letters === undefined ? undefined : path.resolve(options.letters);
  if (letters !== undefined && (await keptIn(letters)).length === 0)
    throw new CliError('letters-missing', { path: letters });
  call.progress('正在核对备份…');
  const manifest = await checked(archive);
  const config = call.world.config(manifest.folder === 'driven' ? 'driven' : 'real');
  const data =
    options.data === undefined ? config.data : path.join(path.resolve(options.data), manifest.folder);
  await checkVersions(manifest, config.cache);
  if (!(await isFree(data))) throw new CliError('restore-folder-used', { data });
  call.progress('正在恢复…');
  const { at, evidence } = manifest;
  await restoreFolder({
    archive,
    dataFolder: data,
    complete: async (folder) => {
      if (letters !== undefined) await mergeKept(letters, folder);
      await markRestored(folder, {
        v: 1,
        id: randomUUID(),
        restoredAt: call.world.now(),
        backupAt: at,
        archive: path.basename(archive),
        restoredBy: call.world.user,
      });
    },
  });
  const driven = manifest.folder === 'driven' ? ' --driven' : '';
  return {
    lines: [
      `已恢复到 ${data}，为 ${at} 的样子。`,
      `下一步：运行 scripts/run${driven}。它先不办理、不发信，列出备份之后已经发出的信件；再由有权决定的人运行 zhenggai resume${driven}。`,
      ...(evidence === undefined
        ? []
        : [
            `佐证材料和密件不在备份中，当时在 ${evidence}：运行前照原样设置 ZHENGGAI_EVIDENCE，并由存储服务恢复到该时刻或之后。`,
          ]),
    ],
    json: {
      data,
      at,
      ...(evidence === undefined ? {} : { evidence }),
      clock: manifest.folder === 'driven' ? 'driven' : 'real',
    },
  };
}

/** The manifest of an archive of which every byte is as it was written. */
async function checked(archive: string): Promise<Manifest> {
  try {
    return await readArchive(archive, async () => undefined);
  } catch (error) {
    if (error instanceof ArchiveDamaged)
      throw new CliError('restore-damaged', { path: archive, reason: error.message });
    throw new CliError('restore-no-file', { path: archive, reason: errno(error) ?? String(error) });
  }
}

async function checkVersions({ postgres, temporal, migrations }: Manifest, cache: string): Promise<void> {
  const { major } = await postgresBinaries(cache);
  const unknown = migrations.find((name) => !(name in MIGRATIONS));
  const reason =
    postgres !== major
      ? `PostgreSQL ${postgres}，本版本为 ${major}`
      : isNewer(temporal, TEMPORAL_VERSION)
        ? `Temporal ${temporal}，本版本为 ${TEMPORAL_VERSION}`
        : unknown === undefined
          ? undefined
          : `数据表 ${unknown}`;
  if (reason !== undefined) throw new CliError('restore-version', { reason });
}

/** Tables of the engine are brought up to a later version, never back. */
function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number));
  const at = [0, 1, 2].find((i) => a?.[i] !== b?.[i]);
  return at !== undefined && (a?.[at] ?? 0) > (b?.[at] ?? 0);
}
