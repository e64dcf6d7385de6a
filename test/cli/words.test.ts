import { wordsOf } from '../../src/cli/words/index.ts';
import { noticeText } from '../../src/cli/words/who.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import { record } from './support.ts';

const recipient = {
  person: 'a',
  name: '李四',
  address: 'a@b.example',
  appointment: 'a1',
  role: 'office_head',
  post: 'p',
  postTitle: '基层处处长',
} as const;
const notice = {
  id: 'n',
  kind: 'to_approve',
  urgent: true,
  leaveAt: '2022-08-22T09:30:00.000+08:00',
  thenAt: [],
  to: [recipient],
  cc: [{ ...recipient, name: '王五', postTitle: '整改办主任' }],
  facts: { process: 'x', measure: 'M06', title: '完善制度', milestone: { title: '印发', due: '2022-08-10' } },
} as unknown as Notice;

/** Every type of event there is, of all four kinds of process, with what a person reads. */
const SENTENCES: readonly (
  readonly [string, object, string] | readonly [string, object, string, Partial<EventRecord>]
)[] = [
  ['MeasureOpened', { due: '2022-08-31' }, '措施立项，完成时限 2022-08-31（周三）。'],
  ['MeasureStarted', { by: 'schedule' }, '按计划启动整改。'],
  ['MeasureStarted', { by: 'command', text: '即日开始' }, '基层处承办人 张三 启动整改：即日开始。'],
  ['MeasureStarted', { by: 'report' }, '基层处承办人 张三 首次报告进展，整改随之启动。'],
  [
    'ProgressReported',
    {
      text: '完成双随机',
      requirement: 'r2',
      milestone: 'm1',
      period: '2022',
      figures: [{ locality: '330100', value: 12, base: 400 }, { value: 3 }],
    },
    '基层处承办人 张三 报告进展（要求 r2，节点 m1 完成，统计期 2022）：完成双随机；数据 330100 12/400、3。',
  ],
  [
    'EvidenceAttached',
    { title: '《工作方案》', requirement: 'r1', documentNumber: '浙统〔2022〕1号', fileName: '方案.pdf' },
    '基层处承办人 张三 附佐证材料《工作方案》，文号 浙统〔2022〕1号，文件 方案.pdf（要求 r1）。',
  ],
  [
    'RulesAdopted',
    { from: 1, to: 2 },
    '基层处承办人 张三 办理改用新规则：由规则 1 改为规则 2，时限和提醒据此调整。',
  ],
  [
    'ClueFound',
    { found: 'f1', on: '2022-07-01', reference: '工业2022-07-01' },
    '基层处承办人 张三 登记发现线索 f1“工业2022-07-01”（2022-07-01 发现）。',
  ],
  [
    'FoundStruck',
    { found: 'f1', reason: '重复登记。' },
    '基层处承办人 张三 划销线索发现记录 f1，理由：重复登记。',
  ],
  [
    'ClueHeard',
    {
      number: 17,
      account: { code: '线索〔2022〕17号', statusText: '核查中', holder: '执法监督局', found: 'f1' },
    },
    '线索〔2022〕17号 核查中，在执法监督局，系 f1 移交。',
  ],
  [
    'ClueHeard',
    { number: 17, account: { code: '线索〔2022〕17号', statusText: '已办结', closedOn: '2022-08-01' } },
    '线索〔2022〕17号 已办结。',
  ],
  ['ClueHeard', { number: 17 }, '第 17 号线索来报，情况未变。'],
  ['ClueReminderSent', { due: '2022-07-08' }, '问题线索移交提醒：应于 2022-07-08（周五）前移交。'],
  [
    'ClueUnhanded',
    { due: '2022-07-08' },
    '问题线索逾期未移交：应于 2022-07-08（周五）前移交，报告处室负责人。',
  ],
  ['Commented', { text: '已阅。' }, '基层处承办人 张三 批注：已阅。'],
  [
    'OpinionGiven',
    { text: '情况属实', opinion: 'support' },
    '基层处承办人 张三 对延期申请提出意见（支持）：情况属实。',
  ],
  ['Submitted', { round: 1 }, '基层处承办人 张三 报审（第1轮）。'],
  ['Withdrawn', { text: '补充材料' }, '基层处承办人 张三 撤回报审：补充材料。'],
  [
    'StepApproved',
    {
      round: 1,
      step: 1,
      title: '处室负责人审核',
      role: 'office_head',
      passed: ['office_head'],
      closes: false,
      last: false,
    },
    '基层处承办人 张三 同意（处室负责人空缺或须回避，由上一级办理）：第1轮第1步“处室负责人审核”，本步尚待其他人员同意。',
  ],
  [
    'StepApproved',
    {
      round: 1,
      step: 4,
      title: '整改办复核',
      role: 'rectification_office',
      passed: ['rectification_office', 'supervising_leader'],
      why: [
        { role: 'rectification_office', reason: 'host_office' },
        { role: 'supervising_leader', reason: 'earlier_step' },
      ],
      closes: true,
      last: false,
    },
    '基层处承办人 张三 同意（整改办对所在处室牵头的措施回避，分管领导已办理前一环节，由上一级办理）：第1轮第4步“整改办复核”。',
  ],
  [
    'Countersigned',
    {
      round: 1,
      step: 2,
      title: '配合单位会签',
      units: [
        { id: 'fgc', name: '法规处' },
        { id: 'rjc', name: '人事处' },
      ],
      passed: [],
      closes: false,
      text: '无意见',
    },
    '基层处承办人 张三 会签：第1轮第2步“配合单位会签”，代表法规处、人事处，本步尚待其他配合单位会签：无意见。',
  ],
  [
    'MeetingClosed',
    {
      round: 1,
      step: 5,
      title: '党组会议审定',
      passed: [],
      minutes: { number: '〔2022〕9号', date: '2022-09-08', recorder: '钱十一' },
    },
    '基层处承办人 张三 登记会议审定：第1轮第5步“党组会议审定”，2022-09-08（周四）会议通过，纪要 〔2022〕9号，记录人 钱十一。',
  ],
  [
    'StepPassedOver',
    { round: 1, step: 2, title: '配合单位会签', reason: 'no_supporting_unit' },
    '第1轮第2步“配合单位会签”不办：本措施没有配合单位，转入下一步。',
  ],
  [
    'Returned',
    { round: 1, step: 2, reason: '缺文号', correctionDue: '2022-09-08' },
    '基层处承办人 张三 退回补正（第1轮第2步），补正时限 2022-09-08（周四），理由：缺文号。',
  ],
  [
    'SignedOff',
    { submittedOn: '2022-09-05', due: '2022-08-31', daysLate: 3 },
    '予以销号：2022-09-05 报审，时限 2022-08-31，逾期3个工作日。',
  ],
  [
    'ExtensionRequested',
    { asked: { to: '2022-09-09', reason: '疫情', by: 'a', at: '', moves: 'deadline' } },
    '基层处承办人 张三 申请延期：完成时限延至 2022-09-09（周五），理由：疫情。',
  ],
  [
    'ExtensionGranted',
    { from: '2022-08-31', to: '2022-09-09', opinionWaived: 'vacant' },
    '基层处承办人 张三 同意延期：2022-08-31 改为 2022-09-09（周五）（整改办岗位空缺，未提意见）。',
  ],
  [
    'ExtensionRefused',
    { to: '2022-09-09', reason: '理由不足' },
    '基层处承办人 张三 不同意延期至 2022-09-09（周五），理由：理由不足。',
  ],
  [
    'SignedOff',
    {
      submittedOn: '2022-08-30',
      due: '2022-08-31',
      daysLate: 0,
      lookBack: { lot: 17, percent: 30, due: { on: '2023-02-28', reason: 'drawn' } },
    },
    '予以销号：2022-08-30 报审，时限 2022-08-31，未逾期；2023-02-28 起“回头看”（抽签号 17，小于 30 的抽中）。',
  ],
  [
    'SignedOff',
    { submittedOn: '2022-08-30', due: '2022-08-31', daysLate: 0, lookBack: { lot: 47, percent: 30 } },
    '予以销号：2022-08-30 报审，时限 2022-08-31，未逾期；未列入“回头看”（抽签号 47，小于 30 的抽中）。',
  ],
  [
    'PublicNoticeBegun',
    { round: 1, from: '2022-08-31', until: '2022-09-07', phone: '0571-1' },
    '销号公示：2022-08-31 起，至 2022-09-07（周三）止，受理电话 0571-1。',
  ],
  [
    'ObjectionRecorded',
    { round: 1, reason: '人员未到位', correctionDue: '2022-09-08' },
    '基层处承办人 张三 登记公示异议，退回补正，补正时限 2022-09-08（周四），异议：人员未到位。',
  ],
  ['LookBackDue', {}, '提醒开展“回头看”。'],
  [
    'LookedBack',
    { result: 'found', text: '人员空缺', sample: '3个县' },
    '基层处承办人 张三 开展“回头看”，发现问题：人员空缺（抽查：3个县）。',
  ],
  [
    'Reopened',
    {
      round: 2,
      reason: '问题反弹',
      to: '2023-04-14',
      signedOffOn: '2022-09-01',
      why: [{ role: 'rectification_office', reason: 'host_office' }],
    },
    '基层处承办人 张三 决定重新整改（整改办对所在处室牵头的措施回避，由上一级办理）（第2轮；2022-09-01 的销号留存记录），完成时限 2023-04-14（周五），理由：问题反弹。',
  ],
  ['Urged', { text: '请抓紧' }, '基层处承办人 张三 催办：请抓紧。'],
  [
    'ReminderSent',
    {},
    '发出提醒：到期前7个工作日。',
    { dutyId: 'x/measure/M06/r1/reminder/deadline/7/2022-08-31' },
  ],
  [
    'ReminderSent',
    {},
    '发出提醒：补正时限到期当日。',
    { dutyId: 'x/measure/M06/r2/reminder/correction/0/2022-08-31' },
  ],
  [
    'MilestoneReminderSent',
    { notices: [notice] },
    '发出节点提醒：节点“印发”前3个工作日。',
    { dutyId: 'x/measure/M06/r1/milestone/m1/3/2022-08-10' },
  ],
  ['MilestoneMissed', { milestone: 'm1', notices: [notice] }, '节点滞后预警：节点“印发”到期未报告完成。'],
  ['Escalated', { rung: 'supervise', after: 3 }, '逾期3个工作日：呈分管领导督办。'],
  ['Escalated', { rung: 'special_report', after: 5 }, '逾期5个工作日：专报主要领导。'],
  [
    'Escalated',
    { rung: 'special_report', after: 5, notices: [{ ...notice, kind: 'report_listed' }] },
    '逾期5个工作日：列入报主要领导专报。',
  ],
  ['ApprovalAskedAgain', {}, '审批久候未办：再次提请审批。'],
  ['ApprovalEscalated', {}, '审批逾期：提级报告。'],
  ['ExtensionAskedAgain', {}, '延期申请久候未批：再次提请审批。'],
  ['ExtensionEscalated', {}, '延期审批逾期：提级报告。'],
  ['LightChanged', { from: 'yellow', to: 'red', reason: 'overdue' }, '亮灯变更：黄灯转红灯（已过时限）。'],
  ['RosterHeard', { roster: { seq: 24, holders: {} } }, '任职名单更新（名册第 24 号记录）。'],
  [
    'NoticeUndeliverable',
    { undelivered: [{ notice: 'n', person: 'lisi', response: '550 no such user' }] },
    '通知无法送达：lisi（550 no such user）。',
  ],
  [
    'Suspended',
    { reason: '等待上级文件' },
    '基层处承办人 张三 决定中止，时限不变，中止期间不提醒、不催办，理由：等待上级文件。',
  ],
  [
    'Resumed',
    { from: '2022-08-10', to: '2022-08-22', workingDays: 8, due: '2022-09-07', dueBefore: '2022-08-31' },
    '基层处承办人 张三 决定恢复：2022-08-10 至 2022-08-22 中止，其间8个工作日；时限由 2022-08-31 改为 2022-09-07（周三）。',
  ],
  [
    'Resumed',
    { from: '2022-08-10', to: '2022-08-22', workingDays: 8, due: '2022-08-31', text: '文件已到' },
    '基层处承办人 张三 决定恢复：2022-08-10 至 2022-08-22 中止，其间8个工作日；时限 2022-08-31（周三） 不变：文件已到。',
  ],
  [
    'Cancelled',
    { reason: '并入M07', minutes: { number: '纪要〔2022〕12号', date: '2022-08-19' } },
    '基层处承办人 张三 登记取消：依据 2022-08-19 会议纪要（纪要〔2022〕12号），理由：并入M07。',
  ],
  [
    'Cancelled',
    {
      reason: '调整后的方案不再列入',
      minutes: { number: '浙统〔2022〕40号', date: '2022-08-19' },
      change: 9,
    },
    '取消：依据 浙统〔2022〕40号，调整后的方案不再列入。',
  ],
  [
    'ProgressReported',
    { text: '已会商', figures: [], instruction: 7 },
    '基层处承办人 张三 报告进展（回复第 7 号批示）：已会商。',
  ],
  [
    'Escalated',
    { rung: 'urge', after: 1, paused: 8 },
    '逾期1个工作日（中止的8个工作日不计）：催办处室负责人。',
  ],
  [
    'Corrected',
    {
      corrects: 12,
      of: 'report',
      reason: '录入有误',
      text: '已检查',
      figures: [{ locality: '330100', value: 21, base: 400 }],
      before: { figures: [{ locality: '330100', value: 12, base: 400 }] },
    },
    '基层处承办人 张三 更正第 12 号记录：文字改为“已检查”，数据 330100 12/400 改为 21/400；理由：录入有误。',
  ],
  [
    'Corrected',
    {
      corrects: 12,
      of: 'evidence',
      reason: '文号有误',
      title: '《工作方案》',
      documentNumber: '浙统〔2022〕2号',
      before: { title: '方案', documentNumber: '浙统〔2022〕1号' },
    },
    '基层处承办人 张三 更正第 12 号记录：题名《方案》改为《工作方案》，文号 浙统〔2022〕1号 改为 浙统〔2022〕2号；理由：文号有误。',
  ],
  [
    'Instructed',
    {
      text: '请抓紧',
      leader: { post: 'p', role: 'principal_leader', postTitle: '局长', name: '赵六' },
      due: '2022-08-25',
    },
    '局长 赵六（基层处承办人 张三 登记） 批示（第 7 号），请于 2022-08-25（周四） 前回复：请抓紧。',
    { seq: 7 },
  ],
  ['InstructionAnswered', { instruction: 7, text: '已会商' }, '基层处承办人 张三 回复第 7 号批示：已会商。'],
  ['InstructionReminderSent', { instruction: 7 }, '第 7 号批示待复：发出提醒。'],
  ['InstructionUnanswered', { instruction: 7 }, '第 7 号批示逾期未复：报告批示领导。'],
  [
    'UnitChanged',
    { from: { id: 'jcc', name: '基层处' }, to: { id: 'zhc', name: '综合处' }, reason: '职责调整', posts: [] },
    '基层处承办人 张三 决定改派：牵头单位由基层处改为综合处，时限不变，理由：职责调整。',
  ],
  [
    'SupportingAdded',
    { unit: { id: 'zhc', name: '综合处' }, task: '提供数据', due: '2022-08-25', posts: [] },
    '基层处承办人 张三 增加配合单位综合处，时限 2022-08-25（周四），配合任务：提供数据。',
  ],
  [
    'SupportingRemoved',
    { unit: { id: 'zhc', name: '综合处' }, reason: '并入' },
    '基层处承办人 张三 撤销配合单位综合处，理由：并入。',
  ],
  [
    'PartReported',
    { part: 7, unit: { id: 'zhc', name: '综合处' }, text: '已提供' },
    '基层处承办人 张三 报告综合处配合任务完成：已提供。',
  ],
  ['PartReminderSent', { part: 7 }, '发出配合任务提醒。'],
  ['PartMissed', { part: 7, unit: { id: 'zhc', name: '综合处' } }, '综合处配合任务逾期：催办其负责人。'],
  [
    'DeputyAuthorised',
    { person: 'qian', name: '钱七', postTitle: '基层处处长', until: '2022-08-31', text: '外出学习' },
    '基层处承办人 张三 授权 钱七（qian）代办基层处处长事务，至 2022-08-31（周三）止：外出学习。',
  ],
  [
    'DeputyEnded',
    { deputy: 7, by: 'date', name: '钱七', postTitle: '基层处处长' },
    '钱七 代办基层处处长事务的授权到期。',
  ],
  [
    'DeputyEnded',
    { deputy: 7, by: 'revoked', name: '钱七', postTitle: '基层处处长' },
    '基层处承办人 张三 撤销 钱七 代办基层处处长事务的授权。',
  ],
  [
    'CommandRefused',
    { command: 'submit', code: 'own_submission', params: {} },
    '基层处承办人 张三 办理“报审”被拒绝：报审人不得审批本人报审的事项。',
  ],
  ['DutyCovered', {}, '补办时并入最近的一次提醒，不另发。'],
  ['DutyPassed', {}, '到期事项已无须办理。'],
  [
    'SignalUnknown',
    { from: 'x/directory', type: 'hello' },
    '收到 x/directory 的消息（hello），与本事项无涉。',
  ],
  ['SignalMalformed', { excerpt: '{}' }, '收到无法识别的消息，已记录，未作处理。'],
  [
    'EffectRefused',
    { kind: 'signal', result: { kind: 'closed' } },
    '后续事项未能办成（signal）：{"kind":"closed"}。',
  ],
  [
    'LetterOpened',
    { mode: 'urgent', leaveAt: '2022-08-22T09:30:00.000+08:00', address: 'a@b.example' },
    '建立信件（急件），收件 a@b.example，定于 2022-08-22 09:30 发出。',
  ],
  ['NoticeGathered', { notice, as: 'to' }, '收入通知：【待审批】M06 完善制度（主送）。'],
  ['NoticeRepeated', {}, '同一通知再次送来，不重复收入。'],
  ['NoticeTurnedAway', { notice, as: 'cc' }, '信件已封，通知转入下一班次：【待审批】M06 完善制度（抄送）。'],
  ['LetterSealed', {}, '信件封发。'],
  ['SendRetried', {}, '再次发送。'],
  ['Delivered', { attempt: 2, response: '250 OK', copies: 2 }, '已送达（第2次发送，可能有 2 份）：250 OK。'],
  [
    'SendDeferred',
    { attempt: 1, response: '连接被拒', retryAt: '2022-08-22T09:31:00.000+08:00' },
    '第1次发送未成（连接被拒），2022-08-22 09:31 再发。',
  ],
  ['Undeliverable', { attempt: 1, response: '550 no' }, '无法送达（第1次发送）：550 no。'],
  [
    'DirectoryOpened',
    { people: [1, 2], posts: [1], appointments: [1] },
    '建立人员名册：2 人，1 个岗位，1 项任职。',
  ],
  [
    'PersonAppointed',
    { person: { id: 'lisi', name: '李四' }, post: { title: '基层处处长' } },
    '基层处承办人 张三 登记任职：李四（lisi）任基层处处长。',
  ],
  [
    'PersonRelieved',
    { person: { id: 'lisi', name: '李四' }, post: { title: '基层处处长' } },
    '基层处承办人 张三 登记免职：李四（lisi）不再担任基层处处长。',
  ],
  [
    'AddressChanged',
    { person: { id: 'lisi', name: '李四', address: 'l@b.example' } },
    '基层处承办人 张三 变更邮箱：李四（lisi）改为 l@b.example。',
  ],
  ['Subscribed', { process: 'x/measure/M06', posts: ['p', 'q'] }, 'x/measure/M06 订阅 2 个岗位的任职变动。'],
  [
    'ProgrammeLaunched',
    { launch: '2022-06-06', opened: [1, 2, 3] },
    '整改专项启动（启动日 2022-06-06），立项 3 项措施。',
  ],
  [
    'StandingHeard',
    { measure: 'M06', status: 'returned', light: 'red', standing: '未完成', due: '2022-08-31' },
    '登记 M06：退回补正，未完成，红灯，时限 2022-08-31。',
  ],
  [
    'Amended',
    {
      document: '浙统整改〔2022〕3号',
      reason: '督察组来函',
      altered: [{ what: '完成时限', from: '2022-08-31', to: '2022-09-09' }, { what: '名称' }],
    },
    '按调整后的方案办理（依据 浙统整改〔2022〕3号）：完成时限 2022-08-31 → 2022-09-09；名称，理由：督察组来函。',
  ],
  [
    'Recalendared',
    { document: '国办发明电〔2022〕16号', altered: [] },
    '改用节假日安排《国办发明电〔2022〕16号》：日期不变。',
  ],
  [
    'AmendmentRefused',
    {
      of: 'amend',
      document: '3号',
      refusal: { code: 'amend_overdue', params: { measure: 'M06', date: '2022-08-31' } },
    },
    '未作方案调整（依据 3号）：M06的时限2022-08-31已过，不能以调整方案改变：逾期的仍按逾期办理。',
  ],
  [
    'PlanAmended',
    { document: '3号', letter: '5号', changes: [1, 2], added: [1], dropped: [] },
    '基层处承办人 张三 调整方案（依据 3号，上级来函 5号）：调整 2 项、增设 1 项、取消 0 项措施。',
  ],
  [
    'CalendarAnnounced',
    { document: '国办发明电〔2022〕16号' },
    '基层处承办人 张三 执行新的节假日安排《国办发明电〔2022〕16号》。',
  ],
  [
    'ChangeAcknowledged',
    { process: 'x/measure/M06', change: 9, applied: true },
    'x/measure/M06 答复第 9 号调整：已执行。',
  ],
  ['DirectoryExtended', { posts: [1], document: '3号' }, '按调整后的方案增加 1 个岗位（依据 3号）。'],
  ['SweepRegistered', { processes: ['x/measure/M22'] }, '方案调整，增加登记 x/measure/M22。'],
  ['SweepRecalendared', { document: '16号' }, '改用节假日安排《16号》。'],
  [
    'ProblemReady',
    { problem: 'P04', measures: ['M06', 'M07'] },
    '问题 P04 所属措施（M06、M07）均已销号，可研究问题销号。',
  ],
  [
    'ProblemSignedOff',
    { problem: 'P04', standard: '合格率95%', text: '同意' },
    '基层处承办人 张三 办理问题 P04 销号，标准及达标情况：合格率95%：同意。',
  ],
  [
    'ProblemReopened',
    { problem: 'P04', measures: ['M06'], signedOffOn: '2022-09-01' },
    '问题 P04 因措施 M06 重新整改，恢复为未销号（2022-09-01 的销号留存记录）。',
  ],
  ['BriefSent', { number: 3, on: '2022-06-27' }, '第 3 期整改简报（2022-06-27）。'],
  [
    'ReportPrepared',
    { number: 1, measures: ['M06', 'M07'], leavesOn: '2022-09-08' },
    '拟就第 1 号专报（逾期：M06、M07），整改办未处理的，2022-09-08 自动报送主要领导。',
  ],
  [
    'ReportProposed',
    { number: 1, text: '建议约谈' },
    '基层处承办人 张三 就第 1 号专报提出拟办意见：建议约谈。',
  ],
  [
    'ReportHeld',
    { number: 1, measure: 'M06', status: '审核中', reason: '已报审', closes: true },
    '基层处承办人 张三 将 M06（审核中）撤出第 1 号专报，理由：已报审；所列措施均已撤出，专报不再报送。',
  ],
  [
    'ReportSent',
    { number: 1, measures: ['M06'], settled: [], byItself: false, text: '建议约谈' },
    '基层处承办人 张三 将第 1 号专报报送主要领导（逾期：M06，已有变化：无）：建议约谈。',
  ],
  [
    'ReportSent',
    { number: 1, measures: [], settled: ['M06'], byItself: true },
    '整改办未处理，第 1 号专报自动报送主要领导，逾期：无，已有变化：M06。',
  ],
];

