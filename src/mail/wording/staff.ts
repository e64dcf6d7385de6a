import { byDate, longDate, personWithPost, shortDate } from '../phrases.ts';
import type { Quote, Wording } from '../section.ts';
import { reasonQuote } from './ladder.ts';
import type { View } from './view.ts';

/** 改派, to the unit that answered for it until now. */
export function unitChanged({ facts }: View): Wording {
  return {
    subject: `${facts.measure} 已改由${facts.unit ?? '其他单位'}牵头`,
    lead: [
      `${facts.measure}的牵头单位由${facts.leadUnit}改为${facts.unit ?? '其他单位'}${by(facts)}，时限不变。`,
    ],
    quotes: reasonQuote(facts, '改派理由'),
    ask: ['请将已形成的材料和进展情况移交新的牵头单位；此前的提醒和催办不再发给贵处。'],
  };
}

/** 改派, to the unit that answers for it from now on. */
export function unitAssigned({ facts, unit }: View): Wording {
  const due = facts.correctionDue ?? facts.due;
  return {
    subject: `${facts.measure} 改由${unit}牵头，时限${shortDate(due, facts.today)}`,
    lead: [
      `${facts.measure}已改由${unit}牵头，应于${byDate(due, facts.today)}完成。`,
      ...(facts.lastReport
        ? [
            `原牵头单位${shortDate(facts.lastReport.date, facts.today)}报告：${sentence(facts.lastReport.text)}`,
          ]
        : []),
    ],
    showMissing: true,
    ask: ['请与原牵头单位做好交接，抓紧推进。'],
  };
}

/** 配合任务: what a supporting unit has to do, and by when. */
export function partAssigned({ facts }: View): Wording {
  const due = facts.part?.due;
  return {
    subject: `${facts.measure} 请${facts.part?.unit ?? '贵单位'}配合${due === undefined ? '' : `，时限${shortDate(due, facts.today)}`}`,
    lead: [`${facts.leadUnit}牵头的${facts.measure}，请${facts.part?.unit ?? '贵单位'}承担下列配合任务。`],
    quotes: task(facts),
    ask: [
      due === undefined ? '请与牵头单位商定完成时间。' : `请于${byDate(due, facts.today)}完成。`,
      '完成后请登记“报告配合任务完成”。',
    ],
  };
}

/** 配合任务提醒 */
export function partReminder({ facts }: View): Wording {
  const due = facts.part?.due;
  return {
    subject: `${facts.measure} 配合任务${due === undefined ? '待完成' : due === facts.today ? '今日到期' : `将于${shortDate(due, facts.today)}到期`}`,
    lead: [
      `${facts.part?.unit ?? '贵单位'}承担的${facts.measure}配合任务${due === undefined ? '' : `应于${byDate(due, facts.today)}完成，现`}尚未报告完成。`,
    ],
    quotes: task(facts),
    ask: ['请按时完成；完成后请登记“报告配合任务完成”。'],
  };
}

/** 配合任务逾期: to the unit's head, once. */
export function partMissed({ facts }: View): Wording {
  const due = facts.part?.due;
  return {
    subject: `${facts.measure} 配合任务已逾期${due === undefined ? '' : `(应于${shortDate(due, facts.today)})`}`,
    lead: [
      `${facts.part?.unit ?? '贵单位'}承担的${facts.measure}配合任务${due === undefined ? '' : `应于${longDate(due, facts.today)}前完成，`}尚未报告完成。`,
    ],
    quotes: task(facts),
    ask: ['请督促尽快完成，并向牵头单位说明原因和预计完成时间。'],
  };
}

/** 配合任务完成: to the lead unit. */
export function partDone({ facts }: View): Wording {
  return {
    subject: `${facts.measure} ${facts.part?.unit ?? '配合单位'}的配合任务已完成`,
    lead: [`${facts.part?.unit ?? '配合单位'}报告${facts.measure}的配合任务已完成${by(facts)}。`],
    quotes: [...task(facts), ...reasonQuote(facts, '完成情况')],
    ask: [],
  };
}

/** 撤销配合 */
export function partRemoved({ facts }: View): Wording {
  return {
    subject: `${facts.measure} 不再需要${facts.unit ?? '贵单位'}配合`,
    lead: [
      `${facts.unit ?? '贵单位'}不再承担${facts.leadUnit}牵头的${facts.measure}的配合任务${by(facts)}。`,
    ],
    quotes: reasonQuote(facts, '理由'),
    ask: ['请将已形成的材料移交牵头单位。'],
  };
}

/** 代办授权: to the deputy, with a copy to whom they stand for. */
export function deputyNamed({ facts }: View): Wording {
  const { deputy } = facts;
  const who =
    deputy === undefined
      ? ''
      : `${deputy.of}授权${deputy.name}代办${deputy.postTitle}在${facts.measure}中的事务`;
  const until = deputy === undefined ? '' : `，至${longDate(deputy.until, facts.today)}止（含当日）`;
  return {
    subject: `${facts.measure} 代办授权${deputy === undefined ? '' : `(至${shortDate(deputy.until, facts.today)})`}`,
    lead: [`${who === '' ? `${facts.measure}已作代办授权` : who}${until}。`],
    quotes: reasonQuote(facts, '授权说明'),
    ask: [
      '授权期间，该岗位的通知同时发给双方；办理时注明“代”。',
      '受托人不得再授权他人，也不得审批本人或委托人报审的事项。',
    ],
  };
}

/** 代办授权撤销, before its date. */
export function deputyEnded({ facts }: View): Wording {
  const { deputy } = facts;
  return {
    subject: `${facts.measure} 代办授权已撤销`,
    lead: [
      deputy === undefined
        ? `${facts.measure}的代办授权已撤销。`
        : `${deputy.of}已撤销${deputy.name}代办${deputy.postTitle}在${facts.measure}中事务的授权。`,
    ],
    ask: ['请将未办结的事项交还委托人。'],
  };
}

function task(facts: View['facts']): readonly Quote[] {
  return facts.part === undefined ? [] : [{ label: '配合任务', text: facts.part.task }];
}

function by(facts: View['facts']): string {
  return facts.by ? `（${personWithPost(facts.by)}）` : '';
}

function sentence(text: string): string {
  return /[。！？…]$/.test(text) ? text : `${text}。`;
}
