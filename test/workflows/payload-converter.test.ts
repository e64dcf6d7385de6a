import { DefaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { payloadConverter } from '../../src/workflows/payload-converter.ts';

const theirs = new DefaultPayloadConverter();

const json = (data: Uint8Array): Payload => ({ ...theirs.toPayload('x'), data });

describe('payloads', () => {
  it('are the same bytes, and read as the same values, as those of the engine’s own client', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const ours = payloadConverter.toPayload(value);
        const plain = theirs.toPayload(value);
        expect(Buffer.from(ours.data ?? []).equals(Buffer.from(plain.data ?? []))).toBe(true);
        expect(ours.metadata).toEqual(plain.metadata);
        expect(payloadConverter.fromPayload(plain)).toEqual(theirs.fromPayload(plain));
      }),
    );
    expect(payloadConverter.toPayload(undefined)).toEqual(theirs.toPayload(undefined));
    expect(payloadConverter.toPayload(Uint8Array.of(1, 2))).toEqual(theirs.toPayload(Uint8Array.of(1, 2)));
  });

  it('whose text is no UTF-8 read as they always did, so that a history of such a one replays', () => {
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe6, 0x95, 0x22]]) {
      const payload = json(Uint8Array.from([0x22, ...bytes, 0x61, 0x22]));
      let expected: unknown;
      try {
        expected = theirs.fromPayload(payload);
      } catch {
        continue;
      }
      expect(payloadConverter.fromPayload(payload)).toBe(expected);
    }
  });

  it('that nobody can read become a value, and end nothing', () => {
    for (const payload of [json(Buffer.from('{')), json(Buffer.from('\uFEFF1')), { metadata: {} }])
      expect(JSON.stringify(payloadConverter.fromPayload(payload))).toContain('undecodable');
  });
});
