import type { NoticeFacts, NoticeKind } from '../../domain/notice.ts';
import { CARD } from './people.ts';

/** All that letters say of a consolidated report. */
const SPECIAL: NonNullable<NoticeFacts['report']> = {
  number: '〔2022〕1号',
  preparedOn: '2022-09-07',
  leavesOn: '2022-09-08',
  overdue: [
    {
      measure: 'M06',
      title: '制定基层网格智治工作方案',
      unit: '基层基础处',
      due: '2022-08-31',
      daysLate: 6,
      reminded: 5,
      urged: 2,
      lastReport: { date: '2022-09-02', text: '方案已报省政府办公厅会签，\n预计9月6日印发。' },
    },
    {
      measure: 'M13',
      title: '推进统计数字化改革',
      unit: '数据管理中心',
      due: '2022-08-31',
      correctionDue: '2022-09-07',
      daysLate: 1,
      reminded: 0,
      urged: 0,
    },
  ],
  settled: [
    {
      measure: 'M17',
      title: '加强统计执法队伍建设',
      unit: '统计执法局',
      status: '审核中',
      since: '2022-09-07',
      reason: '9月7日已报审。',
    },
  ],
  more: 0,
  text: '建议对M06明确最终完成期限。',
};
const WEEK: NonNullable<NoticeFacts['brief']> = {
  number: 12,
  from: '2022-08-22',
  to: '2022-08-29',
  ahead: '2022-09-04',
  of: 21,
  lights: { green: 12, yellow: 4, red: 2, done: 2, done_late: 1 },
  red: [{ measure: 'M07', title: '开展统计法治业务培训', unit: '人事教育处' }],
  yellow: [{ measure: 'M06', title: '制定基层网格智治工作方案', unit: '基层基础处' }],
  climbed: [
    { type: 'Escalated', rung: 'supervise', measure: 'M07', on: '2022-08-24' },
    { type: 'MilestoneMissed', milestone: '征求意见', measure: 'M06', on: '2022-08-26' },
  ],
  decided: [
    { type: 'ExtensionGranted', to: '2022-09-15', by: '分管副局长 王五', measure: 'M13', on: '2022-08-25' },
    { type: 'SignedOff', daysLate: 2, by: '整改办主任 赵六', measure: 'M12', on: '2022-08-26' },
    { type: 'ReportSent', measure: '专报〔2022〕1号', on: '2022-08-26' },
  ],
  due: [
    { measure: 'M06', title: '制定基层网格智治工作方案', unit: '基层基础处', on: '2022-08-31' },
    {
      measure: 'M17',
      title: '加强统计执法队伍建设',
      unit: '统计执法局',
      on: '2022-09-01',
      milestone: '人员配备到位',
    },
  ],
  more: {},
  problems: { signedOff: 1, of: 11 },
  report: { number: '〔2022〕2号', leavesOn: '2022-08-30' },
};
const OF_THE_REPORT: Partial<NoticeFacts> = {
  process: 'zhejiang-2022',
  measure: '专报〔2022〕1号',
  title: CARD.title,
  leadUnit: CARD.office,
  missing: [],
};

const PROBLEM: Partial<NoticeFacts> = {
  ...OF_THE_REPORT,
  measure: '问题P04',
  title: '数据质量管控不严',
  problem: { measures: ['M06', 'M07', 'M08'], standard: '抽查合格率95%，实测97%', signedOffOn: '2022-06-20' },
};

/** Facts of the letters that speak of no single measure. */
export const PROGRAMME_FACTS: Partial<Record<NoticeKind, Partial<NoticeFacts>>> = {
  report_prepared: {
    ...OF_THE_REPORT,
    today: '2022-09-07',
    report: SPECIAL,
    next: { date: '2022-09-08', role: 'principal_leader', kind: 'consolidated_report' },
  },
  consolidated_report: { ...OF_THE_REPORT, today: '2022-09-08', report: { ...SPECIAL, byItself: true } },
  brief: { ...OF_THE_REPORT, measure: '简报第12期', today: '2022-08-29', brief: WEEK },
  problem_ready: PROBLEM,
  problem_signed_off: PROBLEM,
  problem_reopened: PROBLEM,
  sweep: {
    ...OF_THE_REPORT,
    measure: '巡检',
    title: '每日巡检',
    missing: ['zhejiang-2022/measure/M06：流程引擎中为“已被终止”', 'zhejiang-2022/letter/x：致 张三：被拒收'],
    met: 22,
    of: 24,
  },
};
