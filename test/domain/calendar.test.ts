import fc from 'fast-check';
import {
  addLimit,
  addWorkingDays,
  countedDate,
  exceptionsBetween,
  isProvisional,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from '../../src/domain/calendar.ts';
import { addDays, dateOfDay, dayNumber, weekdayOf, type CivilDate } from '../../src/domain/time.ts';
import { calendarHash, holidayName, stateCouncilCalendar } from '../../src/plan/calendar.ts';

/**
 * The State Council's notices, typed by hand from their texts: days off from–to, and weekend days worked. What follows
 * is checked against the package the calendar is built from.
 */
const NOTICES: readonly {
  readonly year: number;
  readonly notice: string;
  readonly off: readonly string[];
  readonly worked: readonly string[];
}[] = [
  {
    year: 2020,
    // Spring Festival as prolonged in the epidemic: to 2 February, Saturday 1 February not worked after all.
    notice: '国办发明电〔2019〕16号，国办发明电〔2020〕1号',
    off: ['01-01', '01-24/02-02', '04-04/04-06', '05-01/05-05', '06-25/06-27', '10-01/10-08'],
    worked: ['01-19', '04-26', '05-09', '06-28', '09-27', '10-10'],
  },
  {
    year: 2021,
    notice: '国办发明电〔2020〕27号',
    off: [
      '01-01/01-03',
      '02-11/02-17',
      '04-03/04-05',
      '05-01/05-05',
      '06-12/06-14',
      '09-19/09-21',
      '10-01/10-07',
    ],
    worked: ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09'],
  },
  {
    year: 2022,
    notice: '国办发明电〔2021〕11号',
    off: [
      '01-01/01-03',
      '01-31/02-06',
      '04-03/04-05',
      '04-30/05-04',
      '06-03/06-05',
      '09-10/09-12',
      '10-01/10-07',
      '12-31',
    ],
    worked: ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09'],
  },
  {
    year: 2023,
    notice: '国办发明电〔2022〕16号',
    off: ['01-01/01-02', '01-21/01-27', '04-05', '04-29/05-03', '06-22/06-24', '09-29/10-06'],
    worked: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  {
    year: 2024,
    notice: '国办发明电〔2023〕7号',
    off: ['01-01', '02-10/02-17', '04-04/04-06', '05-01/05-05', '06-10', '09-15/09-17', '10-01/10-07'],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  {
    year: 2025,
    notice: '国办发明电〔2024〕12号',
    off: ['01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  {
    year: 2026,
    notice: '国办发明电〔2025〕7号',
    off: [
      '01-01/01-03',
      '02-15/02-23',
      '04-04/04-06',
      '05-01/05-05',
      '06-19/06-21',
      '09-25/09-27',
      '10-01/10-07',
    ],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
];

const calendar = stateCouncilCalendar();

function daysOf(year: number, range: string): readonly CivilDate[] {
  const [first = '', last = first] = range.split('/');
  const days: CivilDate[] = [];
  for (let at = `${year}-${first}`; at <= `${year}-${last}`; at = addDays(at, 1)) days.push(at);
  return days;
}

describe('the State Council calendar', () => {
  it.each(NOTICES)('has for $year the days of $notice', ({ year, off, worked }) => {
    const ofYear = (dates: readonly CivilDate[]): readonly CivilDate[] =>
      dates.filter((date) => date.startsWith(String(year)));
    const weekdaysOff = off.flatMap((range) => daysOf(year, range)).filter((date) => weekdayOf(date) <= 5);
    expect(ofYear(calendar.holidays)).toEqual(weekdaysOff);
    expect(ofYear(calendar.makeUpDays)).toEqual(worked.map((day) => `${year}-${day}`));
  });

  it('covers every year of the table and no other, and says so in its name', () => {
    expect([calendar.firstYear, calendar.lastYear]).toEqual([2020, 2026]);
    expect(calendar.name).toBe('国务院办公厅节假日安排2020–2026');
    const years = new Set(
      [...calendar.holidays, ...calendar.makeUpDays].map((date) => Number(date.slice(0, 4))),
    );
    expect([...years].toSorted((a, b) => a - b)).toEqual(NOTICES.map(({ year }) => year));
  });

  it('names the holiday of a day off and of a day worked for it', () => {
    expect(holidayName('2022-06-03')).toBe('端午');
    expect(holidayName('2022-10-08')).toBe('国庆节');
    expect(holidayName('2022-06-06')).toBeUndefined();
  });

  it('has a hash that any change of its content changes', () => {
    expect(calendarHash(calendar)).toMatch(/^[0-9a-f]{64}$/);
    expect(calendarHash({ ...calendar })).toBe(calendarHash(calendar));
    expect(calendarHash({ ...calendar, holidays: calendar.holidays.slice(1) })).not.toBe(
      calendarHash(calendar),
    );
  });

  it('holds what comes after its last year provisional, Monday to Friday worked', () => {
    expect(isProvisional(calendar, '2027-01-01')).toBe(true);
    expect(isWorkingDay(calendar, '2027-01-01')).toBe(true);
    expect(isProvisional(calendar, '2026-12-31')).toBe(false);
  });
});

describe('working days', () => {
  const anyDate = fc.integer({ min: dayNumber('2019-12-01'), max: dayNumber('2027-03-01') }).map(dateOfDay);
  const workingDate = anyDate.map((date) => workingDayOnOrAfter(calendar, date));
  const count = fc.integer({ min: 1, max: 80 });
  const span = fc.integer({ min: 0, max: 150 });

  it('counting back undoes counting forward', () => {
    fc.assert(
      fc.property(workingDate, count, (date, n) => {
        expect(addWorkingDays(calendar, addWorkingDays(calendar, date, n), -n)).toBe(date);
      }),
    );
  });

  it('the distance between two working days undoes adding', () => {
    fc.assert(
      fc.property(workingDate, fc.integer({ min: -80, max: 80 }), (date, n) => {
        expect(workingDaysBetween(calendar, date, addWorkingDays(calendar, date, n))).toBe(n === 0 ? 0 : n);
      }),
    );
  });

  it('a count ends on a working day, and from a day off it counts the same as from the working day before', () => {
    fc.assert(
      fc.property(anyDate, count, (date, n) => {
        const end = addWorkingDays(calendar, date, n);
        expect(isWorkingDay(calendar, end)).toBe(true);
        expect(end).toBe(addWorkingDays(calendar, workingDayOnOrBefore(calendar, date), n));
      }),
    );
  });

  it('distances add up', () => {
    fc.assert(
      fc.property(anyDate, span, span, (a, toB, toC) => {
        const b = addDays(a, toB);
        const c = addDays(b, toC);
        const between = workingDaysBetween(calendar, a, b) + workingDaysBetween(calendar, b, c);
        expect(workingDaysBetween(calendar, a, c)).toBe(between);
      }),
    );
  });

  it('weekdays less those skipped plus weekend days made up are the working days of a span', () => {
    fc.assert(
      fc.property(anyDate, span, (first, length) => {
        const last = addDays(first, length);
        const days = Array.from({ length: length + 1 }, (_, n) => addDays(first, n));
        const weekdays = days.filter((date) => weekdayOf(date) <= 5).length;
        const { skipped, madeUp } = exceptionsBetween(calendar, last, first);
        const working = workingDaysBetween(calendar, addDays(first, -1), last);
        expect(weekdays - skipped.length + madeUp.length).toBe(working);
        expect(skipped.every((date) => weekdayOf(date) <= 5 && !isWorkingDay(calendar, date))).toBe(true);
        expect(madeUp.every((date) => weekdayOf(date) > 5 && isWorkingDay(calendar, date))).toBe(true);
      }),
    );
  });

  it('a distance is the count, day by day, of the days between, and zero is never -0', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -400, max: 400 }), (a, days) => {
        const b = addDays(a, days);
        const [first, last] = days < 0 ? [b, addDays(a, -1)] : [addDays(a, 1), b];
        const between = Array.from({ length: Math.abs(days) }, (_, n) => addDays(first, n));
        expect(between.at(-1) ?? last).toBe(last);
        const worked = between.filter((date) => isWorkingDay(calendar, date)).length;
        expect(workingDaysBetween(calendar, a, b)).toBe(days < 0 && worked > 0 ? -worked : worked);
      }),
    );
    expect(Object.is(workingDaysBetween(calendar, '2022-08-14', '2022-08-13'), 0)).toBe(true);
  });

  it('stops at the first and the last date that can be written, at once', () => {
    expect(addWorkingDays(calendar, '9999-12-30', 1_000)).toBe('9999-12-31');
    expect(addWorkingDays(calendar, '0000-01-05', -1_000)).toBe('0000-01-01');
    expect(workingDayOnOrBefore(calendar, '0000-01-01')).toBe('0000-01-01');
    expect(workingDaysBetween(calendar, '0000-01-01', '9999-12-31')).toBe(2_608_792);
    expect(workingDaysBetween(calendar, '9999-12-31', '0000-01-01')).toBe(-2_608_791);
    expect(addLimit(calendar, '9999-12-01', { amount: 1_000, unit: 'calendar_days' })).toBe('9999-12-31');
  });

  it('an explanation is enough to work the date out again', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -60, max: 60 }), (from, amount) => {
        const planned = countedDate(calendar, from, { amount, unit: 'working_days' });
        const { explanation } = planned;
        expect(explanation.rule.kind).toBe('count');
        if (explanation.rule.kind !== 'count') return;
        expect(addLimit(calendar, explanation.from ?? '', explanation.rule.limit)).toBe(planned.date);
        const [a, b] = [from, planned.date].toSorted() as [CivilDate, CivilDate];
        expect([...explanation.skipped, ...explanation.madeUp].every((date) => date >= a && date <= b)).toBe(
          true,
        );
      }),
    );
  });

  it('works out the dates of 2022 that a person would', () => {
    // 3 June is 端午; 8 and 9 October are worked for 国庆.
    expect(addWorkingDays(calendar, '2022-06-02', 1)).toBe('2022-06-06');
    expect(addWorkingDays(calendar, '2022-09-30', 1)).toBe('2022-10-08');
    expect(addWorkingDays(calendar, '2022-10-10', -3)).toBe('2022-09-30');
    expect(workingDaysBetween(calendar, '2022-06-01', '2022-09-01')).toBe(65);
  });
});
