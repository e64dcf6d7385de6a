import type { StaffEvent } from '../../domain/measure/life/staff-events.ts';
import type { EventRecord } from '../../domain/record.ts';
import { withWeekday } from '../../plan/explain.ts';
import { quoted } from './who.ts';

type Of<T extends StaffEvent['type']> = Extract<StaffEvent, { type: T }> & EventRecord;

/** What each event of a measure's staff is in words. */
export const STAFF_WORDS: {
  readonly [T in StaffEvent['type']]: (event: Of<T>, who: string) => string;
} = {
  UnitChanged: ({ data }, who) =>
    `${who} 决定改派：牵头单位由${data.from.name}改为${data.to.name}，时限不变，理由：${data.reason}`,
  SupportingAdded: ({ data }, who) => {
    const due = data.due === undefined ? '' : `，时限 ${withWeekday(data.due)}`;
    return `${who} 增加配合单位${data.unit.name}${due}，配合任务：${data.task}`;
  },
  SupportingRemoved: ({ data }, who) => `${who} 撤销配合单位${data.unit.name}，理由：${data.reason}`,
  PartReported: ({ data }, who) => `${who} 报告${data.unit.name}配合任务完成：${data.text}`,
  PartReminderSent: () => '发出配合任务提醒',
  PartMissed: ({ data }) => `${data.unit?.name ?? ''}配合任务逾期：催办其负责人`,
  DeputyAuthorised: ({ data }, who) =>
    `${who} 授权 ${data.name}（${data.person}）代办${data.postTitle}事务，至 ${withWeekday(data.until)}止${quoted(data.text)}`,
  DeputyEnded: ({ data }, who) =>
    data.by === 'date'
      ? `${data.name} 代办${data.postTitle}事务的授权到期`
      : `${who} 撤销 ${data.name} 代办${data.postTitle}事务的授权`,
};
