import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * The layer table of DESIGN.md §9 once more, by hand. Every import of every folder by every other is written
 * into a tree of its own, by value and by type, and what the tools refuse is compared with the table.
 */
const LAYERS = ['domain', 'contracts', 'plan', 'workflows', 'activities', 'mail', 'store', 'engine'].concat([
  'keys',
  'client',
  'rehearsal',
  'audit',
  'api',
  'cli',
  'web',
]);
const but = (...not: string[]): string[] => [...LAYERS.filter((layer) => !not.includes(layer)), 'config.ts'];
const MAY: Record<string, string[]> = {
  domain: [],
  contracts: ['domain'],
  plan: ['domain', 'contracts'],
  workflows: ['domain'],
  activities: ['domain', 'contracts'],
  mail: ['domain', 'contracts'],
  store: ['domain', 'contracts', 'keys'],
  keys: ['contracts'],
  engine: ['contracts'],
  client: ['contracts', 'domain', 'keys', 'workflows/messages.ts'],
  rehearsal: ['client', 'domain', 'plan', 'contracts'],
  audit: ['domain', 'contracts', 'client'],
  api: but('workflows', 'activities', 'cli'),
  cli: but('workflows', 'activities', 'api'),
  web: ['contracts'],
};
const TARGETS = [...LAYERS, 'workflows/messages.ts', 'config.ts'];

const WORKFLOW_NPM = ['@temporalio/workflow', '@temporalio/common', '@noble/hashes/sha2.js', 'canonicalize'];
const NPM = [
  ...WORKFLOW_NPM,
  'zod',
  'pg',
  '@temporalio/client',
  '@temporalio/worker',
  'node:fs',
  'node:fs/promises',
];
const MAY_NPM: Record<string, string[]> = {
  domain: [],
  contracts: ['zod'],
  workflows: WORKFLOW_NPM,
  client: NPM,
  engine: NPM,
  web: NPM.filter((name) => !['@temporalio/client', 'node:fs', 'node:fs/promises'].includes(name)),
};
const mayNpm = (layer: string): string[] =>
  MAY_NPM[layer] ?? NPM.filter((name) => name !== '@temporalio/client');

const ROOT = join(import.meta.dirname, '../..');
const CONFIG = ['.oxlintrc.json', '.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'];

let tree: string;

function write(path: string, text: string): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** An import to try; its files are value-N.ts and type-N.ts, N being its place in `pairs`. */
interface Pair {
  layer: string;
  target: string;
  allowed: boolean;
}

const fileOf = (target: string): string => (target.endsWith('.ts') ? target : `${target}/index.ts`);

const pairs: Pair[] = LAYERS.flatMap((layer) => [
  ...TARGETS.filter((target) => !target.startsWith(layer)).map((target) => ({
    layer,
    target: `../${fileOf(target)}`,
    allowed: MAY[layer]!.includes(target) || (target.includes('/') && MAY[layer]!.includes(dirname(target))),
  })),
  ...NPM.map((target) => ({ layer, target, allowed: mayNpm(layer).includes(target) })),
]);

const where = (kind: string, index: number): string => `src/${pairs[index]!.layer}/${kind}-${index}.ts`;
const label = ({ layer, target }: Pair): string => `${layer} → ${target}`;

function run(tool: string, args: string[]): Promise<{ status: number; output: string }> {
  return new Promise((done) => {
    const bin = join(ROOT, 'node_modules', '.bin', tool);
    execFile(bin, args, { cwd: tree, maxBuffer: 64 << 20 }, (error, stdout) =>
      done({ status: typeof error?.code === 'number' ? error.code : 0, output: stdout }),
    );
  });
}

async function cruise(): Promise<Map<string, string[]>> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const { output } = await run('depcruise', args);
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return byFile(summary.violations.map(({ from, rule }) => [from, rule.name]));
}

async function lint(path: string, ...flags: string[]): Promise<Map<string, string[]>> {
  const { output } = await run('oxlint', ['--format', 'json', ...flags, path]);
  const { diagnostics } = JSON.parse(output) as { diagnostics: { filename: string; code: string }[] };
  return byFile(diagnostics.map(({ filename, code }) => [filename, code]));
}

function byFile(found: [file: string, rule: string][]): Map<string, string[]> {
  const rules = new Map<string, string[]>();
  for (const [file, rule] of found) rules.set(file, [...(rules.get(file) ?? []), rule]);
  return rules;
}

/** The pairs that `refused` says are refused, against the table. */
function compare(kind: string, refused: (file: string) => boolean): void {
  const found = pairs.filter((_pair, index) => refused(where(kind, index))).map(label);
  expect(found).toEqual(pairs.filter(({ allowed }) => !allowed).map(label));
}

