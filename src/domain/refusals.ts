import type { Json } from './json.ts';

/** Refusals of one person on one day that are recorded, where no plan says otherwise; further ones are turned away. */
export const REFUSALS_PER_DAY = 20;

/**
 * The one registry of what the rules refuse, with the texts people see. `{name}` is filled from the refusal's
 * parameters. A test holds codes, texts and `docs/refusals.md` together.
 */
export const REFUSALS = {
  not_holder: '{person} 在本事项中不担任任何岗位，不能办理“{command}”。',
  not_permitted: '“{command}”须由{allowed}办理，{person} 现任{held}。',
  wrong_status: '当前状态为“{status}”，不能办理“{command}”；须为：{allowed}。',
  already_started: '本措施已启动，无须重复启动。',
  requirements_missing: '整改要求尚未全部满足，不能报审。尚缺：{missing}。',
  unknown_requirement: '没有编号为“{requirement}”的整改要求；本措施的要求有：{allowed}。',
  requirement_type: '要求“{requirement}”不以此种方式满足（{type}）。',
  unknown_milestone: '没有编号为“{milestone}”的时间节点；本措施的节点有：{allowed}。',
  milestone_done: '时间节点“{milestone}”已于{date}报告完成。',
  unknown_locality: '地区“{locality}”不在要求“{requirement}”的范围内；应为：{allowed}。',
  wrong_period: '要求“{requirement}”的统计期应为“{allowed}”，填报的是“{period}”。',
  period_unreadable: '要求“{requirement}”的统计期“{period}”无法识别；应形如：{allowed}。',
  figure_unit: '要求“{requirement}”的计量单位是“{unit}”，填报的是“{figure}”；请换算后再报。',
  figure_twice:
    '要求“{requirement}”中{locality}的数据在同一次报告里填了不止一个（{figures}）；数字中不加千分位逗号，不同统计期分次报告。',
  document_number_missing: '要求“{requirement}”须填写文号。',
  document_title: '佐证题名“{title}”与要求不符；应为：{allowed}。',
  own_submission: '报审人不得审批本人报审的事项。',
  already_approved: '您已同意第{step}步，本步尚待{next}。',
  approved_earlier_step: '同一人不得审批两个环节；本环节已上提至{next}。',
  step_closed: '第{round}轮第{step}步不在审批中，当前为第{currentRound}轮第{currentStep}步。',
  step_means: '第{step}步“{title}”须以“{needed}”办理，不是“{command}”。',
  meeting_date: '会议日期{date}应在报审之日{from}至今日{to}之间。',
  host_office_act: '整改办不对所在处室牵头的措施办理“{command}”，由{next}办理。',
  reopen_date: '新的完成时限{to}应在今日{today}之后、{limit}之前（含当日）。',
  nothing_new: '{date}重新整改以来尚未报告进展或附佐证材料，不能报审。',
  last_step: '已进入最后一步审批，不能撤回。',
  not_submitter: '只有报审人或处室负责人可以撤回。',
  date_passed: '时限{date}已过，延期须在到期前申请。',
  not_later: '申请的日期{to}不晚于现时限{due}。',
  not_working_day: '{date}不是工作日；最近的工作日为{before}、{after}。',
  outer_limit: '申请的日期{to}超过整改期限{limit}；确需超过的，须有上级来函。',
  extension_pending: '已有一项延期申请待审（拟延至{to}）。',
  no_extension: '没有待审的延期申请。',
  opinion_missing: '整改办尚未就该延期申请提出意见。',
  own_request: '申请人不得审批本人提出的延期申请。',
  own_host_office: '整改办不对所在处室牵头的措施提出意见。',
  wished_date_passed: '申请的日期{to}已过，请退回重新申请。',
  clue_same_unit: '{unit}就是移交单位或刚退回的单位，请另选单位。',
  clue_handler: '{person} 不在{unit}任职，不能承办该线索。',
  clue_plan_missing: '尚未制定核查方案（含专班），请先制定。',
  clue_unfounded: '核查结论为不属实，不能立案；请办理“不予立案”，或由移交单位退回补充核查。',
  clue_designated: '{unit}由共同上级指定承办，不能退回；确有困难的，请申请延期或报告领导。',
  clue_not_lower: '{unit}不是{holder}的下级单位，不能转办；同级单位之间请退回后重新移交。',
  clue_pass_due: '转办时限{due}应早于本单位的时限{limit}，以便审核下级的办理情况。',
  clue_extension_open: '尚有延期申请待审，不能转办。',
  clue_step: '“{step}”当前不在办理中，无须延期。',
  clue_fixed: '“{step}”的时限由规定确定，不能延期。',
  clue_outer_limit: '申请的日期{to}超过来函或上级要求的时限{limit}，不能延期。',
  clue_date_ahead: '日期{date}应在今日{today}之后。',
  clue_unit_unknown: '没有编号为“{unit}”的单位；可用的有：{allowed}。',
  clue_letter_due: '来函时限{due}应在收函之日{from}之后、{limit}之前（含当日）。',
  clue_measure_unknown: '没有编号为“{measure}”的措施；本专项的措施有：{allowed}。',
  clue_register_full:
    '本专项的问题线索登记已达上限（{most}件），不能再登记；请办结在办线索，或另行启动专项。',
  clue_content_missing: '移交线索须附经密封的线索内容。',
  clues_off: '本专项启动时未启用问题线索办理；请在调整方案后的新专项中使用。',
  supplements_used: '退回补充核查已达{of}次上限，请反馈意见后办结，或报告领导。',
  cases_open: '尚有案件未办结，不能移送。',
  crime_pending: '涉嫌犯罪事项尚未决定或尚未移送，不能办理。',
  crime_asked: '涉嫌犯罪事项已经报告，不必重复报告。',
  crime_stage: '涉嫌犯罪事项当前不处于可办理的环节（须为：{needed}）。',
  receipt_there: '已于{on}登记回执。',
  items_missing: '没有附任何材料。',
  unknown_item: '本线索没有编号为“{item}”的材料。',
  item_destroyed: '材料“{item}”的密钥已于{on}销毁，不能再读取。',
  unknown_case: '没有编号为“{case}”的案件；本线索的案件有：{allowed}。',
  case_closed: '案件{case}已于{on}结案。',
  case_undecided: '案件{case}尚未作出决定，不能登记结果。',
  case_outcome_twice: '案件{case}的该项结果已经登记。',
  case_stage: '案件{case}当前待办的环节是“{next}”，不是“{stage}”。',
  case_outcome_stage: '案件{case}的处罚结果在“作出决定”时登记。',
  case_date: '日期{on}应在{from}至今日{today}之间。',
  unknown_problem: '没有编号为“{problem}”的问题；本专项的问题有：{allowed}。',
  problem_open: '问题{problem}尚有措施未销号，不能问题销号：{measures}。',
  problem_signed_off: '问题{problem}已于{date}销号。',
  no_report: '没有待报送的专报。',
  not_in_report: '措施“{measure}”不在专报{number}之列；所列的有：{allowed}。',
  report_overdue: '措施{measure}仍逾期{days}个工作日未报审，应予报送，不能撤出专报。',
  unknown_person: '没有编号为“{person}”的人员。',
  unknown_post: '没有编号为“{post}”的岗位。',
  last_administrator: '{person} 是唯一的系统管理员，免职后无人可以维护人员和岗位；请先任命他人。',
  already_holds: '{person} 已任{post}。',
  not_in_post: '{person} 未任{post}。',
  same_address: '{person} 的地址已是 {address}。',
  person_exists: '编号“{person}”已属于{name}，与所填姓名不符。',
  name_missing: '“{person}”是新人员，须填写姓名和邮箱地址。',
  older_rules: '本事项现用规则 {rules}，不能改用规则 {to}；规则只能改用更新的。',
  record_full: '本措施留存的进展报告、佐证材料和数据已达上限（{limit}字节），不能再添加。',
  resume_under_review: '中止前正在审核，恢复后继续审核，不另定时限。',
  date_before_today: '日期{date}已过（今天是{today}）。',
  date_ahead: '日期{date}尚未到，不能作为已召开会议的日期。',
  not_correctable: '第{seq}号记录不是可以更正的进展报告或佐证材料；可更正的有：{allowed}。',
  not_own_entry: '第{seq}号记录由他人提交，配合单位只更正本人提交的。',
  correction_fields: '第{seq}号记录是{kind}，只能更正{allowed}。',
  figure_not_reported: '第{seq}号报告没有“{locality}”的数据；该报告的数据有：{allowed}。',
  leader_unknown: '批示领导应为：{allowed}；所填的是“{leader}”。',
  no_instruction: '没有编号为“{instruction}”的待回复批示；待回复的有：{allowed}。',
  same_unit: '{unit}已是牵头单位。',
  unit_posts_missing: '{unit}没有可任{missing}的岗位；请写明岗位。',
  already_supporting: '{unit}已有未完成的配合任务。',
  not_supporting: '“{unit}”不是本措施的配合单位；配合单位有：{allowed}。',
  countersign_open: '正在会签，{unit}不能撤出；可先退回，再作调整。',
  no_part: '{unit}没有待完成的配合任务。',
  only_own_part: '{unit}只就本单位承担的部分（{task}）办理，不报告整改要求和节点。',
  after_deadline: '日期{to}晚于本措施的时限{due}。',
  found_ahead: '发现日期{date}晚于今日{today}。',
  found_twice: '“{reference}”已登记为{found}（{date}发现）；另有线索的，请另写简称。',
  unknown_found: '没有编号为“{found}”的线索发现记录；待移交的有：{allowed}。',
  not_own_found: '{found}由他人登记，配合单位只划销本人登记的。',
  found_struck: '{found}已于{date}划销。',
  found_handed_over: '{found}已于{date}移交（{code}），不能划销。',
  deputy_passed_on: '您是受{name}委托代办，不能再授权他人代办。',
  deputy_limit: '同一岗位同时至多授权{limit}人代办。',
  no_deputy: '“{person}”不在您授权的代办人之列；现有：{allowed}。',
  amend_base: '方案（或节假日安排）已另有调整，请重新核对差异后再办理。',
  amend_unknown: '没有编号为“{measure}”的措施；本专项的措施有：{allowed}。',
  amend_exists: '措施编号“{measure}”已经用过，不能再增设同号的措施。',
  amend_closed: '{measure}{status}，不再调整；确需改变的，先办理重新整改或另设措施。',
  amend_under_review: '{measure}当前为“{status}”，不能调整{what}；请待审核结束，或先撤回、退回。',
  amend_drop: '{measure}当前为“{status}”，不能从方案中删去；请待审核结束，或先撤回、退回。',
  amend_overdue: '{measure}的时限{date}已过，不能以调整方案改变：逾期的仍按逾期办理。',
  amend_past: '{measure}的{what}{date}早于今日{today}，不能把日期调到过去。',
  amend_limit: '{measure}的日期{date}超过整改期限{limit}；确需超过的，须写明上级来函的文号。',
  unsupported: '本类事项没有“{command}”这一办理。',
} as const satisfies Record<string, string>;

