import type { NoticeFacts, NoticeKind } from '../../domain/notice.ts';
import { styleOf } from '../kinds.ts';
import { CLUE_FACTS } from './clue-facts.ts';
import { PROGRAMME_FACTS } from './programme-facts.ts';

/** What letters of the gallery are about: an invented measure of an invented bureau. */
export const FACTS: NoticeFacts = {
  process: 'zhejiang-2022/measure/M06',
  measure: 'M06',
  title: '制定基层网格智治工作方案',
  leadUnit: '基层基础处',
  today: '2022-08-22',
  due: '2022-08-31',
  daysLeft: 7,
  missing: ['方案印发件', '方案文号'],
  met: 1,
  of: 3,
  reminded: 3,
  urged: 0,
  next: { date: '2022-09-01', role: 'office_head', kind: 'urge' },
};

const LATE: Partial<NoticeFacts> = {
  today: '2022-09-05',
  daysLeft: -3,
  reminded: 5,
  urged: 1,
  lastReport: { date: '2022-09-02', text: '方案已报省政府办公厅会签，\n预计9月6日印发。' },
  next: { date: '2022-09-07', role: 'principal_leader', kind: 'special_report' },
};

const REVIEW: Partial<NoticeFacts> = {
  today: '2022-08-30',
  daysLeft: 1,
  missing: [],
  met: 3,
  of: 3,
  round: 1,
  step: { index: 2, of: 5, title: '分管领导审定' },
  submittedOn: '2022-08-29',
  actBy: '2022-09-01',
  next: { date: '2022-09-02', role: 'supervising_leader', kind: 'to_approve_again' },
};

const EXTENSION: Partial<NoticeFacts> = {
  wishedDue: '2022-09-15',
  reason: '需与省委政法委联合印发，对方会签未毕。',
  by: { name: '李四', postTitle: '基层处处长' },
  actBy: '2022-08-24',
};

const INSTRUCTION: NonNullable<NoticeFacts['instruction']> = {
  name: '王五',
  postTitle: '分管副局长',
  on: '2022-08-19',
  text: '请与财政部门会商后提出方案。',
  due: '2022-08-25',
};

const PART: NonNullable<NoticeFacts['part']> = {
  unit: '法规处',
  task: '审核方案的合法性。',
  due: '2022-08-25',
};
const DEPUTY: NonNullable<NoticeFacts['deputy']> = {
  name: '钱七',
  postTitle: '基层处处长',
  of: '李四',
  until: '2022-08-31',
};

