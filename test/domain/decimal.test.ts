import fc from 'fast-check';
import {
  add,
  compare,
  decimalOf,
  decimalText,
  figureText,
  minus,
  percentOf,
  roundedUp,
  times,
} from '../../src/domain/decimal.ts';

/** A figure of up to 15 digits, as somebody types it. */
const typed = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => decimalText({ digits, places }));

describe('a figure', () => {
  it.each([
    [3323, '3323'],
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [1e15, '1000000000000000'],
    [1.5e21, '1500000000000000000000'],
    [-2.66, '-2.66'],
    [-0, '0'],
  ])('%p is written without exponent: %s', (value, text) => {
    expect(figureText(value)).toBe(text);
  });

  it('of up to 15 digits comes out as it was typed', () => {
    fc.assert(fc.property(typed, (text) => expect(figureText(Number(text))).toBe(text)));
  });

  it('adds up without binary fractions', () => {
    expect(decimalText(add(decimalOf(0.1), decimalOf(0.2)))).toBe('0.3');
    expect(decimalText(minus(decimalOf(266), decimalOf(265.9)))).toBe('0.1');
    fc.assert(
      fc.property(typed, typed, (a, b) => {
        const [one, other] = [decimalOf(Number(a)), decimalOf(Number(b))];
        expect(decimalText(minus(add(one, other), other))).toBe(decimalText(one));
        expect(compare(add(one, other), add(other, one))).toBe(0);
        expect(Math.sign(compare(one, other))).toBe(Math.sign(Number(a) - Number(b)));
      }),
    );
  });

  it('is never said to be more of another than it is', () => {
    expect(percentOf(decimalOf(29_999), decimalOf(1_000_000))).toBe('2.99%');
    expect(percentOf(decimalOf(3), decimalOf(100))).toBe('3%');
    expect(percentOf(decimalOf(1), decimalOf(3))).toBe('33.33%');
  });

  it('that is short of a part of a base is short by whole units', () => {
    const needed = times(decimalOf(0.03), decimalOf(1_234));
    expect(decimalText(needed)).toBe('37.02');
    expect(roundedUp(minus(needed, decimalOf(37)))).toBe(1n);
    expect(roundedUp(decimalOf(-0.5))).toBe(0n);
  });
});
