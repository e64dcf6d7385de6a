import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { engineError } from './errors.ts';
import { ensureFolder, isThere, writeAtomic } from './files.ts';
import type { DataLayout } from './layout.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { capture } from './processes.ts';
import type { ServiceUser } from './service-user.ts';

/**
 * Makes the cluster if there is none: UTF-8, text compared by code point, the same on every machine; scram passwords on every way in. initdb
 * works beside the final place and the result is renamed, so that a killed one leaves no half cluster; its remains are swept here.
 * The caller holds the data folder's lock.
 * @throws engine-postgres-version when the cluster is of another major version; engine-postgres-failed
 */
export async function initCluster(
  layout: DataLayout,
  binaries: PostgresBinaries,
  user: ServiceUser | undefined,
  password: string,
  onProgress?: (message: string) => void,
): Promise<void> {
  for (const name of await readdir(layout.postgres)) {
    if (!name.startsWith('.init-')) continue;
    // The initdb of a killed owner may still be writing there: then the next start sweeps it.
    await rm(path.join(layout.postgres, name), { recursive: true, force: true }).catch(() => undefined);
  }
  if (await isThere(layout.cluster)) {
    const found = (await readFile(path.join(layout.cluster, 'PG_VERSION'), 'utf8').catch(() => '?')).trim();
    if (found === binaries.major) return;
    throw engineError('engine-postgres-version', { folder: layout.cluster, found, needed: binaries.major });
  }
  onProgress?.('正在初始化数据库…');
  const work = path.join(layout.postgres, `.init-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${work}.password`;
  await ensureFolder(work, 0o700, 'ZHENGGAI_DATA', user);
  try {
    await writeAtomic(passwordFile, password, 0o600, user);
    const made = await capture(
      binaries.initdb,
      [
        `--pgdata=${work}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { cwd: layout.postgres, as: user },
    );
    if (made.code !== 0)
      throw engineError('engine-postgres-failed', { action: '初始化', log: made.output.slice(-2000) });
    await rename(work, layout.cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(work, { recursive: true, force: true });
  }
}
