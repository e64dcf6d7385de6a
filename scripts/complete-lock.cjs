/**
 * Completes package-lock.json where the registry at hand carries binaries of its own platform only: npm leaves
 * the others out of the file, and `npm ci` then refuses it. Run after an `npm install` that changed it;
 * `--check` changes nothing and fails when something is missing.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows'];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];
const LIBC = { gnu: 'glibc', musl: 'musl' };

const file = join(__dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

/** Whether a package of that name is found from `path`, looked for as node does. */
function found(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in packages) return true;
    if (at === '') return false;
  }
}

/** What npm would note about a binary package, read from its name: `@swc/core-linux-x64-musl`. */
function entryOf(name, version, dev) {
  const words = name.split(/[/-]/);
  const one = (of) => of.filter((word) => words.includes(word));
  const os = one(OS).map((word) => (word === 'windows' ? 'win32' : word));
  const cpu = one(CPU);
  const libc = one(Object.keys(LIBC)).map((word) => LIBC[word]);
  if (os.length !== 1 || cpu.length !== 1 || !/^\d/.test(version)) {
    throw new Error(`${name}@${version}: cannot tell for which platform`);
  }
  return { version, cpu, ...(dev && { dev }), ...(libc.length > 0 && { libc }), optional: true, os };
}

const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !found(path, name))
    .map(([name, version]) => [`node_modules/${name}`, entryOf(name, version, dev)]),
);

if (missing.length === 0) {
  console.log('package-lock.json is complete');
} else if (process.argv.includes('--check')) {
  console.error(
    `package-lock.json lacks ${missing.length} binaries of other platforms, so npm ci would refuse it.`,
  );
  console.error('Run: node scripts/complete-lock.cjs');
  process.exitCode = 1;
} else {
  const all = [...Object.entries(packages), ...missing];
  lock.packages = Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} entries added`);
}