/** Facts that make sense for each kind. */
const FACTS_OF: Partial<Record<NoticeKind, Partial<NoticeFacts>>> = {
  ...PROGRAMME_FACTS,
  ...CLUE_FACTS,
  milestone_reminder: { milestone: { title: '征求意见', due: '2022-08-25' } },
  milestone_missed: { milestone: { title: '征求意见', due: '2022-08-19' } },
  pace_missed: {
    behind: [
      {
        requirement: 'r1',
        name: '随机抽查单位数',
        locality: '杭州市',
        period: '2022',
        unit: '家',
        reported: '12',
        expected: '20.5',
        target: '37.02',
      },
    ],
  },
  clue_unhanded: {
    unhanded: {
      due: '2022-08-25',
      count: 2,
      found: [
        { id: 'f1', reference: '工业2022-08-18', on: '2022-08-18' },
        { id: 'f2', reference: '贸易2022-08-18', on: '2022-08-18' },
      ],
    },
  },
  clue_unhanded_missed: {
    unhanded: {
      due: '2022-08-19',
      count: 1,
      found: [{ id: 'f1', reference: '工业2022-08-12', on: '2022-08-12' }],
    },
  },
  plan_amended: {
    amended: {
      document: '浙统党组纪要〔2022〕11号',
      reason: '上级部署有调整。',
      altered: [{ what: '完成时限', from: '2022-08-31', to: '2022-09-15' }],
    },
  },
  urge: {
    ...LATE,
    today: '2022-09-01',
    daysLeft: -1,
    urged: 0,
    next: { date: '2022-09-05', role: 'supervising_leader', kind: 'supervise' },
  },
  supervise: LATE,
  special_report: { ...LATE, today: '2022-09-07', daysLeft: -5 },
  report_listed: { ...LATE, today: '2022-09-07', daysLeft: -5 },
  proposal: { ...LATE, today: '2022-09-15', daysLeft: -10 },
  urged_by_leader: { reason: '请抓紧，下周上会。', by: { name: '王五', postTitle: '分管副局长' } },
  to_approve: REVIEW,
  to_approve_again: REVIEW,
  approval_above: { ...REVIEW, by: { name: '李四、钱七', postTitle: '基层处处长、综合处处长' } },
  returned: {
    today: '2022-09-01',
    daysLeft: 5,
    correctionDue: '2022-09-08',
    round: 1,
    reason: '1. 方案缺文号；\n2. 佐证2未盖章。',
    by: { name: '王五', postTitle: '分管副局长' },
  },
  withdrawn: { by: { name: '李四', postTitle: '基层处处长' }, reason: '附件有误，更换后再报。' },
  signed_off: { missing: [], met: 3, daysLate: 2, today: '2022-09-02' },
  public_notice: {
    ...REVIEW,
    publicNotice: { from: '2022-08-30', until: '2022-09-06', phone: '0571-12345678' },
  },
  objection: {
    today: '2022-09-02',
    daysLeft: 5,
    correctionDue: '2022-09-09',
    reason: '个别乡镇未设网格统计员。',
    by: { name: '赵六', postTitle: '整改办主任' },
  },
  look_back_due: {
    today: '2022-12-01',
    daysLeft: -61,
    lookBack: { on: '2022-12-01', reason: 'late', signedOffOn: '2022-06-01' },
  },
  looked_back: {
    today: '2022-12-05',
    daysLeft: -63,
    lookedBack: { result: 'found', sample: '抽查3个县6个乡镇。' },
    reason: '两个乡镇网格统计员空缺。',
    by: { name: '赵六', postTitle: '整改办主任' },
  },
  reopened: {
    today: '2022-12-06',
    due: '2022-12-30',
    originalDue: '2022-08-31',
    daysLeft: 18,
    signedOffOn: '2022-06-01',
    reason: '回头看发现两个乡镇网格统计员空缺。',
    by: { name: '赵六', postTitle: '整改办主任' },
  },
  extension_asked: EXTENSION,
  extension_again: EXTENSION,
  extension_above: EXTENSION,
  extension_granted: {
    due: '2022-09-15',
    originalDue: '2022-08-31',
    daysLeft: 17,
    reason: '同意，务必按期完成。',
    by: { name: '王五', postTitle: '分管副局长' },
  },
  extension_refused: {
    wishedDue: '2022-09-15',
    reason: '方案已成熟，不需延期。',
    by: { name: '王五', postTitle: '分管副局长' },
  },
  unit_changed: { unit: '综合处', reason: '职责调整。', by: { name: '王五', postTitle: '分管副局长' } },
  unit_assigned: { lastReport: { date: '2022-08-19', text: '已完成初稿' } },
  part_assigned: { part: PART },
  part_removed: { unit: '法规处', reason: '任务已并入。', by: { name: '王五', postTitle: '分管副局长' } },
  part_reminder: { part: PART },
  part_missed: { part: PART, today: '2022-08-26', daysLeft: 3 },
  part_done: { part: PART, reason: '已审核并反馈。', by: { name: '吴九', postTitle: '法规处处长' } },
  deputy_named: { deputy: DEPUTY, reason: '外出学习。' },
  deputy_ended: { deputy: DEPUTY },
  instructed: { instruction: INSTRUCTION },
  instruction_reminder: { instruction: INSTRUCTION },
  instruction_unanswered: { instruction: INSTRUCTION, today: '2022-08-26', daysLeft: 3 },
  instruction_answered: { instruction: { ...INSTRUCTION, reply: '已与财政部门会商，8月24日报方案。' } },
  suspended: { reason: '等待上级文件。', by: { name: '王五', postTitle: '分管副局长' } },
  resumed: {
    suspended: { from: '2022-08-10', dueBefore: '2022-08-24' },
    reason: '文件已下发。',
    by: { name: '王五', postTitle: '分管副局长' },
  },
  cancelled: {
    minutes: { number: '浙统党组纪要〔2022〕12号', date: '2022-08-19' },
    reason: '并入M07一并整改。',
    by: { name: '赵六', postTitle: '整改办主任' },
  },
  undeliverable: {
    undeliverable: {
      name: '李四',
      postTitle: '基层处处长',
      subject: '【催办】M06 已逾期1个工作日',
      response: '550 5.1.1 No such user',
    },
  },
};

/** What comes next belongs to the measure; what is about none says its own. */
export function sampleFacts(kind: NoticeKind): NoticeFacts {
  const { next: _, ...plain } = FACTS;
  return { ...(styleOf(kind).plain === true ? plain : FACTS), ...FACTS_OF[kind] };
}
