import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { GENESIS, type Draft } from '../../src/domain/record.ts';
import { chained } from '../../src/workflows/chain.ts';

const AT = '2022-06-06T08:30:00.000+08:00';

function draftOf(data: unknown): Draft {
  return {
    seq: 1,
    rules: 1,
    type: 'ProgressReported',
    data: data as Draft['data'],
    actor: null,
    requestId: 'r1',
    cause: 'update',
    occurredAt: AT,
    recordedAt: AT,
  };
}

describe('a link of the chain', () => {
  it('bears the hash of its canonical JSON, and knows how long it is as JSON, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (data) => {
        const { record, length } = chained(draftOf(data), 'p/measure/M01', 'run', GENESIS);
        const { hash, ...rest } = record;
        expect(hash).toBe(
          createHash('sha256')
            .update(canonicalize(rest) ?? '')
            .digest('hex'),
        );
        expect(length).toBe(JSON.stringify(record).length);
      }),
    );
  });

  it('names the one before it: another predecessor gives another hash', () => {
    const first = chained(draftOf({ text: '一' }), 'p', 'run', GENESIS);
    const second = chained(draftOf({ text: '一' }), 'p', 'run', first.record.hash);
    expect(second.record.prev).toBe(first.record.hash);
    expect(second.record.hash).not.toBe(first.record.hash);
  });
});
