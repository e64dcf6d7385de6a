import { givenDate, type PlannedDate } from '../../../src/domain/calendar.ts';
import { CALENDAR_2022 } from '../support.ts';

/** A date as a plan writes it. */
export function on(date: string): PlannedDate {
  return givenDate(CALENDAR_2022, date);
}

/** 调整方案, of the programme of `programme.ts`: nothing but what is named. */
export function amendment(fields: object = {}): { readonly type: string } {
  const [base, planHash] = ['p', 'q'].map((one) => one.repeat(64));
  return {
    type: 'amend',
    base,
    planHash,
    document: '浙统整改〔2022〕3号',
    changes: [],
    added: [],
    dropped: [],
    ...fields,
  } as { readonly type: string };
}

/** The calendar of 2022 with 8 October as a day off after all. */
export const CALENDAR_MENDED = {
  ...CALENDAR_2022,
  name: '节假日安排2022–2022（国办发明电〔2022〕99号）',
  makeUpDays: CALENDAR_2022.makeUpDays.filter((date) => date !== '2022-10-08'),
};

/** 调整节假日安排. */
export function announcement(fields: object = {}): { readonly type: string } {
  const [base, calendarHash] = ['c', 'd'].map((one) => one.repeat(64));
  const document = '国办发明电〔2022〕99号';
  return { type: 'recalendar', base, calendarHash, document, calendar: CALENDAR_MENDED, ...fields } as {
    readonly type: string;
  };
}
