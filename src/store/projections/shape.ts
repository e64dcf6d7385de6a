import type { z } from 'zod';
import type { EventRecord } from '../../domain/record.ts';
import { storeError } from '../errors.ts';

/**
 * What a projection needs of an event's data; further fields are left alone.
 * @throws ledger-shape naming the field. The rules write these events, so this is a defect of the code, and it shows at once.
 */
export function shaped<T extends z.ZodType>(record: EventRecord, shape: T): z.infer<T> {
  const read = shape.safeParse(record.data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const field = issue?.path.join('.') || 'data';
  throw storeError('ledger-shape', {
    process: record.process,
    seq: record.seq,
    type: record.type,
    problem: `${field}：${issue?.message ?? '不合格式'}`,
  });
}
