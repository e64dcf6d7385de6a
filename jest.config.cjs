const { existsSync, readFileSync, realpathSync } = require('node:fs');
const { join } = require('node:path');

const modules = realpathSync(join(__dirname, 'node_modules'));
const support = (name) => join(__dirname, 'test', 'support', name);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Matches what needs no transform: all of node_modules but the packages whose `.js` files are ES modules. */
function withoutEsmPackages() {
  const esm = Object.keys(read(join(modules, '.package-lock.json')).packages)
    .map((path) => path.replace(/^node_modules\//, ''))
    .filter((path) => {
      const manifest = join(modules, path, 'package.json');
      return existsSync(manifest) && read(manifest).type === 'module';
    });
  return `^${modules.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/(?!(?:${esm.join('|')})/(?!node_modules/))`;
}

const swc = (parser) => [
  '@swc/jest',
  { jsc: { parser, target: 'es2022' }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
];

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  resolver: '<rootDir>/scripts/jest-resolver.cjs',
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.ts$': swc({ syntax: 'typescript' }),
    '\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [withoutEsmPackages()],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json', 'node'],
  ...(existsSync(support('global-setup.ts')) && { globalSetup: support('global-setup.ts') }),
  ...(existsSync(support('global-teardown.ts')) && { globalTeardown: support('global-teardown.ts') }),
  testTimeout: 120_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/scripts/jest-sequencer.cjs',
  reporters: ['default', '<rootDir>/scripts/jest-counts.cjs'],
};
