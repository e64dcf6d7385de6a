import fc from 'fast-check';
import { isModest } from '../../src/domain/guards.ts';
import * as machine from '../../src/domain/machine.ts';
import type { DutyChanges } from '../../src/domain/record.ts';
import { addMillis } from '../../src/domain/time.ts';
import { envelopeOf, type Life } from './support.ts';

/** What fuzz tests of commands share: values that are nearly right and values that are not, and what has to hold whatever is asked. */

export const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '已办理',
      'r1',
      'm1',
      'M06',
      '2022-09-01',
      '2022-H1',
      '浙统〔2022〕1号',
      'jcc/head',
      'a'.repeat(64),
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\n',
    '行\n行',
    '\u202e',
    '\ud800',
    '__proto__',
    'constructor',
    '长'.repeat(4_000),
    '长'.repeat(4_001),
    '9999-12-31',
    '0000-01-01',
  ),
);
export const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(-0, NaN, Infinity, 1e15, 1e16, 2 ** 53),
);
export const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined), number, text);

/** What somebody asks, so many hours after what was asked before. */
export type Asked = readonly [body: unknown, person: string, hours: number];

/** Whatever people ask: events are numbered without a gap, every duty is armed once and ended once, and what is left can be shown and carried on. */
export function decidesAndFolds(begin: () => Life<unknown>): (asked: readonly Asked[]) => void {
  return (asked) => {
    const life = begin();
    let now = life.now;
    asked.forEach(([body, person, hours], index) => {
      now = addMillis(now, hours * 3_600_000);
      life.until(now);
      const envelope = {
        ...envelopeOf(life.input.process, person, body as { type: string }, {
          at: now,
          requestId: `f${index}`,
        }),
      };
      if (machine.rejection(life.rules, life.frame, life.input.process, envelope, now, now) !== undefined)
        return;
      const before = life.drafts.length;
      life.act(person, body as { type: string });
      expect(life.drafts.length).toBeGreaterThan(before);
    });
    expect(life.drafts.map((draft) => draft.seq)).toEqual(life.drafts.map((__, index) => index + 1));
    const open = new Set<string>();
    for (const { data } of life.drafts) {
      const { armed, ended } = (data['duties'] ?? { armed: [], ended: [] }) as unknown as DutyChanges;
      for (const { id } of ended) expect(open.delete(id)).toBe(true);
      for (const { id } of armed) expect(open.size).toBeLessThan(open.add(id).size);
    }
    expect([...open].toSorted()).toEqual(
      life.current
        .duties(life.state)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(life.row.card.title).toBeDefined();
    expect(JSON.stringify(life.frame)).toBe(JSON.stringify(JSON.parse(JSON.stringify(life.frame))));
    expect(isModest(life.drafts.at(-1)?.data)).toBe(true);
  };
}
