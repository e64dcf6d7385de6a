import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.join(import.meta.dirname, '../../src');

/** What all processes of a worker share (src/build-bundle.ts). */
const SHARED = [
  ...readdirSync(path.join(SRC, 'domain'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `domain/${name}`),
  'workflows/chain.ts',
  'workflows/short-stacks.ts',
];

/** Something that can be written to and lives as long as its module. A `WeakMap` holds what follows from a state, by that state, and no more. */
const KEPT =
  /^(?:export )?(?:(?:let|var) .*|const \w+(?:: [^=]+)? = (?:new (?!WeakMap|RegExp)\w+|\[\]|\{\}).*)$/gm;

/** A memory of what is the same for all, and bounded by its own forms. */
const PURE = new Set(['const read = new Map<string, Period>();']);

/** Filled once, where they are made. */
const CONSTANT = /= new (?:Set|Map)(?:<[^>]+>)?\((?!\))/;

describe('modules that are evaluated once for all processes of a worker', () => {
  it.each(SHARED)('%s keeps nothing between two calls', (name) => {
    const found = readFileSync(path.join(SRC, name), 'utf8').match(KEPT) ?? [];
    expect(found.filter((line) => !CONSTANT.test(line) && !PURE.has(line))).toEqual([]);
  });
});
