import type { OverdueMeasure, ReportFacts, SettledMeasure } from '../../domain/gathered-facts.ts';
import type { CivilDate } from '../../domain/time.ts';
import { lateness, longDate, personWithPost, pursuit, shortDate } from '../phrases.ts';
import type { List, Wording } from '../section.ts';
import { lastReport, missedDate } from './ladder.ts';
import type { View } from './view.ts';

/** 列入专报: the measure's own people are told that it is in the report. */
export function reportListed({ facts, unit }: View): Wording {
  const done = pursuit(facts);
  return {
    subject: `${facts.measure} ${lateness(facts)}，列入报主要领导专报`,
    lead: [
      `${unit}牵头的${facts.measure}${missedDate(facts)}${done === '' ? '' : `；此前${done}`}。`,
      '该项已列入报主要领导的专报；专报发出前已报审的，将在专报中注明。',
    ],
    quotes: lastReport(facts),
    showMissing: true,
    ask: ['请立即向整改办说明未按时完成的原因和预计完成时间。', '已具备条件的，请立即报审。'],
  };
}

/** 专报待报: put to the rectification office before it leaves. */
export function reportPrepared({ facts }: View): Wording {
  const { report } = facts;
  const count = countOf(report);
  return {
    subject: `${facts.measure} 已拟就，${count}项措施逾期${leaves(report, facts.today)}`,
    lead: [
      `${count}项措施逾期未报审，已汇总拟就${facts.measure}，报送主要领导，抄送有关分管领导。`,
      '发出时以当时情况为准：其间新逾期的一并列入，已报审、已销号的予以注明。',
    ],
    lists: listsOf(report, facts.today),
    ask: [
      '情况属实的，可立即报送，并写明拟办意见。',
      '所列措施其间已报审或销号的，可写明理由撤出；仍逾期的不能撤出。',
    ],
  };
}

/** 专报: all overdue measures, put to the principal leader. */
export function consolidatedReport({ facts }: View): Wording {
  const { report, today } = facts;
  const count = countOf(report);
  const settled = report?.settled.length ?? 0;
  return {
    subject:
      count === 0
        ? `${facts.measure} 所列${settled}项措施均已报审或处理`
        : `${facts.measure} ${count}项措施逾期未完成`,
    lead: [
      count === 0
        ? '拟就本专报时逾期的措施，现均已报审或处理。'
        : `截至${longDate(today, today)}，${count}项措施逾期未报审，经提醒、催办、督办仍未完成。`,
      ...(report?.byItself === true ? ['整改办未在规定时间内处理，本专报自动报送。'] : []),
      ...(facts.by ? [`报送人：${personWithPost(facts.by)}。`] : []),
    ],
    quotes: report?.text === undefined ? [] : [{ label: '整改办拟办意见', text: report.text }],
    lists: listsOf(report, today),
    ask:
      count === 0
        ? []
        : [
            '建议批示明确完成期限和责任要求，由分管领导负责督促落实。',
            '对长期未动的，建议约谈牵头单位负责人。',
          ],
  };
}

function countOf(report: ReportFacts | undefined): number {
  return report === undefined ? 0 : report.overdue.length + report.more;
}

function leaves(report: ReportFacts | undefined, today: CivilDate): string {
  return report === undefined ? '' : `，${shortDate(report.leavesOn, today)}自动报送`;
}

function listsOf(report: ReportFacts | undefined, today: CivilDate): readonly List[] {
  if (report === undefined) return [];
  const more = report.more > 0 ? [`另有${report.more}项，见台账`] : [];
  return [
    { label: '逾期未报审', items: [...report.overdue.map((one) => overdueLine(one, today)), ...more] },
    { label: '拟就后已有变化', items: report.settled.map((one) => settledLine(one, today)) },
  ];
}

function overdueLine(one: OverdueMeasure, today: CivilDate): string {
  const { measure, title, unit, due, correctionDue, daysLate, lastReport: said } = one;
  const verb = correctionDue === undefined ? '完成' : '补正并重新报审';
  const done = pursuit(one);
  const words =
    said === undefined ? '尚未反馈情况' : `${shortDate(said.date, today)}反馈：${flat(said.text)}`;
  return `${measure} ${title}（牵头：${unit}）应于${shortDate(correctionDue ?? due, today)}前${verb}，逾期${daysLate}个工作日；${done === '' ? '' : `${done}；`}${words}`;
}

function settledLine(
  { measure, title, unit, status, since, reason }: SettledMeasure,
  today: CivilDate,
): string {
  const on = since === undefined ? '' : `（${shortDate(since, today)}起）`;
  return `${measure} ${title}（牵头：${unit}）现为：${status}${on}${reason === undefined ? '' : `；整改办撤出，理由：${flat(reason)}`}`;
}

/** On one line: what people wrote stands in a list here. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[。；\s]+$/, '');
}