export type RefusalCode = keyof typeof REFUSALS;

/** A well-formed command that a rule refuses. It is kept as an event. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: { readonly [key: string]: string };
}

/** The refusal in words. */
export function refusalText(refusal: {
  readonly code: string;
  readonly params: Json | Refusal['params'];
}): string {
  const template: string = Object.hasOwn(REFUSALS, refusal.code)
    ? REFUSALS[refusal.code as RefusalCode]
    : refusal.code;
  const params = refusal.params as Readonly<Record<string, Json | undefined>>;
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(params[name]));
}

/** Parameters are texts; what an archive may hold besides is shown as it stands. */
function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function refuse(code: RefusalCode, params: Refusal['params'] = {}): { readonly refusal: Refusal } {
  return { refusal: { code, params } };
}

/**
 * What the update validator turns away before anything is recorded: malformed or outdated requests. These leave no
 * trace in history; the client answers them at once.
 */
export const REJECTIONS = {
  malformed: '请求格式有误：{problem}。',
  expired: '请求已过有效期（{validUntil}），未记录。',
  wrong_process: '请求是给 {asked} 的，这里是 {process}。',
  too_many_refusals: '今日被拒次数已达上限（{limit}次），本次不再记录。{reason}',
  not_driven: '本事项按实际时间运行，不能推进时间。',
  backwards: '不能把时间从 {at} 退回到 {to}。',
  bad_instant: '“{to}”不是有效的时刻。',
  unknown_rules: '没有编号为 {to} 的规则；本程序所知的最新规则为 {latest}。',
  ended: '本事项已终结。',
} as const satisfies Record<string, string>;

export type RejectionCode = keyof typeof REJECTIONS;

/** The rejection in words. */
export function rejectionText(code: RejectionCode, params: Readonly<Record<string, string>> = {}): string {
  return REJECTIONS[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '—');
}
