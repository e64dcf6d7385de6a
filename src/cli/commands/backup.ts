import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import type { Config } from '../../config.ts';
import { CliError } from '../errors.ts';
import { readInstance } from '../instance.ts';
import { usedFile } from '../keys/at-hand.ts';
import { productVersion } from '../recovery.ts';
import { runningConfig } from '../session.ts';
import { instantOf } from '../../domain/time.ts';
import { readArchive, writeArchive } from '../../engine/backup/archive.ts';
import { baseBackup } from '../../engine/backup/base-backup.ts';
import { entriesOf, fileEntry, type Entry } from '../../engine/backup/entries.ts';
import type { Manifest } from '../../engine/backup/manifest.ts';
import { attachEmbedded, type EngineCoordinates } from '../../engine/embedded.ts';
import { readState } from '../../engine/engine-state.ts';
import { isThere } from '../../engine/files.ts';
import { dataLayout } from '../../engine/layout.ts';
import { postgresBinaries } from '../../engine/postgres-binaries.ts';
import { TEMPORAL_VERSION } from '../../engine/temporal-version.ts';
import { bucketUrl } from '../../store/bucket.ts';
import { MIGRATIONS } from '../../store/migrations/index.ts';

interface Options {
  readonly output: string;
}

/** Folders beside the databases that a backup holds; those on their way in are left out. */
const FOLDERS = ['evidence', 'letters', 'mail'];
const CLUSTER = 'postgres/cluster';

/** `backup -o <file>`: everything of a running instance, of one instant. */
export function backupCommand(program: Command, app: App): void {
  program
    .command('backup')
    .description('备份：引擎、台账、佐证材料和留存的信件，同一时刻，不必停止办理')
    .requiredOption('-o, --output <文件>', '备份文件（.tar.gz）；内有数据库口令，只有本人可读')
    .action(app.action<Options>((call, options) => backup(call, options)));
}

async function backup(call: Call, { output }: Options): Promise<Answer> {
  const config = await runningConfig(call);
  const file = path.resolve(output);
  if (await isThere(file)) throw new CliError('file-exists', { path: file });
  const engine = await embedded(config);
  call.progress('正在备份…');
  const manifest = await write(call, config, engine, file).catch((error: unknown) => {
    throw new CliError('backup-failed', { reason: error instanceof Error ? error.message : String(error) });
  });
  const { size } = await stat(file);
  const files = Object.keys(manifest.files).length;
  const { at, evidence } = manifest;
  return {
    lines: [
      `已备份到 ${file}（${(size / 1e6).toFixed(1)} MB，${files} 个文件，已逐一核对）。`,
      `恢复后将是 ${at} 的样子。`,
      '其中有数据库口令和信件，请妥善保管；信件日志（letters 文件夹）请另外勤存，恢复时凭它判断哪些信件已经发出。',
      ...(evidence === undefined
        ? []
        : [`佐证材料和密件在 ${evidence}，不在本备份中：请由存储服务自身另行备份，并与本备份一同保存。`]),
    ],
    json: { file, size, at, files, lsn: manifest.lsn, ...(evidence === undefined ? {} : { evidence }) },
  };
}

/** The servers of the data folder, where all of them are its own. */
async function embedded(config: Config): Promise<EngineCoordinates> {
  const instance = await readInstance(config);
  const state = await readState(dataLayout(config.data));
  const isAt = (url: string | undefined, port: number | undefined): boolean =>
    port !== undefined && url !== undefined && url.includes(`127.0.0.1:${port}`);
  const temporal = state !== undefined && 'temporal' in state ? state.temporal.ports[0] : undefined;
  // On a PostgreSQL of the office's own there is none of ours.
  const postgres = state !== undefined && 'postgres' in state ? state.postgres.port : undefined;
  const ofOffice = temporal !== undefined && postgres === undefined;
  const what = ofOffice
    ? ['引擎和台账的数据库（ENGINE_DATABASE_URL）']
    : [
        isAt(instance?.temporalAddress, temporal) ? '' : '引擎（TEMPORAL_ADDRESS）',
        isAt(instance?.databaseUrl, postgres) ? '' : '台账数据库（DATABASE_URL）',
      ].filter((part) => part !== '');
  if (what.length > 0) throw new CliError('backup-own-servers', { what: what.join('、'), data: config.data });
  const own = await attachEmbedded(config.data);
  if (own === undefined) throw new CliError('backup-failed', { reason: '引擎或数据库没有应答' });
  return own;
}

async function write(call: Call, config: Config, engine: EngineCoordinates, file: string): Promise<Manifest> {
  const { major } = await postgresBinaries(config.cache);
  // That of the running instance: this command may stand in another environment.
  const bucket = (await readInstance(config))?.evidenceBucket;
  let [lsn, at] = ['', ''];
  const onEnd = (end: string): void => {
    lsn = end;
    at = instantOf(Date.now());
  };
  const manifest = await writeArchive(file, everything(config, engine, onEnd), () => ({
    v: 1,
    kind: 'zhenggai-backup',
    product: productVersion(),
    folder: path.basename(config.data),
    namespace: config.namespace,
    at,
    postgres: major,
    temporal: TEMPORAL_VERSION,
    migrations: Object.keys(MIGRATIONS),
    lsn,
    ...(bucket === undefined ? {} : { evidence: bucketUrl(bucket) }),
  }));
  call.progress('正在核对备份…');
  await readArchive(file, async () => undefined);
  return manifest;
}

async function* everything(
  config: Config,
  engine: EngineCoordinates,
  onEnd: (lsn: string) => void,
): AsyncGenerator<Entry> {
  const layout = dataLayout(config.data);
  yield { path: 'postgres', mode: 0o700, size: 0 };
  yield* baseBackup({ url: engine.adminDatabaseUrl, cluster: layout.cluster, as: CLUSTER, onEnd });
  const secrets = await fileEntry(layout.secrets, 'secrets.json');
  if (secrets !== undefined) yield secrets;
  // Which keys are needed, and no key: these are kept apart, so that who finds a backup cannot read it.
  const used = await fileEntry(usedFile(config), path.basename(usedFile(config)));
  if (used !== undefined) yield used;
  // After the databases: whatever they name is there by now.
  for (const folder of FOLDERS)
    yield* entriesOf(
      path.join(config.data, folder),
      folder,
      (inside) => inside === 'tmp' || inside.endsWith('.tmp'),
    );
}
