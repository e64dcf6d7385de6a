import type { Effect } from '../domain/effects.ts';
import type { EventRecord } from '../domain/record.ts';
import type { Link } from './chain.ts';

/** An event with what follows from it, waiting to be carried out. */
interface Entry {
  readonly record: EventRecord | undefined;
  readonly effects: readonly Effect[];
  readonly bytes: number;
}

/** A batch taken from the front; it stays in the outbox until it is done. */
export interface Taken {
  readonly records: readonly EventRecord[];
  readonly effects: readonly Effect[];
  readonly entries: number;
}

const MAX_EVENTS = 100;
/** Half the engine's limit for one payload. */
const MAX_BYTES = 1_000_000;

/** Events in order, each with its effects. What is too large for one batch is carried out in several. */
export class Outbox {
  private entries: readonly Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  add({ record, length }: Link, effects: readonly Effect[]): void {
    const groups = split(effects);
    const first = groups[0] ?? [];
    const rest = groups
      .slice(1)
      .map((group) => ({ record: undefined, effects: group, bytes: sizeOf(group) }));
    this.entries = [
      ...this.entries,
      { record, effects: first, bytes: length * BYTES + sizeOf(first) },
      ...rest,
    ];
  }

  /** As many entries as fit into one batch; at least one. */
  peek(): Taken {
    let bytes = 0;
    let count = 0;
    for (const entry of this.entries) {
      if (count > 0 && (count >= MAX_EVENTS || bytes + entry.bytes > MAX_BYTES)) break;
      bytes += entry.bytes;
      count += 1;
    }
    const taken = this.entries.slice(0, count);
    const records = taken.flatMap((entry) => (entry.record === undefined ? [] : [entry.record]));
    return { records, effects: taken.flatMap((entry) => entry.effects), entries: count };
  }

  drop(taken: Taken): void {
    this.entries = this.entries.slice(taken.entries);
  }
}

function split(effects: readonly Effect[]): readonly (readonly Effect[])[] {
  const groups: Effect[][] = [];
  let bytes = MAX_BYTES;
  for (const effect of effects) {
    const size = sizeOf(effect);
    if (bytes + size > MAX_BYTES / 2) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)?.push(effect);
    bytes += size;
  }
  return groups;
}

/** Bytes of UTF-8 that a UTF-16 unit takes at most: Chinese text does. */
const BYTES = 3;

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length * BYTES;
}
