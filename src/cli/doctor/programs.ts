import type { Config } from '../../config.ts';
import { postgresPackage } from '../../engine/postgres-binaries.ts';
import { findTemporal, type FoundTemporal } from '../../engine/temporal-binaries.ts';
import { TEMPORAL_VERSION } from '../../engine/temporal-version.ts';
import { broken, ok, skipped, warning, type Finding } from './finding.ts';

/** The programs of an engine of our own, and where they could come from. */
export interface Programs {
  /** What PostgreSQL's package is for this machine; why not, where there is none. */
  readonly postgres: { readonly version: string } | { readonly missing: string } | 'not needed';
  readonly temporal: FoundTemporal | 'not needed';
  readonly mirror: boolean;
  readonly go: boolean;
  readonly cache: string;
}

/** Looks, and fetches or copies nothing. */
export async function probePrograms(config: Config, go: boolean, searchPath?: string): Promise<Programs> {
  const { temporalAddress, databaseUrl, enginePostgres, cache, engineMirror } = config;
  return {
    postgres:
      enginePostgres !== undefined || (temporalAddress !== undefined && databaseUrl !== undefined)
        ? 'not needed'
        : await postgresPackage().catch((error: Error) => ({ missing: error.message })),
    temporal:
      temporalAddress === undefined ? await findTemporal({ cacheFolder: cache, searchPath }) : 'not needed',
    mirror: engineMirror !== undefined,
    go,
    cache,
  };
}

/** Whether Go would be the only way to the engine's programs. */
export function needsGo({ temporal, mirror }: Omit<Programs, 'go'>): boolean {
  return temporal !== 'not needed' && temporal.kind === 'none' && !mirror;
}

export function judgePrograms({ postgres, temporal, mirror, go, cache }: Programs): Finding {
  if (postgres !== 'not needed' && 'missing' in postgres)
    return broken('programs', postgres.missing, '在程序目录重新运行 npm ci（不要带 --omit=optional）。');
  const database = postgres === 'not needed' ? '' : `PostgreSQL ${postgres.version}`;
  if (temporal === 'not needed') {
    const own = '引擎由 TEMPORAL_ADDRESS 指定';
    return database === ''
      ? skipped('programs', `${own}，数据库由 DATABASE_URL 指定，不需要程序`)
      : ok('programs', `${database}；${own}`);
  }
  if (temporal.kind === 'found')
    return ok(
      'programs',
      [database, `Temporal ${TEMPORAL_VERSION}（${temporal.server}）`].filter(Boolean).join('；'),
    );
  if (temporal.kind === 'damaged')
    return broken(
      'programs',
      `${temporal.file} 不能用：应为 Temporal ${TEMPORAL_VERSION}，它自称“${temporal.says}”`,
      `删除该文件后运行 zhenggai engine prepare 重新备好。`,
    );
  if (!mirror && !go)
    return broken(
      'programs',
      `Temporal ${TEMPORAL_VERSION} 不在缓存 ${cache} 中，也没有安装，且没有镜像和 Go`,
      '设置 ZHENGGAI_ENGINE_MIRROR 或 TEMPORAL_ADDRESS，或安装 Go。',
    );
  return warning(
    'programs',
    `Temporal ${TEMPORAL_VERSION} 尚未备好，首次运行时将${mirror ? '由镜像取得' : '用 Go 编译（约五分钟）'}`,
    '可先运行 zhenggai engine prepare 备好。',
  );
}
