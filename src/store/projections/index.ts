import type { ProcessKind, Row } from '../../domain/process.ts';
import type { EventRecord } from '../../domain/record.ts';
import type { Tx } from '../schema.ts';
import { putDirectory } from './directory.ts';
import { putEvidence } from './evidence.ts';
import { putLetters } from './letters.ts';

type Projection = (tx: Tx, row: Row, records: readonly EventRecord[]) => Promise<void>;

const PROJECTIONS: Readonly<Partial<Record<ProcessKind, Projection>>> = {
  directory: putDirectory,
  letter: putLetters,
  measure: putEvidence,
};

/** Brings the tables beside the events up to date with records that were not there before, in their order. */
export async function project(tx: Tx, row: Row, records: readonly EventRecord[]): Promise<void> {
  await PROJECTIONS[row.kind]?.(tx, row, records);
}
