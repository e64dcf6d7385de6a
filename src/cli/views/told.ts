import type { Restored } from '../recovery.ts';
import type { Told } from '../told.ts';
import { moment } from './dates.ts';
import { table } from './table.ts';
import { heading } from './text.ts';

/** What was mailed after the backup, and what is due now. */
export function toldLines(
  { kept, letters, due }: Told,
  { backupAt }: Restored,
  width: number,
): readonly string[] {
  return [
    `留存的信件共 ${kept} 封，其中 ${letters.length} 封是备份（${moment(backupAt)}）之后发出的，恢复后的引擎不知道。`,
    ...(letters.length === 0
      ? []
      : [
          ...heading('备份之后已经发出的信件'),
          ...table(
            [{ head: '发出' }, { head: '收件人', least: 8 }, { head: '所载通知', least: 20 }],
            letters.map((one) => [
              one.at === '' ? '' : moment(one.at),
              one.name,
              one.noticeIds?.join('；') ?? `${one.notices.length} 件（${one.response}）`,
            ]),
            width,
          ),
        ]),
    ...(due.length === 0
      ? []
      : [
          ...heading('现已到期、恢复办理后即行处理的事项'),
          ...table(
            [
              { head: '到期' },
              { head: '流程', least: 16 },
              { head: '事项', least: 16 },
              { head: '已告知', least: 8 },
            ],
            due.map((one) => [
              moment(one.dueAt),
              one.process,
              one.label,
              one.told.length === 0 ? '未告知' : one.told.join('、'),
            ]),
            width,
          ),
        ]),
  ];
}

/** The same for programs. */
export function toldJson({ kept, letters, due }: Told): Readonly<Record<string, unknown>> {
  return {
    kept,
    letters: letters.map(({ messageId, at, name, person, noticeIds, notices, response }) => ({
      messageId,
      at,
      name,
      ...(person === undefined ? {} : { person }),
      notices: noticeIds ?? notices,
      response,
    })),
    due,
  };
}
