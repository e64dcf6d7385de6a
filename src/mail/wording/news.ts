import type { NewsLine } from '../../domain/gathered-facts.ts';
import type { CivilDate } from '../../domain/time.ts';
import { shortDate } from '../phrases.ts';

const RUNGS: Readonly<Record<string, string>> = {
  urge: '催办处室负责人',
  supervise: '呈分管领导督办',
  special_report: '列入报主要领导专报',
  proposal: '提出约谈通报建议',
};

type Words = (line: NewsLine, date: (date: CivilDate | undefined) => string) => string;

/** What a brief says of each kind of news. */
const WORDS: Readonly<Record<string, Words>> = {
  Escalated: ({ rung = '' }) => `逾期，${RUNGS[rung] ?? '提级'}`,
  MilestoneMissed: ({ milestone }) => `节点${milestone === undefined ? '' : `“${milestone}”`}未按时完成`,
  ApprovalEscalated: () => '销号申请逾期未审，已提级报告',
  ExtensionEscalated: () => '延期申请逾期未批，已提级报告',
  InstructionUnanswered: () => '批示逾期未复',
  Submitted: () => '报审',
  Withdrawn: () => '撤回报审',
  Returned: ({ to }, date) => `退回补正${to === undefined ? '' : `，限${date(to)}前`}`,
  SignedOff: ({ daysLate = 0 }) => `销号${daysLate > 0 ? `（逾期${daysLate}个工作日）` : ''}`,
  PublicNoticeBegun: ({ to }, date) => `销号公示${to === undefined ? '' : `至${date(to)}`}`,
  ObjectionRecorded: () => '公示有异议，退回补正',
  LookedBack: () => '开展“回头看”',
  Reopened: ({ to }, date) => `重新整改${to === undefined ? '' : `，限${date(to)}前`}`,
  ExtensionGranted: ({ to }, date) => `同意延期${to === undefined ? '' : `至${date(to)}`}`,
  ExtensionRefused: () => '不同意延期',
  Suspended: () => '中止',
  Resumed: () => '恢复整改',
  Cancelled: () => '取消',
  Instructed: () => '领导批示',
  UnitChanged: () => '改派牵头单位',
  ReportSent: () => '报送主要领导',
  ProblemSignedOff: () => '问题销号',
  ProblemReopened: () => '恢复为未销号',
};

/** 7月6日 M06 同意延期至9月15日（分管副局长 王五） */
export function newsLine(line: NewsLine, today: CivilDate): string {
  const date = (one: CivilDate | undefined): string => (one === undefined ? '' : shortDate(one, today));
  const words = Object.hasOwn(WORDS, line.type) ? WORDS[line.type]?.(line, date) : undefined;
  const by = line.by === undefined ? '' : `（${line.by}）`;
  return `${date(line.on)} ${line.measure} ${words ?? '有变化'}${by}`;
}
