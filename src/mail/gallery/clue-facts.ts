import type { ClueFacts } from '../../domain/clue/facts.ts';
import type { NoticeFacts, NoticeKind } from '../../domain/notice.ts';

const CLUE: ClueFacts = {
  code: '线索〔2022〕17号',
  sender: '数据质量处',
  holder: '执法监督局',
};

/** What letters of clues of the gallery are about: an invented clue, of which no letter says what it is about. */
const OF_THE_CLUE: Partial<NoticeFacts> = {
  process: 'zhejiang-2022/clue/17',
  measure: CLUE.code,
  title: '问题线索',
  leadUnit: CLUE.holder,
  missing: [],
  met: 0,
  of: 0,
  reminded: 0,
};

const HEAD = { name: '郑十一', postTitle: '执法监督局负责人' };
const SENDER = { name: '孙十', postTitle: '数据质量处处长' };
const LETTER: ClueFacts['letter'] = { number: '国统转〔2022〕31号', due: '2022-09-30' };
const LEADER = { name: '王五', postTitle: '分管副局长' };

const VERIFY: Partial<NoticeFacts> = { today: '2022-09-20', due: '2022-09-26', daysLeft: 4 };
const LATE: Partial<NoticeFacts> = { today: '2022-09-29', due: '2022-09-26', daysLeft: -3, reminded: 4 };

function of(
  clue: Partial<ClueFacts>,
  facts: Partial<NoticeFacts> = {},
  holder: string = CLUE.holder,
): Partial<NoticeFacts> {
  return { ...OF_THE_CLUE, leadUnit: holder, ...facts, clue: { ...CLUE, holder, ...clue } };
}

const SIGN: Partial<NoticeFacts> = { today: '2022-09-01', due: '2022-09-02', daysLeft: 1 };

/** Facts of the letters about clues. */
export const CLUE_FACTS: Partial<Record<NoticeKind, Partial<NoticeFacts>>> = {
  clue_to_acknowledge: of(
    { step: '签收' },
    { ...SIGN, next: { date: '2022-09-05', role: 'office_head', kind: 'clue_urge' } },
  ),
  clue_reminder: of(
    { step: '核查' },
    { ...VERIFY, next: { date: '2022-09-27', role: 'office_head', kind: 'clue_urge' } },
  ),
  clue_urge: of(
    { step: '核查' },
    {
      ...LATE,
      today: '2022-09-27',
      daysLeft: -1,
      next: { date: '2022-09-29', role: 'supervising_leader', kind: 'clue_supervise' },
    },
  ),
  clue_supervise: of(
    { step: '核查' },
    { ...LATE, urged: 1, next: { date: '2022-10-10', role: 'principal_leader', kind: 'clue_principal' } },
  ),
  clue_principal: of({ step: '核查' }, { ...LATE, today: '2022-10-10', daysLeft: -5, urged: 2 }),
  clue_received: of(
    { step: '制定核查方案' },
    { today: '2022-09-02', due: '2022-09-09', daysLeft: 5, by: HEAD },
  ),
  clue_returned: of(
    { step: '重新移交', other: '执法监督局', times: { count: 1, of: 2 } },
    { today: '2022-09-05', due: '2022-09-07', daysLeft: 2, by: HEAD },
    '数据质量处',
  ),
  clue_to_designate: of(
    { step: '指定承办单位', other: '法规处', times: { count: 3, of: 2 } },
    { today: '2022-09-09', due: '2022-09-14', daysLeft: 2 },
    '数据质量处',
  ),
  clue_moved: of({ other: '市统计局执法处' }, { ...VERIFY, by: HEAD }, '市统计局执法处'),
  clue_withdrawn: of({}, { ...SIGN, by: SENDER }, '数据质量处'),
  clue_joined: of({ joined: '线索〔2022〕12号' }, { ...VERIFY, by: HEAD }),
  clue_handler_relieved: of(
    { step: '明确承办人', other: '周八' },
    { ...VERIFY, due: '2022-09-21', daysLeft: 1 },
  ),
  clue_extension_asked: of(
    { step: '核查', until: '2022-10-17' },
    { ...VERIFY, actBy: '2022-09-22', by: HEAD },
  ),
  clue_extension_granted: of(
    { step: '核查', until: '2022-10-17' },
    { ...VERIFY, due: '2022-10-17', originalDue: '2022-09-26', daysLeft: 14, by: LEADER },
  ),
  clue_extension_refused: of(
    { step: '核查', until: '2022-10-17', letter: LETTER },
    { ...VERIFY, by: LEADER },
  ),
  clue_recalendared: of(
    { step: '核查' },
    {
      ...VERIFY,
      due: '2022-09-27',
      daysLeft: 5,
      amended: {
        document: '国务院办公厅关于调整节假日安排的通知（示例）',
        altered: [{ what: '“核查”时限', from: '2022-09-26', to: '2022-09-27' }],
      },
    },
  ),
  clue_reported: of(
    { step: '反馈意见', other: '执法监督局', cases: 2 },
    { today: '2022-09-26', due: '2022-09-30', daysLeft: 4, by: HEAD },
    '数据质量处',
  ),
  clue_fed_back: of(
    { step: '办结' },
    { today: '2022-09-28', due: '2022-09-30', daysLeft: 2, by: SENDER },
    '数据质量处',
  ),
  clue_supplement: of(
    { step: '核查', times: { count: 1, of: 2 } },
    { today: '2022-09-28', due: '2022-10-14', daysLeft: 8, by: SENDER },
  ),
  clue_closed: of(
    { cases: 2 },
    { today: '2022-10-14', due: '2022-10-14', daysLeft: 0, by: SENDER },
    '数据质量处',
  ),
  clue_crime_asked: of(
    { step: '决定是否移送司法机关' },
    { today: '2022-09-20', due: '2022-09-23', daysLeft: 3, by: HEAD },
  ),
  clue_crime_decided: of(
    { step: '移送涉嫌犯罪案件', dueAt: '2022-09-22T10:05:00.000+08:00', transfer: true },
    { today: '2022-09-21', due: '2022-09-22', daysLeft: 1, by: { name: '陈一', postTitle: '局长' } },
  ),
  clue_follow_up: of(
    { step: '跟进移送情况' },
    { today: '2022-10-17', due: '2022-10-20', daysLeft: 3 },
    '省纪委监委驻局纪检监察组',
  ),
};
