import { fill, isWithin, overlaps, periodOf, type Period } from '../../src/domain/period.ts';

const of = (text: string): Period => periodOf(text) ?? { from: text, to: '' };

describe('a period', () => {
  it.each([
    ['2022', '2022-01-01', '2022-12-31'],
    ['2022-H1', '2022-01-01', '2022-06-30'],
    ['2022-H2', '2022-07-01', '2022-12-31'],
    ['2022-Q1', '2022-01-01', '2022-03-31'],
    ['2022-Q4', '2022-10-01', '2022-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2022-01/07', '2022-01-01', '2022-07-31'],
    ['2022-12', '2022-12-01', '2022-12-31'],
    ['2017/', '2017-01-01', '9999-12-31'],
  ])('%s runs from %s to %s', (text, from, to) => {
    expect(periodOf(text)).toEqual({ from, to });
  });

  it.each(['', '上半年', '2022-13', '2022-07/01', '1999', '2022-Q5', '2022-H3', '2022-1', '2022/2023'])(
    '%p is none',
    (text) => {
      expect(periodOf(text)).toBeUndefined();
    },
  );

  it('lies in another, or overlaps it, by its days', () => {
    expect(isWithin(of('2022-Q2'), of('2022-H1'))).toBe(true);
    expect(isWithin(of('2022-01/07'), of('2022-H1'))).toBe(false);
    expect(overlaps(of('2022-01/07'), of('2022-H2'))).toBe(true);
    expect(overlaps(of('2022-H1'), of('2022-H2'))).toBe(false);
    expect(isWithin(of('2022'), of('2017/'))).toBe(true);
  });

  it('is filled by periods without a gap between them', () => {
    expect(fill([of('2022-H2'), of('2022-Q1'), of('2022-Q2')], of('2022'))).toBe(true);
    expect(fill([of('2022-Q1'), of('2022-H2')], of('2022'))).toBe(false);
    expect(fill([of('2022-H1')], of('2022'))).toBe(false);
  });
});