describe('events in words', () => {
  it.each(SENTENCES)('%s %j', (...[type, data, sentence, changes]) => {
    expect(wordsOf(record(type, data, changes))).toBe(sentence);
  });

  it('says of somebody without a post only the name', () => {
    const refused = record('CommandRefused', {
      command: 'urge',
      code: 'not_holder',
      params: { person: '路人', command: '催办' },
    });
    expect(wordsOf({ ...refused, actor: { person: '路人', name: '路人' } })).toBe(
      '路人 办理“催办”被拒绝：路人 在本事项中不担任任何岗位，不能办理“催办”。',
    );
  });

  it('marks what was settled after downtime', () => {
    const late = record(
      'Escalated',
      { rung: 'urge', after: 1, late: { dueAt: '2022-09-01T08:02:00.000+08:00', cause: 'not_running' } },
      {
        cause: 'duty',
        occurredAt: '2022-09-01T08:02:00.000+08:00',
        recordedAt: '2022-09-03T10:00:00.000+08:00',
      },
    );
    expect(wordsOf(late)).toBe(
      '逾期1个工作日：催办处室负责人〔补办（停机）：应于 2022-09-01（周四）08:02 办理，2022-09-03（周六）10:00 补办〕。',
    );
  });

  it('leaves nothing out: an event it does not know is named', () => {
    expect(wordsOf(record('SomethingElse', {}))).toBe('事件 SomethingElse。');
  });

  it('names whom a notice goes to and when', () => {
    expect(noticeText(notice)).toBe(
      '通知【待审批】主送 基层处处长 李四；抄送 整改办主任 王五（08-22 09:30 发出）',
    );
  });
});
