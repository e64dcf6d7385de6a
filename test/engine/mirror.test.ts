import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { create } from 'tar';
import { archiveName, makeArchive, sumIn } from '../../src/engine/archive.ts';
import type { Mirror } from '../../src/engine/mirror.ts';
import { temporalBinaries } from '../../src/engine/temporal-binaries.ts';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';
import { codeOf, removeFolder, temporaryFolder } from './fixtures.ts';

/** Programs that say the version they are asked for; a mirror over HTTP on loopback that serves what `answer` says. */
let folder: string;
let release: string;
let cache: string;
let bin: string;
let server: Server;
let url: string;
let asked: string[];
let answer: RequestListener;
let sha256: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  [release, cache, bin] = ['release', 'cache', 'bin'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(bin);
  sha256 = (await archive(TEMPORAL_VERSION)).sha256;
  asked = [];
  answer = serve;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/engines/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await removeFolder(folder);
});

async function program(file: string, version: string): Promise<string> {
  await writeFile(file, `#!/bin/sh\necho "temporal version ${version}"\n${'# filling\n'.repeat(50_000)}`);
  await chmod(file, 0o755);
  return file;
}

async function archive(version: string): Promise<{ readonly file: string; readonly sha256: string }> {
  await mkdir(path.join(folder, 'programs'), { recursive: true });
  const [serverFile, sql] = [path.join(folder, 'programs/server'), path.join(folder, 'programs/sql')];
  return makeArchive(
    { server: await program(serverFile, version), sql: await program(sql, version) },
    release,
  );
}

const serve: RequestListener = (request, response) => {
  void readFile(path.join(release, path.basename(request.url ?? ''))).then(
    (body) => response.setHeader('content-length', body.length).end(body),
    () => response.writeHead(404).end('not here'),
  );
};

const find = (mirror: Mirror, onProgress?: (message: string) => void) =>
  temporalBinaries({ cacheFolder: cache, searchPath: bin, mirror, onProgress });

/** What lies where the programs should: nothing half done, no lock. */
const left = async (): Promise<string[]> =>
  (await readdir(path.join(cache, 'temporal', TEMPORAL_VERSION))).toSorted();

const STATES: readonly (readonly [string, () => Mirror])[] = [
  ['over HTTP', () => ({ url })],
  ['over HTTP without the slash', () => ({ url: url.slice(0, -1) })],
  ['from a folder', () => ({ url: release })],
  ['from a file URL', () => ({ url: `file://${release}` })],
  ['by a checksum that is set, without a list', () => ({ url, sha256: sha256.toUpperCase() })],
];

test.each(STATES)('the programs come from a mirror %s, and next time from the cache', async (_, mirror) => {
  const heard: string[] = [];
  const found = await find(mirror(), (line) => heard.push(line));
  expect(await readFile(found.server, 'utf8')).toContain(TEMPORAL_VERSION);
  expect(await left()).toEqual(['server', 'sql']);
  expect(heard).toEqual([expect.stringContaining(archiveName()), expect.stringContaining('校验无误')]);
  const before = asked.length;
  expect(await find(mirror())).toEqual(found);
  expect(asked).toHaveLength(before);
  if (mirror().sha256 !== undefined) expect(asked).toEqual([`/engines/${archiveName()}`]);
});

test('of two that need them at once, one fetches', async () => {
  const [a, b] = await Promise.all([find({ url }), find({ url })]);
  expect(a).toEqual(b);
  expect(asked.filter((one) => one.endsWith('.tar.gz'))).toHaveLength(1);
});

test('a name and password in the address are used, and never told', async () => {
  const login = `Basic ${Buffer.from('office:p@ss').toString('base64')}`;
  answer = (request, response) => {
    if (request.headers.authorization === login) serve(request, response);
    else response.writeHead(401).end();
  };
  const heard: string[] = [];
  await find({ url: url.replace('//', '//office:p%40ss@') }, (line) => heard.push(line));
  expect(heard.join()).not.toContain('p%40ss');
  await removeFolder(cache);
  const refused = find({ url: url.replace('//', '//office:wrong@') });
  await expect(refused).rejects.toThrow(/HTTP 401/);
  await expect(refused).rejects.not.toThrow(/wrong/);
});

