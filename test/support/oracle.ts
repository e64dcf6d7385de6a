import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fold } from '../../src/audit/fold.ts';
import { readHistory, type RunHistory } from '../../src/audit/read-history.ts';
import { connect } from '../../src/client/connect.ts';
import { fetchRuns } from '../../src/client/histories.ts';
import { FileRing } from '../../src/keys/key-file.ts';
import { Payloads } from '../../src/keys/payloads.ts';
import { RULES_AND_2 } from './rules-2.ts';
import { keyFileOf, type Shared } from './shared.ts';

/**
 * Recomputes the events of every process that any test started, from its recorded causes with the domain but without
 * the shell. Fails when a history is missing, when a byte differs, and when one flipped byte passes.
 */
export async function foldEverything({ temporalAddress, registry }: Shared): Promise<void> {
  const problems: string[] = [];
  let processes = 0;
  let events = 0;
  let flipped = 0;
  for (const file of (await readdir(registry)).filter((name) => name.endsWith('.ids')).toSorted()) {
    const namespace = path.basename(file, '.ids');
    const ring = new FileRing(keyFileOf(registry, namespace));
    const payloads = new Payloads({ ring, file: ring.file, wasUsed: () => false });
    const engine = await connect(temporalAddress, namespace, undefined, payloads);
    try {
      const ids = new Set(
        (await readFile(path.join(registry, file), 'utf8')).split('\n').filter((line) => line !== ''),
      );
      for (const id of ids) {
        const runs = (await fetchRuns(engine, id))?.map(readHistory);
        if (runs === undefined) {
          problems.push(`${namespace} ${id}: no history`);
          continue;
        }
        const report = fold(runs, { registry: RULES_AND_2 });
        processes += 1;
        events += report.events;
        problems.push(...report.problems.map((problem) => `${namespace} ${id}: ${problem}`));
        problems.push(
          ...report.opened
            .filter((one) => !ids.has(one))
            .map((one) => `${namespace} ${id}: opened ${one}, whose history nobody kept`),
        );
        if (fold(flipOne(runs, processes), { registry: RULES_AND_2 }).problems.length === 0)
          problems.push(`${namespace} ${id}: a flipped byte passed`);
        flipped += 1;
      }
    } finally {
      await engine.close();
    }
  }
  process.stdout.write(
    `fold oracle: ${events} events of ${processes} processes recomputed, ${flipped} flipped bytes tried, ${problems.length} problems\n`,
  );
  if (problems.length > 0) throw new Error(`fold oracle:\n${problems.slice(0, 50).join('\n')}`);
}

/** The same history with one character of one record changed, another one each time. */
function flipOne(runs: readonly RunHistory[], salt: number): readonly RunHistory[] {
  const [first, ...rest] = runs;
  if (first === undefined) return runs;
  const index = salt % Math.max(1, first.records.length);
  const records = first.records.map((record, at) => {
    if (at !== index) return record;
    const text = JSON.stringify(record);
    const places = [...text.matchAll(/[0-9a-z]/g)].map((match) => match.index);
    const place = places[(salt * 7_919) % places.length] ?? 0;
    const other = text[place] === '1' ? '2' : '1';
    return JSON.parse(
      isKey(text, place)
        ? text.replace('"v":1', '"v":2')
        : text.slice(0, place) + other + text.slice(place + 1),
    );
  });
  return [{ ...first, records }, ...rest];
}

/** A flipped key or literal could make the text no JSON at all: then the version is flipped instead. */
function isKey(text: string, place: number): boolean {
  try {
    JSON.parse(`${text.slice(0, place)}1${text.slice(place + 1)}`);
    return false;
  } catch {
    return true;
  }
}
