import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporalBinaries } from '../../src/engine/temporal-binaries.ts';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';
import { codeOf, removeFolder, temporaryFolder } from './fixtures.ts';

let folder: string;
let cache: string;
let bin: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  cache = path.join(folder, 'cache');
  bin = path.join(folder, 'bin');
  await mkdir(bin);
});
afterEach(() => removeFolder(folder));

const find = (onProgress?: (message: string) => void) =>
  temporalBinaries({ cacheFolder: cache, searchPath: `${bin}:/usr/bin:/bin`, onProgress });

async function program(name: string, script: string): Promise<void> {
  await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(bin, name), 0o755);
}

/** Stands in for Go: notes its arguments and leaves a program named as `go install` would. */
const GO = [
  'echo "$@" >> "${0%/*}/calls"',
  'module=${5%@*}',
  'sleep 0.3',
  `echo '#!/bin/sh' > "$GOBIN/\${module##*/}"`,
].join('\n');

test('without binaries and without Go, the message lists the choices', async () => {
  const asked = temporalBinaries({ cacheFolder: cache, searchPath: bin });
  expect(await codeOf(asked)).toBe('engine-no-temporal');
  await expect(asked).rejects.toThrow(/TEMPORAL_ADDRESS[\s\S]*Go[\s\S]*ZHENGGAI_CACHE/);
});

test('two that need them at once build them once; afterwards they are found', async () => {
  await program('go', GO);
  const heard: string[] = [];
  const [a, b] = await Promise.all([find((m) => heard.push(m)), find((m) => heard.push(m))]);
  expect(a).toEqual(b);
  const calls = (await readFile(path.join(bin, 'calls'), 'utf8')).trim().split('\n');
  expect(calls).toEqual([
    `install -trimpath -ldflags -s -w go.temporal.io/server/cmd/server@v${TEMPORAL_VERSION}`,
    `install -trimpath -ldflags -s -w go.temporal.io/server/cmd/tools/sql@v${TEMPORAL_VERSION}`,
  ]);
  expect(heard.filter((m) => m.startsWith('首次使用'))).toHaveLength(2);
  expect(heard.some((m) => m.startsWith('另一进程'))).toBe(true);
  expect(await find()).toEqual(a);
  expect((await readdir(path.dirname(a.server))).toSorted()).toEqual(['server', 'sql']);
});

test('a build that fails leaves nothing, says why, and can be tried again', async () => {
  await program('go', 'echo half > "$GOBIN/server"; echo "dial tcp: no route to host" >&2; exit 1');
  const asked = find();
  expect(await codeOf(asked)).toBe('engine-build-failed');
  await expect(asked).rejects.toThrow(/no route to host/);
  expect(await readdir(path.join(cache, 'temporal', TEMPORAL_VERSION))).toEqual([]);
  // What a killed build leaves: its work folder and its lock.
  await mkdir(path.join(cache, 'temporal', TEMPORAL_VERSION, '.build-abc'));
  await writeFile(
    path.join(cache, 'temporal', TEMPORAL_VERSION, 'build.lock.1'),
    JSON.stringify({ pid: 999_999_999, token: 'x' }),
  );
  await program('go', GO);
  await find();
  expect((await readdir(path.join(cache, 'temporal', TEMPORAL_VERSION))).toSorted()).toEqual([
    'server',
    'sql',
  ]);
});

test('installed programs are used if they are of the right release', async () => {
  await program('temporal-server', `echo "temporal version ${TEMPORAL_VERSION}"`);
  await program('temporal-sql-tool', `echo "temporal-sql-tool version ${TEMPORAL_VERSION}"`);
  expect(await find()).toEqual({
    server: path.join(bin, 'temporal-server'),
    sql: path.join(bin, 'temporal-sql-tool'),
  });
  await program('temporal-server', 'echo "temporal version 1.30.0"');
  expect(await codeOf(temporalBinaries({ cacheFolder: cache, searchPath: bin }))).toBe('engine-no-temporal');
});
