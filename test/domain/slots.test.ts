import fc from 'fast-check';
import { isWorkingDay } from '../../src/domain/calendar.ts';
import {
  dutyMoment,
  dutyMomentFrom,
  lateSlotFrom,
  slotFrom,
  slotsAfter,
  spreadOf,
  urgentFrom,
  type Hours,
} from '../../src/domain/slots.ts';
import { addMillis, dateOf, MINUTE_MS, timeOf } from '../../src/domain/time.ts';
import { at, CALENDAR_2022, POLICY } from './support.ts';

const HOURS: Hours = POLICY.hours;
const slot = (now: string) => slotFrom(HOURS, CALENDAR_2022, now);
const late = (now: string) => lateSlotFrom(HOURS, CALENDAR_2022, now);
const urgent = (now: string) => urgentFrom(HOURS, CALENDAR_2022, now);
const moment = fc
  .integer({ min: 0, max: 200 * 24 * 60 })
  .map((minutes) => addMillis(at('2022-04-01', '00:00'), minutes * MINUTE_MS));

describe('an ordinary notice leaves at', () => {
  it.each([
    [
      'half past eight of the same working day, while that is to come',
      at('2022-08-31', '08:29'),
      at('2022-08-31', '08:30'),
    ],
    ['the next working day, once the slot has begun', at('2022-08-31', '08:30'), at('2022-09-01', '08:30')],
    ['Monday, when it arises on a weekend', at('2022-08-27', '07:00'), at('2022-08-29', '08:30')],
    ['the first day after a holiday', at('2022-09-30', '12:00'), at('2022-10-08', '08:30')],
    ['a Saturday that is worked', at('2022-10-08', '08:00'), at('2022-10-08', '08:30')],
    ['the Sunday after it that is worked too', at('2022-10-08', '09:00'), at('2022-10-09', '08:30')],
  ])('%s', (_, now, expected) => expect(slot(now)).toBe(expected));
});

describe('a notice that is late itself leaves at', () => {
  it.each([
    ['the next quarter of an hour', at('2022-08-31', '10:05'), at('2022-08-31', '10:15')],
    ['the quarter after, at a full quarter', at('2022-08-31', '10:15'), at('2022-08-31', '10:30')],
    ['the slot itself, before it', at('2022-08-31', '06:00'), at('2022-08-31', '08:30')],
    ['the last quarter of the working day', at('2022-08-31', '17:20'), at('2022-08-31', '17:30')],
    ['the next slot, after hours', at('2022-08-31', '17:30'), at('2022-09-01', '08:30')],
    ['the next slot, shortly before midnight', at('2022-08-31', '23:50'), at('2022-09-01', '08:30')],
    ['the next slot, on a day off', at('2022-09-10', '10:05'), at('2022-09-13', '08:30')],
  ])('%s', (_, now, expected) => expect(late(now)).toBe(expected));
});

describe('an urgent notice leaves', () => {
  it.each([
    ['at once within working hours', at('2022-08-31', '15:47'), at('2022-08-31', '15:47')],
    ['at once as they begin', at('2022-08-31', '08:30'), at('2022-08-31', '08:30')],
    ['at the slot, before them', at('2022-08-31', '07:00'), at('2022-08-31', '08:30')],
    ['at the next slot, after them', at('2022-08-31', '17:30'), at('2022-09-01', '08:30')],
    ['at the next slot, on a day off', at('2022-10-01', '10:00'), at('2022-10-08', '08:30')],
    ['at once on a day off that is worked', at('2022-10-09', '10:00'), at('2022-10-09', '10:00')],
  ])('%s', (_, now, expected) => expect(urgent(now)).toBe(expected));
});

describe('whenever a notice arises', () => {
  it('leaves neither before that nor on a day off', () => {
    fc.assert(
      fc.property(moment, (now) => {
        for (const leaves of [slot(now), late(now), urgent(now)]) {
          expect(leaves >= now).toBe(true);
          expect(isWorkingDay(CALENDAR_2022, dateOf(leaves))).toBe(true);
        }
        expect(slot(now) > now).toBe(true);
        expect(late(now) <= slot(now)).toBe(true);
        expect(Number(timeOf(late(now)).slice(3)) % 15).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the slots after one', () => {
  it('are those of the following working days', () => {
    expect(slotsAfter(HOURS, CALENDAR_2022, at('2022-09-30', '10:15'), 3)).toEqual([
      at('2022-10-08', '08:30'),
      at('2022-10-09', '08:30'),
      at('2022-10-10', '08:30'),
    ]);
  });
});

describe('duties of a slot', () => {
  const processes = Array.from({ length: 200 }, (_, i) => `zj/measure/M${i}`);

  it('fire within the hour before it, and leave its last five minutes free', () => {
    for (const process of processes) {
      const fires = dutyMoment(HOURS, '2022-08-31', process);
      expect(fires >= at('2022-08-31', '07:30')).toBe(true);
      expect(fires < at('2022-08-31', '08:25')).toBe(true);
    }
  });

  it('are spread over it, so that a herd is not one moment', () => {
    const minutes = new Set(processes.map((process) => timeOf(dutyMoment(HOURS, '2022-08-31', process))));
    expect(minutes.size).toBeGreaterThan(40);
  });

  it('fire at the same time of day for the same process, for ever', () => {
    expect(spreadOf('zj/measure/M06', 3300)).toBe(spreadOf('zj/measure/M06', 3300));
    expect(timeOf(dutyMoment(HOURS, '2022-08-31', 'x'))).toBe(timeOf(dutyMoment(HOURS, '2022-09-01', 'x')));
  });

  it('counted from a moment, are those of that working day while to come, else of the next', () => {
    const from = (now: string) => dateOf(dutyMomentFrom(HOURS, CALENDAR_2022, now, 'x'));
    expect(from(at('2022-08-31', '07:00'))).toBe('2022-08-31');
    expect(from(at('2022-08-31', '09:00'))).toBe('2022-09-01');
    expect(from(at('2022-09-30', '09:00'))).toBe('2022-10-08');
    expect(from(at('2022-10-02', '01:00'))).toBe('2022-10-08');
  });
});
