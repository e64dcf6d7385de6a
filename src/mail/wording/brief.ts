import type { BriefFacts, DueSoon, Named } from '../../domain/gathered-facts.ts';
import type { CivilDate } from '../../domain/time.ts';
import { longDate, shortDate } from '../phrases.ts';
import type { List, Wording } from '../section.ts';
import { newsLine } from './news.ts';
import type { View } from './view.ts';

/** 简报: the week in one letter. */
export function brief({ facts }: View): Wording {
  const { brief: week } = facts;
  return {
    subject: `${facts.measure}${week === undefined ? '' : `：${headline(week)}`}`,
    lead: week === undefined ? [] : briefLead(week),
    lists: week === undefined ? [] : briefLists(week),
    ask: [],
  };
}

const LIGHTS: readonly (readonly [string, string])[] = [
  ['red', '红灯'],
  ['yellow', '黄灯'],
  ['green', '绿灯'],
  ['suspended', '中止'],
  ['done', '按期销号'],
  ['done_late', '逾期销号'],
  ['cancelled', '取消'],
];

/** 红灯2项、黄灯5项 */
function headline({ lights }: BriefFacts): string {
  const parts = LIGHTS.slice(0, 2).map(([light, name]) => `${name}${lights[light] ?? 0}项`);
  return parts.join('、');
}

/** How all stand, in sentences. */
export function briefLead(week: BriefFacts): readonly string[] {
  const { lights, of, to, problems, report, climbed, more } = week;
  const counts = LIGHTS.flatMap(([light, name]) =>
    (lights[light] ?? 0) > 0 ? [`${name}${lights[light]}项`] : [],
  );
  return [
    `截至${longDate(to, to)}，共${of}项措施${counts.length === 0 ? '' : `：${counts.join('、')}`}。`,
    ...(problems === undefined ? [] : [`问题${problems.of}个，已销号${problems.signedOff}个。`]),
    ...(report === undefined
      ? []
      : [`专报${report.number}待整改办处理，${longDate(report.leavesOn, to)}自动报送主要领导。`]),
    ...(climbed.length + (more.climbed ?? 0) === 0 ? ['本期没有提级事项。'] : []),
  ];
}

/** The lists of a brief, each with how much was left out; empty ones are left out whole. */
export function briefLists(week: BriefFacts): readonly List[] {
  const { from, to, ahead, red, yellow, climbed, decided, due, more } = week;
  const since = shortDate(from, to);
  const lists: readonly (readonly [keyof BriefFacts['more'], string, readonly string[]])[] = [
    ['red', '红灯（逾期）', red.map(namedLine)],
    ['yellow', '黄灯（临近时限或节点滞后）', yellow.map(namedLine)],
    ['climbed', `提级事项（${since}以来）`, climbed.map((one) => newsLine(one, to))],
    ['decided', `办理和决定事项（${since}以来）`, decided.map((one) => newsLine(one, to))],
    ['due', `近期到期（至${shortDate(ahead, to)}）`, due.map((one) => dueLine(one, to))],
  ];
  return lists.flatMap(([name, label, items]) => {
    const rest = more[name] ?? 0;
    return items.length + rest === 0
      ? []
      : [{ label, items: rest > 0 ? [...items, `另有${rest}项，见台账`] : items }];
  });
}

function namedLine({ measure, title, unit }: Named): string {
  return `${measure} ${title}（牵头：${unit}）`;
}

function dueLine(one: DueSoon, today: CivilDate): string {
  const what =
    one.milestone === undefined
      ? one.correction === true
        ? '补正时限'
        : '完成时限'
      : `节点“${one.milestone}”`;
  return `${longDate(one.on, today)} ${what}：${namedLine(one)}`;
}
