import { connect, type Engine } from '../../client/connect.ts';
import { clockAhead } from '../../client/pulse.ts';
import { readAccess } from '../../engine/access-files.ts';
import { checkTemporal } from '../../engine/check-temporal.ts';
import { EngineError } from '../../engine/errors.ts';
import type { Payloads } from '../../keys/payloads.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { StoreError } from '../../store/errors.ts';
import { databaseHealth } from '../../store/queries.ts';
import type { Database } from '../../store/schema.ts';
import { broken, ok, skipped, warning, type Finding } from './finding.ts';
import type { Surroundings } from './place.ts';

/** An engine looked at: open where it answers, to be closed by the caller; `ahead`: by how much its clock is before ours, in milliseconds. */
export interface LookedAtEngine {
  readonly finding: Finding;
  readonly engine?: Engine;
  readonly ahead?: number;
}

/** Asks the engine, where there is one. */
export async function lookAtEngine(around: Surroundings, payloads?: Payloads): Promise<LookedAtEngine> {
  const { temporalAddress: address, temporalAccess, instance, config } = around;
  if (address === undefined) return { finding: skipped('engine', '自带引擎未运行，由 scripts/run 启动') };
  const namespace = instance?.namespace ?? config.namespace;
  const own = temporalAccess !== undefined || config.temporalAddress === address;
  try {
    const access = await readAccess(temporalAccess);
    const { serverVersion } = await checkTemporal(address, { access, namespace });
    const engine = await connect(address, namespace, access, payloads);
    const way = access.tls === undefined ? '明文' : '加密';
    const found = `Temporal ${serverVersion} 在 ${address} 应答（${way}，命名空间 ${namespace}）`;
    const bare = access.apiKey !== undefined && access.tls === undefined;
    const finding = bare
      ? warning('engine', `${found}；API 密钥以明文传送`, '取消 TEMPORAL_TLS=false，改用加密连接。')
      : ok('engine', found);
    // A namespace that is not there yet, or a key that may not ask: the clock is then not compared.
    const ahead = await clockAhead(engine).catch(() => undefined);
    return { finding, engine, ...(ahead === undefined ? {} : { ahead }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = own
      ? '按所示原因检查 TEMPORAL_… 各项设置和该服务。'
      : '看运行 scripts/run 的终端：它每三秒查看并重新启动停掉的引擎；持续如此的，查看 logs/temporal.log。';
    const found = own || !(error instanceof EngineError) ? reason : `${address} 没有应答`;
    return { finding: broken('engine', found, advice) };
  }
}

/** Our database looked at, in the same way; `tables`: it has been used before. */
export interface LookedAtDatabase {
  readonly finding: Finding;
  readonly db?: Database;
  readonly tables: boolean;
  readonly ahead?: number;
}

/** Asks our database, where there is one. */
export async function lookAtDatabase(around: Surroundings): Promise<LookedAtDatabase> {
  const { databaseUrl } = around;
  if (databaseUrl === undefined)
    return { finding: skipped('database', '自带数据库未运行，由 scripts/run 启动'), tables: false };
  let db: Database | undefined;
  try {
    db = await openDatabase(databaseUrl, { connections: 2, statementTimeout: 8_000 });
    const { version, migration, clockAhead: ahead } = await databaseHealth(db);
    const state = migration === undefined ? '尚无数据表，首次运行时建立' : `数据表 ${migration}`;
    return {
      finding: ok('database', `PostgreSQL ${version} 应答，${state}`),
      db,
      ahead,
      tables: migration !== undefined,
    };
  } catch (error) {
    if (db !== undefined) await closeDatabase(db);
    const reason = error instanceof Error ? error.message : String(error);
    const { databaseUrl: set, enginePostgres } = around.config;
    // On the office's own PostgreSQL the first start makes it, where it may.
    if (
      set === undefined &&
      enginePostgres &&
      error instanceof StoreError &&
      error.code === 'store-no-database'
    )
      return { finding: skipped('database', '尚未建库，首次运行时建立'), tables: false };
    const advice =
      set !== undefined || enginePostgres !== undefined || !(error instanceof StoreError)
        ? '按所示原因检查 DATABASE_URL（或 ENGINE_DATABASE_URL）和该数据库。'
        : '看运行 scripts/run 的终端：它每三秒查看并重新启动停掉的数据库；持续如此的，查看 logs/postgres.log。';
    return { finding: broken('database', reason, advice), tables: false };
  }
}
