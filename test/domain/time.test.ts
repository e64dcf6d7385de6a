import fc from 'fast-check';
import {
  addDays,
  addMillis,
  addMonths,
  dateOf,
  dateOfDay,
  dayNumber,
  daysBetween,
  endOfDay,
  instantAt,
  instantOf,
  isCivilDate,
  isInstant,
  isTimeOfDay,
  millisOf,
  timeOf,
  weekdayOf,
} from '../../src/domain/time.ts';

const DAY = 86_400_000;
const anyDay = fc.integer({ min: Date.UTC(1990, 0, 1) / DAY, max: Date.UTC(2100, 11, 31) / DAY });
const iso = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
const anyMillis = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 11, 31) });

describe('civil dates from 1990 to 2100', () => {
  it('are those of the JavaScript calendar, one by one', () => {
    for (let day = Date.UTC(1990, 0, 1) / DAY; day <= Date.UTC(2100, 11, 31) / DAY; day += 1) {
      const date = iso(day);
      if (dateOfDay(day) !== date || dayNumber(date) !== day) throw new Error(date);
      if (weekdayOf(date) !== (new Date(day * DAY).getUTCDay() || 7)) throw new Error(date);
    }
  });

  it('move by days as there', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
        expect(addDays(iso(day), n)).toBe(iso(day + n));
        expect(daysBetween(iso(day), iso(day + n))).toBe(n);
      }),
    );
  });

  it('move by months to the same day, or to the last day of a shorter month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (day, n) => {
        const from = new Date(day * DAY);
        const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + n];
        const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
        const expected = new Date(Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)));
        expect(addMonths(iso(day), n)).toBe(expected.toISOString().slice(0, 10));
      }),
    );
  });

  it('end with four digits of the year: counting goes no further and never gives what is no date', () => {
    expect(addDays('9999-12-30', 400)).toBe('9999-12-31');
    expect(addDays('0000-01-02', -400)).toBe('0000-01-01');
    expect([addMonths('9999-12-15', 1), addMonths('9999-11-30', 1)]).toEqual(['9999-12-31', '9999-12-30']);
    expect([addMonths('0000-01-15', -1), addMonths('0000-02-29', -1)]).toEqual(['0000-01-01', '0000-01-29']);
    expect(addMillis('9999-12-31T23:59:59.999+08:00', 1)).toBe('9999-12-31T23:59:59.999+08:00');
    expect(addMillis('0000-01-01T00:00:00.000+08:00', -1)).toBe('0000-01-01T00:00:00.000+08:00');
  });

  it('exist or do not', () => {
    for (const date of [
      '2022-02-31',
      '2023-02-29',
      '2022-04-31',
      '2022-13-01',
      '2022-00-10',
      '2022-1-1',
      '2022-01-00',
      '',
      20220101,
    ]) {
      expect(isCivilDate(date)).toBe(false);
    }
    expect(isCivilDate('2024-02-29')).toBe(true);
    expect(isCivilDate('2000-02-29')).toBe(true);
    expect(isCivilDate('2100-02-29')).toBe(false);
  });
});

describe('instants', () => {
  it('are Shanghai time at a fixed +08:00', () => {
    fc.assert(
      fc.property(anyMillis, (millis) => {
        const instant = instantOf(millis);
        expect(instant).toBe(`${new Date(millis + 8 * 3_600_000).toISOString().slice(0, 23)}+08:00`);
        expect(Date.parse(instant)).toBe(millis);
        expect(millisOf(instant)).toBe(millis);
        expect(isInstant(instant)).toBe(true);
      }),
    );
  });

  it('compare as text as they do in time', () => {
    fc.assert(
      fc.property(anyMillis, anyMillis, (a, b) => {
        expect(instantOf(a) < instantOf(b)).toBe(a < b);
      }),
    );
  });

  it('give back the date and the time they were made of', () => {
    const instant = instantAt('2022-08-31', '08:30');
    expect([dateOf(instant), timeOf(instant)]).toEqual(['2022-08-31', '08:30']);
    expect(addMillis(endOfDay('2022-08-31'), 1)).toBe(instantAt('2022-09-01', '00:00'));
  });

  it('have one form only', () => {
    for (const text of [
      '2022-08-31T08:30:00.000Z',
      '2022-08-31T08:30:00+08:00',
      '2022-02-31T08:30:00.000+08:00',
      '2022-08-31T24:00:00.000+08:00',
      null,
    ]) {
      expect(isInstant(text)).toBe(false);
    }
  });
});

describe('times of day', () => {
  it('run from 00:00 to 23:59', () => {
    expect(['00:00', '08:30', '23:59'].every(isTimeOfDay)).toBe(true);
    expect(['24:00', '8:30', '08:60', '0830', 830].some(isTimeOfDay)).toBe(false);
  });
});