describe('what is not what it should be stops, names address, expected and found, and leaves nothing', () => {
  const go = async (): Promise<void> => {
    await writeFile(path.join(bin, 'go'), '#!/bin/sh\necho built >> "${0%/*}/calls"\nexit 1\n');
    await chmod(path.join(bin, 'go'), 0o755);
  };
  const stops = async (
    mirror: Mirror,
    code: string,
    ...says: readonly (string | RegExp)[]
  ): Promise<void> => {
    await go();
    const found = find(mirror);
    expect(await codeOf(found)).toBe(code);
    for (const one of says) await expect(found).rejects.toThrow(one);
    expect(await left()).toEqual([]);
    // Also where there is a compiler: an archive that was changed on its way is no reason to go another way silently.
    expect(await readdir(bin)).toEqual(['go']);
  };
  const relist = async (): Promise<string> => {
    const sum = createHash('sha256')
      .update(await readFile(path.join(release, archiveName())))
      .digest('hex');
    await writeFile(path.join(release, 'SHA256SUMS'), `${sum} *${archiveName()}\r\n`);
    return sum;
  };

  test('an archive changed after the list was made', async () => {
    const before = sha256;
    await archive('9.9.9');
    const after = createHash('sha256')
      .update(await readFile(path.join(release, archiveName())))
      .digest('hex');
    await writeFile(path.join(release, 'SHA256SUMS'), `${before}  ${archiveName()}\n`);
    await stops({ url }, 'engine-mirror-checksum', url, before, after);
  });

  test('an archive that is not the one whose checksum is set', async () => {
    await stops({ url: release, sha256: 'ab'.repeat(32) }, 'engine-mirror-checksum', 'ab'.repeat(32), sha256);
  });

  test('an archive cut short in its folder', async () => {
    await truncate(path.join(release, archiveName()), 200);
    await stops({ url: release }, 'engine-mirror-checksum', sha256);
  });

  test('an archive of another release, though its checksum is right', async () => {
    await archive('1.30.0');
    await stops({ url }, 'engine-mirror-archive', /1\.30\.0/, TEMPORAL_VERSION);
  });

  test('a file that is no archive, or holds other programs, though its checksum is right', async () => {
    await writeFile(path.join(release, archiveName()), 'an error page');
    await relist();
    await stops({ url }, 'engine-mirror-archive');
    await create(
      { file: path.join(release, archiveName()), cwd: path.join(folder, 'programs'), gzip: true },
      ['server'],
    );
    await relist();
    await stops({ url }, 'engine-mirror-archive', /没有程序 sql/);
  });

  test('nothing is unpacked outside the work folder, whatever the archive names', async () => {
    const outside = path.join(folder, 'programs');
    await copyFile(path.join(outside, 'server'), path.join(outside, 'evil'));
    await create({ file: path.join(release, archiveName()), cwd: outside, gzip: true, preservePaths: true }, [
      'server',
      'sql',
      '../programs/evil',
      path.join(outside, 'evil'),
    ]);
    await relist();
    await find({ url });
    expect(await left()).toEqual(['server', 'sql']);
  });

  test('a checksum or an address that cannot be one', async () => {
    await stops({ url, sha256: 'abc' }, 'engine-setting-malformed', 'ZHENGGAI_ENGINE_SHA256');
    for (const wrong of ['engines', 'ftp://a/b', './engines'])
      await stops({ url: wrong }, 'engine-mirror-malformed', wrong);
  });
});

