import fc from 'fast-check';
import type { ClueAccount } from '../../../src/domain/clue/told.ts';
import type { Signal } from '../../../src/domain/signal.ts';
import { runs } from '../../support/fuzz.ts';
import { CALENDAR_2022 } from '../support.ts';
import { accepted, HAND_OVER, rosterOf, sealed, unit, withClues } from './clue.ts';

/** What a clue and its programme are told by others: by whom they let themselves be told, and in what form. */

const ACCOUNT: ClueAccount = {
  number: 1,
  code: '线索〔2022〕1号',
  status: 'closed',
  statusText: '已办结',
  light: 'done',
  holder: '工业统计处',
  handedOverOn: '2022-06-01',
  closedOn: '2022-06-02',
  cases: [],
};
const JOIN = {
  number: 2,
  code: '线索〔2022〕2号',
  unit: unit('tzc'),
  items: [sealed('j')],
  by: { person: 'tzc.h', name: '某' },
  roster: rosterOf(unit('tzc').posts),
};

const programme = () => withClues().must('gyc.h', HAND_OVER);
const asData = (value: object): Signal['data'] => value as unknown as Signal['data'];

/** A field taken away, or something put into it that is not of its kind. */
const spoiled = (whole: object, fields: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...fields),
      fc.constantFrom<unknown>(undefined, null, {}, [null], { toString: 1 }, -1, 1.5),
    )
    .map(([field, value]) => JSON.parse(JSON.stringify({ ...whole, [field]: value })) as object);

describe('a programme', () => {
  it('takes the account of a clue from that clue', () => {
    const life = programme().hear('clue', asData(ACCOUNT), { from: 'zj/clue/1' });
    expect(life.types.at(-1)).toBe('ClueHeard');
    expect(life.state.clues?.open).not.toHaveProperty('1');
  });

  it.each([
    ['another clue', 'zj/clue/2', ACCOUNT],
    ['a measure', 'zj/measure/M01', ACCOUNT],
    ['itself', 'zj', ACCOUNT],
    ['another programme’s', 'xx/clue/1', ACCOUNT],
    ['one that is not registered', 'zj/clue/9', { ...ACCOUNT, number: 9 }],
    ['a key of the prototype', 'zj/clue/constructor', { ...ACCOUNT, number: 'constructor' }],
  ])('from %s it takes none, and the attempt is on record', (_, from, data) => {
    const life = programme();
    const before = life.state.clues;
    life.hear('clue', asData(data), { from });
    expect(life.types.at(-1)).toBe('SignalUnknown');
    expect(life.state.clues).toEqual(before);
  });

  it('takes no account that is not whole', () => {
    const needed = ['number', 'code', 'status', 'statusText', 'light', 'holder', 'handedOverOn', 'cases'];
    const property = fc.property(spoiled(ACCOUNT, needed), (data) => {
      const life = programme().hear('clue', asData(data), { from: 'zj/clue/1' });
      expect(life.types.at(-1)).toBe('SignalUnknown');
      expect(life.state.clues?.open).toHaveProperty('1');
      expect(life.row.card.title).toBeDefined();
    });
    fc.assert(property, { numRuns: runs(200) });
  });

  it('names the field of a hand-over that is wrong', () => {
    const life = programme();
    const wrong: readonly (readonly [object, string])[] = [
      [{ from: 7 }, 'from 应为'],
      [{ to: undefined }, 'to 与 outside'],
      [{ outside: { body: '监委' } }, 'to 与 outside'],
      [{ to: undefined, outside: { body: '监委' } }, 'outside.document 应为'],
      [{ to: undefined, outside: 'x' }, 'outside.'],
      [{ category: '长'.repeat(41) }, 'category 应为'],
      [{ items: 'x' }, 'items 应为'],
      [{ items: [{ ...sealed('i'), item: '../i' }] }, 'item 应为密封材料的编号'],
      [{ items: [{ ...sealed('i'), sha256: 'A'.repeat(64) }] }, 'sha256 应为'],
      [{ items: [{ ...sealed('i'), content: '虚报' }] }, '没有名为 "content" 的项'],
      [{ mark: 'x' }, 'mark 应为'],
      [{ letter: { number: '1号', issuer: '国家统计局', received: '2022-02-30' } }, 'letter.received 应为'],
      [{ content: '虚报' }, '没有名为 "content" 的项'],
    ];
    for (const [more, words] of wrong)
      expect(life.current.malformed({ ...HAND_OVER, ...more })).toContain(words);
  });
});

describe('a clue', () => {
  const joins = (data: object, from = 'zj') => accepted().hear('join', asData(data), { from });

  it('is joined by what its programme tells it', () => {
    expect(joins(JOIN).types.at(-1)).toBe('ClueJoined');
  });

  it.each(['zj/directory', 'zj/clue/2', 'zj/clue/1', 'xx', '', '__proto__'])(
    'is not joined by what “%s” tells it',
    (from) => {
      const life = joins(JOIN, from);
      expect(life.types.at(-1)).toBe('SignalUnknown');
      expect(life.state.joined).toEqual([]);
      expect(life.act('tzc.h', { type: 'read', item: 'j' })).toBe('not_holder');
    },
  );

  it('is not joined by what is not whole', () => {
    const property = fc.property(spoiled(JOIN, ['number', 'code', 'unit', 'by', 'roster']), (data) => {
      const life = joins(data);
      expect(life.types.at(-1)).toBe('SignalUnknown');
      expect(life.state.joined).toEqual([]);
    });
    fc.assert(property, { numRuns: runs(200) });
  });

  it('makes nothing of an account, a standing, or a change of plan', () => {
    for (const type of ['clue', 'standing', 'amend', 'notice', 'subscribe', 'constructor'])
      expect(
        accepted()
          .hear(type, asData({ ...ACCOUNT, calendar: CALENDAR_2022 }), { from: 'zj' })
          .types.at(-1),
      ).toBe('SignalUnknown');
  });
});
