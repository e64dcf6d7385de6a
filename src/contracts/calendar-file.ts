import { z } from 'zod';
import { civilDate, text } from './fields.ts';

/** A notice of the State Council on the days off of one or more years, as data. Weekends need not be listed. */
export const calendarFile = z.strictObject({
  /** 国办发明电〔2022〕16号 */
  name: text.refine((value) => value.length <= 100, { error: '应为至多 100 字的通知名称或文号' }),
  /** The years it covers, whole: what stood in the calendar for them is replaced. */
  years: z.array(z.int().min(2000).max(2100)).min(1),
  holidays: z.array(civilDate),
  makeUpDays: z.array(civilDate),
});
export type CalendarFile = z.infer<typeof calendarFile>;