describe('a mirror that cannot be reached', () => {
  const CASES: readonly (readonly [string, () => Mirror, string | RegExp])[] = [
    [
      'where nothing listens',
      () => ({ url: 'http://127.0.0.1:9/' }),
      /127\.0\.0\.1:9.*(ECONNREFUSED|bad port|fetch failed)/,
    ],
    ['without the file', () => ({ url: `${url}elsewhere/`, sha256 }), /HTTP 404/],
    ['that has no archive for this machine', () => ({ url: path.join(folder, 'bin') }), /SHA256SUMS.*ENOENT/],
  ];
  beforeEach(() => {
    answer = (request, response) => {
      if (request.url?.includes('elsewhere') === true) response.writeHead(404).end();
      else serve(request, response);
    };
  });

  test.each(CASES)('(%s) is named where there is no other way', async (_, mirror, says) => {
    const found = find(mirror());
    expect(await codeOf(found)).toBe('engine-mirror-unreachable');
    await expect(found).rejects.toThrow(says);
    expect(await left()).toEqual([]);
  });

  test('is passed by, and that is said, where there is Go', async () => {
    const script = 'module=${5%@*}; printf "#!/bin/sh\\n" > "$GOBIN/${module##*/}"';
    await writeFile(path.join(bin, 'go'), `#!/bin/sh\n${script}\n`);
    await chmod(path.join(bin, 'go'), 0o755);
    const heard: string[] = [];
    await find({ url: path.join(folder, 'nowhere') }, (line) => heard.push(line));
    expect(heard[0]).toMatch(/取不到 .*nowhere.*改由本机的 Go 编译/);
    expect(await left()).toEqual(['server', 'sql']);
  });

  test('a transfer that breaks is begun again; one that always breaks is told with how far it came', async () => {
    let breaks = 2;
    answer = (request, response) => {
      if (request.url?.endsWith('.tar.gz') !== true || breaks <= 0) return serve(request, response);
      breaks -= 1;
      void readFile(path.join(release, archiveName())).then((body) => {
        response.setHeader('content-length', body.length);
        response.write(body.subarray(0, 100), () => response.destroy());
      });
    };
    await find({ url });
    expect(asked.filter((one) => one.endsWith('.tar.gz'))).toHaveLength(3);
    await removeFolder(cache);
    breaks = 3;
    expect(await codeOf(find({ url }))).toBe('engine-mirror-unreachable');
    expect(await left()).toEqual([]);
  });

  test('giving up while it sends leaves nothing', async () => {
    const controller = new AbortController();
    answer = (request, response) => {
      if (request.url?.endsWith('.tar.gz') !== true) return serve(request, response);
      response.setHeader('content-length', 1_000_000);
      response.write('x', () => controller.abort(new Error('stopped')));
    };
    const found = temporalBinaries({
      cacheFolder: cache,
      searchPath: bin,
      mirror: { url },
      signal: controller.signal,
    });
    await expect(found).rejects.toThrow('stopped');
    expect(await left()).toEqual([]);
  });
});

test('the same programs give the same archive, and the list keeps those of other machines', async () => {
  const list = path.join(release, 'SHA256SUMS');
  await writeFile(list, `${'cd'.repeat(32)}  other.tar.gz\n${await readFile(list, 'utf8')}`);
  expect((await archive(TEMPORAL_VERSION)).sha256).toBe(sha256);
  const text = await readFile(list, 'utf8');
  expect([sumIn(text, 'other.tar.gz'), sumIn(text, archiveName())]).toEqual(['cd'.repeat(32), sha256]);
  expect(text.trim().split('\n')).toHaveLength(2);
  expect(await readdir(release)).toEqual(['SHA256SUMS', archiveName()]);
});

test('an archive that cannot be written is told with its folder', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  const made = makeArchive({ server: file, sql: file }, path.join(file, 'below'));
  expect(await codeOf(made)).toBe('engine-archive-unwritable');
  await expect(made).rejects.toThrow(path.join(file, 'below'));
});