beforeAll(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'zhenggai-layers-')));
  for (const name of CONFIG) cpSync(join(ROOT, name), join(tree, name));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  for (const target of TARGETS)
    write(`src/${fileOf(target)}`, 'export const x = 1;\nexport type X = typeof x;\n');
  for (const [index, { target }] of pairs.entries()) {
    write(where('value', index), `import * as it from '${target}';\n\nexport const y = it;\n`);
    write(where('type', index), `import type * as it from '${target}';\n\nexport type Y = typeof it;\n`);
  }
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test('dependency-cruiser refuses exactly the imports that the layer table forbids', async () => {
  const found = await cruise();
  const layerRule = (file: string): boolean => (found.get(file) ?? []).some((name) => name !== 'no-cycle');
  compare('value', layerRule);
});

test('oxlint refuses exactly the same, by value and by type only', async () => {
  const found = await lint('src');
  const refused = (file: string): boolean =>
    (found.get(file) ?? []).includes('eslint(no-restricted-imports)');
  compare('value', refused);
  compare('type', refused);
});

const OFFENCES: [name: string, path: string, text: string, rule: string][] = [
  ['a clock in the domain', 'src/domain/o.ts', 'export const f = () => Date.now();', 'no-restricted-globals'],
  [
    'a new Date in the domain',
    'src/domain/o.ts',
    'export const f = () => new Date();',
    'no-restricted-globals',
  ],
  ['a Date taken by the domain', 'src/domain/o.ts', 'export type T = Date;', 'no-restricted-types'],
  [
    'a clock by way of globalThis',
    'src/domain/o.ts',
    'export const f = globalThis.Date;',
    'no-restricted-globals',
  ],
  [
    'randomness in the domain',
    'src/domain/o.ts',
    'export const f = Math.random();',
    'no-restricted-properties',
  ],
  [
    'the environment in the domain',
    'src/domain/o.ts',
    'export const f = process.env;',
    'no-restricted-globals',
  ],
  [
    'a dynamic import in the domain',
    'src/domain/o.ts',
    "export const f = import('zod');",
    'no-restricted-imports',
  ],
  [
    'an import hidden in a type',
    'src/domain/o.ts',
    "export type T = import('zod').ZodType;",
    'consistent-type-imports',
  ],
  [
    'a re-export by the domain',
    'src/domain/o.ts',
    "export { x } from '../plan/index.ts';",
    'no-restricted-imports',
  ],
  [
    'the process in a workflow',
    'src/workflows/o.ts',
    'export const f = process.env;',
    'no-restricted-globals',
  ],
  ['any', 'src/mail/o.ts', 'export const f = (x: any) => x;', 'no-explicit-any'],
];

test.each(OFFENCES)('oxlint refuses %s', async (_name, path, text, rule) => {
  write(path, `${text}\n`);
  const found = await lint(path);
  rmSync(join(tree, path));
  expect(found.get(path)?.join(' ')).toContain(rule);
});

test('oxlint refuses what only types can tell', async () => {
  const path = 'src/mail/o.ts';
  const lines = [
    "export function f(it: 'a' | 'b', send: () => Promise<void>): number {",
    '  send();',
    '  switch (it) {',
    "    case 'a':",
    '      return 1;',
    '  }',
    '  return JSON.parse(it);',
    '}',
  ];
  write(path, lines.join('\n'));
  const found = await lint(path, '--type-aware');
  rmSync(join(tree, path));
  for (const rule of ['no-floating-promises', 'switch-exhaustiveness-check', 'no-unsafe-return']) {
    expect(found.get(path)?.join(' ')).toContain(rule);
  }
});

test('dependency-cruiser refuses a circle, a folder without a row and an import from outside src', async () => {
  write('src/mail/a.ts', "import { b } from './b.ts';\n\nexport const a = (): unknown => b;\n");
  write('src/mail/b.ts', "import { a } from './a.ts';\n\nexport const b = (): unknown => a;\n");
  write('src/stray/s.ts', "import { x } from '../domain/index.ts';\n\nexport const y = x;\n");
  write('test/t.ts', 'export const t = 1;\n');
  write('src/mail/t.ts', "import { t } from '../../test/t.ts';\n\nexport const y = t;\n");
  const found = await cruise();
  for (const path of ['src/mail/a.ts', 'src/mail/b.ts', 'src/mail/t.ts', 'src/stray/s.ts', 'test/t.ts']) {
    rmSync(join(tree, path));
  }
  expect(found.get('src/mail/a.ts')).toContain('no-cycle');
  expect(found.get('src/stray/s.ts')).toContain('known-layer');
  expect(found.get('src/mail/t.ts')).toContain('src-only');
});
