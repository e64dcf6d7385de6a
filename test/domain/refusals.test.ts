import { MOST_KEPT } from '../../src/domain/programme/clue-register.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSALS, refusalText, REJECTIONS, type Refusal } from '../../src/domain/refusals.ts';
import { ADMIN, directory } from './directory/directory.ts';
import { letterRules1 } from '../../src/domain/letter/rules.ts';
import { KEPT_LIMIT } from '../../src/domain/measure/memory.ts';
import { accepted, clue, HAND_OVER, unit, verified, withClues } from './clue/clue.ts';
import { letter } from './letter/letter.ts';
import { account } from './measure/clues/clues.ts';
import { addSupporting, authorise, changeUnit } from './measure/life/staff.ts';
import { approveAll, FULL_CHAIN, measure, REPORT, submit, type Measure } from './measure/measure.ts';
import { amendment, on } from './programme/amendment.ts';
import { gathering, programme, programmeWithProblem, REACHED, tells } from './programme/programme.ts';
import { at, PEOPLE, type Wish } from './support.ts';

/** One life for each code: every refusal can happen, says why, and is kept. */

const { handler, head, supervising, principal, office, supportingHandler, supportingHead, outsider } = PEOPLE;
const ask = (to: string) => ({ type: 'request_extension', to, reason: '会签未毕' });
const report = (fields: object) => ({ ...REPORT, ...fields });
const attach = (fields: object) => ({ type: 'attach', title: '方案', requirement: 'r1', ...fields });
const appoint = (person: string, post: string, more: object = {}) => ({
  type: 'appoint',
  person,
  post,
  ...more,
});
const underWay = (wish: Wish = {}): Measure => measure(wish).until(at('2022-06-20'));
const review = (wish: Wish = {}): Measure => submit(measure(wish), at('2022-06-20'));
const signedOff = (wish: Wish = {}): Measure => approveAll(review(wish), at('2022-06-20'));
const problem = { type: 'sign_off_problem', problem: 'P04', standard: '合格率95%' };
const again = (to: string) => ({ type: 'reopen', reason: '问题反弹', to });
const asked = (wish: Wish = {}): Measure => underWay(wish).must(head, ask('2022-09-14'));
const milestones = [{ id: 'm1', title: '征求意见', due: '2022-07-15' }];
const document: Wish = {
  requirements: [{ id: 'r1', type: 'document', text: '印发方案', title: '工作方案', aliases: [] }],
};
const figures: Wish = {
  requirements: [
    {
      id: 'r1',
      type: 'indicator',
      text: '检查',
      name: '检查',
      unit: '家',
      scope: '直报单位',
      period: '2022',
      localities: ['杭州市'],
    },
  ],
};
const counted: Wish = {
  requirements: [
    {
      id: 'r1',
      type: 'indicator',
      text: '罚款总额',
      name: '罚款总额',
      unit: '万元',
      scope: '全省',
      period: '2022',
      counting: 'flow',
    },
  ],
};
const grant = { type: 'grant_extension' };
const opinion = { type: 'comment', text: '属实', opinion: 'support' };

const correct = { type: 'correct', seq: 3, reason: '笔误', text: '已印发' };
const find = { type: 'find_clue', on: '2022-06-20', reference: '工业2022-06-20' };
const strike = { type: 'strike_found', found: 'f1', reason: '重复登记' };
const suspend = { type: 'suspend', reason: '等待上级文件' };
const cancel = { type: 'cancel', reason: '并入M07', number: '纪要〔2022〕12号', date: '2022-06-20' };

const standing = (status: string) =>
  programmeWithProblem().hear(
    'standing',
    { measure: 'M01', status, light: 'green', standing: '推进中', due: '2022-08-31' },
    { from: 'zj/measure/M01' },
  );
const amend = (measure: string, set: object, status = 'under_way', today = '2022-06-20') =>
  standing(status)
    .until(at(today))
    .ask(office, amendment({ changes: [{ measure, set }] }));
const reported = () => tells(gathering().until(at('2022-09-07', '08:00')), 'M01', { news: REACHED });

const RETURN = { type: 'return_clue', reason: '不属职责' };
const UNFILED = { type: 'close_without_case', reason: '查无实据' };
const FINDINGS = { type: 'report_findings', items: [] };
const extend = (to: string) => ({ type: 'ask_clue_extension', step: 'plan', to, reason: '材料未到' });
const filed = () => verified().must('zfj.h', { type: 'file_case' });
const caseStage = (stage: string, more: object = {}) => ({
  type: 'case_stage',
  case: 'c1',
  stage,
  on: '2022-06-01',
  ...more,
});
const handOver = (more: object) => withClues().ask('gyc.h', { ...HAND_OVER, ...more });

const CASES: Readonly<Record<keyof typeof REFUSALS, () => Refusal | undefined>> = {
  not_holder: () => underWay().ask(outsider, REPORT),
  not_permitted: () => underWay().ask(principal, REPORT),
  wrong_status: () => underWay().ask(head, { type: 'approve' }),
  already_started: () => underWay().ask(handler, { type: 'start' }),
  requirements_missing: () => underWay().ask(handler, { type: 'submit' }),
  unknown_requirement: () => underWay().ask(handler, report({ requirement: 'r9' })),
  requirement_type: () => underWay(document).ask(handler, REPORT),
  unknown_milestone: () => underWay({ milestones }).ask(handler, report({ milestone: 'm9' })),
  milestone_done: () =>
    underWay({ milestones })
      .must(handler, report({ milestone: 'm1' }))
      .ask(handler, report({ milestone: 'm1' })),
  unknown_locality: () =>
    underWay(figures).ask(handler, report({ period: '2022', figures: [{ locality: '苏州市', value: 1 }] })),
  wrong_period: () =>
    underWay(figures).ask(handler, report({ period: '2021', figures: [{ locality: '杭州市', value: 1 }] })),
  period_unreadable: () =>
    underWay(counted).ask(handler, report({ period: '上半年', figures: [{ value: 1 }] })),
  figure_unit: () =>
    underWay(counted).ask(handler, report({ period: '2022', figures: [{ value: 2.66, unit: '亿元' }] })),
  figure_twice: () =>
    underWay(counted).ask(handler, report({ period: '2022', figures: [{ value: 3 }, { value: 323 }] })),
  document_number_missing: () => underWay(document).ask(handler, attach({ title: '工作方案' })),
  document_title: () => underWay(document).ask(handler, attach({ documentNumber: '浙统〔2022〕9号' })),
  own_submission: () => submit(measure(), at('2022-06-20'), head).ask(head, { type: 'approve' }),
  already_approved: () =>
    review({ steps: [{ title: '会签', roles: ['office_head', 'supporting_head'], mode: 'all_of' }] })
      .must(head, { type: 'approve' })
      .ask(head, { type: 'approve' }),
  approved_earlier_step: () => review().must(head, { type: 'approve' }).ask(head, { type: 'approve' }),
  step_closed: () => review().ask(head, { type: 'approve', step: 2 }),
  step_means: () => review({ steps: FULL_CHAIN }).ask(head, { type: 'countersign' }),
  meeting_date: () => {
    const steps = [{ title: '党组会议审定', roles: ['rectification_office'], mode: 'meeting' }] as const;
    const minutes = { type: 'close_meeting', number: '9号', date: '2022-06-19', recorder: '钱十一' };
    return review({ steps }).ask(office, minutes);
  },
  host_office_act: () => signedOff({ hostOffice: true }).ask(office, again('2022-07-29')),
  reopen_date: () => signedOff().ask(office, again('2022-06-20')),
  nothing_new: () => signedOff().must(office, again('2022-07-29')).ask(handler, { type: 'submit' }),
  last_step: () => review().must(head, { type: 'approve' }).ask(handler, { type: 'withdraw' }),
  not_submitter: () => submit(measure(), at('2022-06-20'), head).ask(handler, { type: 'withdraw' }),
  date_passed: () => measure().until(at('2022-09-01')).ask(head, ask('2022-09-14')),
  not_later: () => underWay().ask(head, ask('2022-08-31')),
  not_working_day: () => underWay().ask(head, ask('2022-09-10')),
  outer_limit: () => underWay().ask(head, ask('2022-11-01')),
  extension_pending: () => asked().ask(head, ask('2022-09-15')),
  no_extension: () => underWay().ask(supervising, grant),
  opinion_missing: () => asked().ask(supervising, grant),
  own_request: () =>
    asked({ held: { 'ld/supervising': [head] } })
      .must(office, opinion)
      .ask(head, grant),
  own_host_office: () => asked({ hostOffice: true }).ask(office, opinion),
  wished_date_passed: () => asked().must(office, opinion).until(at('2022-09-15')).ask(supervising, grant),
  clue_same_unit: () =>
    clue()
      .must('zfj.z', RETURN)
      .ask('gyc.h', { type: 'reroute', unit: unit('zfj') }),
  clue_handler: () => accepted().ask('zfj.z', { type: 'assign', person: 'gyc.h' }),
  clue_plan_missing: () => accepted().ask('zfj.h', { type: 'verify', substantiated: true, items: [] }),
  clue_unfounded: () => verified(accepted(), false).ask('zfj.h', { type: 'file_case' }),
  clue_designated: () => {
    const life = clue().must('zfj.z', RETURN);
    for (const one of ['fgc', 'tzc'])
      life.must('gyc.h', { type: 'reroute', unit: unit(one) }).must(`${one}.z`, RETURN);
    return life.must('vice1', { type: 'designate', unit: unit('zfj') }).ask('zfj.z', RETURN);
  },
  clue_not_lower: () => accepted().ask('zfj.h', { type: 'pass_down', unit: unit('fgc'), due: '2022-06-15' }),
  clue_pass_due: () => accepted().ask('zfj.h', { type: 'pass_down', unit: unit('hz'), due: '2022-12-30' }),
  clue_extension_open: () =>
    accepted()
      .must('zfj.h', extend('2022-06-10'))
      .ask('zfj.h', { type: 'pass_down', unit: unit('hz'), due: '2022-06-15' }),
  clue_step: () => accepted().ask('zfj.h', { ...extend('2022-06-15'), step: 'report' }),
  clue_fixed: () =>
    verified()
      .must('zfj.h', { type: 'suspect_crime', items: [] })
      .ask('zfj.h', { ...extend('2022-06-15'), step: 'crime_decide' }),
  clue_outer_limit: () =>
    accepted(clue({ letter: { number: '转1号', issuer: '国家统计局', due: '2022-06-16' } })).ask(
      'zfj.h',
      extend('2022-06-17'),
    ),
  clue_date_ahead: () =>
    handOver({ to: undefined, outside: { body: '省监委', document: '清单', followUp: '2022-06-01' } }),
  clue_unit_unknown: () => handOver({ to: 'xyz' }),
  clue_letter_due: () =>
    handOver({
      letter: { number: '转1号', issuer: '国家统计局', received: '2022-05-30', due: '2022-08-30' },
    }),
  clue_measure_unknown: () => handOver({ measure: 'M99' }),
  clue_register_full: () => {
    const life = withClues();
    for (let n = 0; n < MOST_KEPT; n += 1) life.must('gyc.h', HAND_OVER);
    return life.ask('gyc.h', HAND_OVER);
  },
  clue_content_missing: () => handOver({ items: [] }),
  clues_off: () => programmeWithProblem().ask(office, HAND_OVER),
  supplements_used: () => {
    const life = verified().must('zfj.h', UNFILED).must('zfj.h', FINDINGS);
    for (let round = 0; round < 2; round += 1)
      life
        .must('gyc.h', { type: 'supplement', reason: '不清' })
        .must('zfj.h', { type: 'verify', substantiated: true, items: [] })
        .must('zfj.h', UNFILED)
        .must('zfj.h', FINDINGS);
    return life.ask('gyc.h', { type: 'supplement', reason: '不清' });
  },
  cases_open: () =>
    filed().ask('zfj.h', {
      type: 'transfer_out',
      body: '省监委',
      document: '清单',
      followUp: '2022-06-20',
      items: [],
    }),
  crime_pending: () =>
    verified()
      .must('zfj.h', { type: 'suspect_crime', items: [] })
      .must('zfj.h', UNFILED)
      .ask('zfj.h', FINDINGS),
  crime_asked: () =>
    verified()
      .must('zfj.h', { type: 'suspect_crime', items: [] })
      .ask('zfj.h', { type: 'suspect_crime', items: [] }),
  crime_stage: () => verified().ask('330000.boss', { type: 'decide_crime', transfer: true, reason: '达标' }),
  receipt_there: () => {
    const outside = { body: '省监委', document: '清单', followUp: '2022-06-20' };
    const receipt = { type: 'record_receipt', document: '回执', on: '2022-06-01' };
    return clue({ to: unit('gyc'), outside })
      .must('gyc.h', receipt)
      .ask('gyc.h', receipt);
  },
  items_missing: () => accepted().ask('zfj.h', { type: 'attach_items', items: [] }),
  unknown_item: () => clue().ask('gyc.h', { type: 'read', item: 'x' }),
  item_destroyed: () =>
    clue()
      .must('gyc.z', { type: 'destroy', item: 'i1', reason: '误传' })
      .ask('gyc.h', { type: 'read', item: 'i1' }),
  unknown_case: () => filed().ask('zfj.h', caseStage('review', { case: 'c9' })),
  case_closed: () =>
    filed()
      .must('zfj.h', { type: 'file_case' })
      .must('zfj.h', { type: 'drop_case', case: 'c1', reason: '主体不适格' })
      .ask('zfj.h', caseStage('review')),
  case_undecided: () =>
    filed().ask('zfj.h', { type: 'case_outcome', case: 'c1', outcome: 'exposed', on: '2022-06-01' }),
  case_outcome_twice: () => {
    const exposed = { type: 'case_outcome', case: 'c1', outcome: 'exposed', on: '2022-06-01' };
    const life = filed();
    for (const one of ['review', 'notice', 'decision']) life.must('zfj.h', caseStage(one));
    return life.must('zfj.h', exposed).ask('zfj.h', exposed);
  },
  case_stage: () => filed().ask('zfj.h', caseStage('decision')),
  case_outcome_stage: () => filed().ask('zfj.h', caseStage('review', { fine: '100' })),
  case_date: () => filed().ask('zfj.h', caseStage('review', { on: '2022-05-01' })),
  unknown_problem: () => programme().ask(office, { ...problem, problem: 'P99' }),
  problem_open: () => programmeWithProblem().ask(office, problem),
  problem_signed_off: () => {
    const life = programmeWithProblem();
    for (const measure of ['M01', 'M02']) {
      const stands = { measure, status: 'signed_off', light: 'done', standing: '已完成', due: '2022-08-31' };
      life.hear('standing', stands, { from: `zj/measure/${measure}` });
    }
    return life.must(office, problem).ask(office, problem);
  },
  no_report: () => gathering().ask(office, { type: 'send_report' }),
  not_in_report: () => reported().ask(office, { type: 'hold_report', measure: 'M02', reason: '已报审' }),
  report_overdue: () => reported().ask(office, { type: 'hold_report', measure: 'M01', reason: '已报审' }),
  unknown_person: () => directory().ask(ADMIN, { type: 'relieve', person: 'x', post: 'jcc/head' }),
  unknown_post: () => directory().ask(ADMIN, appoint(head, 'x')),
  last_administrator: () => directory().ask(ADMIN, { type: 'relieve', person: ADMIN, post: 'xx/admin' }),
  already_holds: () => directory().ask(ADMIN, appoint(head, 'jcc/head')),
  not_in_post: () => directory().ask(ADMIN, { type: 'relieve', person: head, post: 'jcc/handler' }),
  same_address: () =>
    directory().ask(ADMIN, { type: 'change_address', person: head, address: 'li.si@tjj.example' }),
  person_exists: () => directory().ask(ADMIN, appoint(head, 'jcc/handler', { name: '李肆' })),
  name_missing: () => directory().ask(ADMIN, appoint('x', 'jcc/handler')),
  // The validator turns commands to a letter away as malformed; the rules say no all the same.
  older_rules: () => underWay().ask(office, { type: 'adopt_rules', to: 1 }),
  record_full: () => {
    const life = underWay();
    life.frame = { ...life.frame, state: { ...life.state, kept: KEPT_LIMIT + 1 } };
    return life.ask(handler, REPORT);
  },
  resume_under_review: () =>
    review().must(supervising, suspend).ask(supervising, { type: 'resume', to: '2022-09-14' }),
  date_before_today: () =>
    underWay({ due: '2022-06-24' })
      .must(supervising, suspend)
      .until(at('2022-07-05'))
      .ask(supervising, { type: 'resume', to: '2022-06-30' }),
  date_ahead: () => underWay().ask(office, { ...cancel, date: '2022-06-21' }),
  not_correctable: () => underWay().ask(handler, { ...correct, seq: 1 }),
  not_own_entry: () =>
    underWay()
      .must(handler, REPORT)
      .ask(supportingHandler, { ...correct, seq: 3 }),
  correction_fields: () =>
    underWay().must(handler, REPORT).ask(handler, { type: 'correct', seq: 3, reason: '误', title: '方案' }),
  figure_not_reported: () =>
    underWay()
      .must(handler, REPORT)
      .ask(handler, { type: 'correct', seq: 3, reason: '误', figures: [{ value: 1 }] }),
  leader_unknown: () => underWay().ask(office, { type: 'instruct', text: '请抓紧' }),
  no_instruction: () => underWay().ask(handler, { type: 'reply', instruction: 3, text: '已办' }),
  same_unit: () => underWay().ask(supervising, changeUnit('jcc', '基层基础处')),
  unit_posts_missing: () => underWay().ask(supervising, { ...changeUnit(), posts: [] }),
  already_supporting: () => underWay().must(supervising, addSupporting()).ask(supervising, addSupporting()),
  not_supporting: () =>
    underWay().ask(supervising, { type: 'remove_supporting', unit: 'zhc', reason: '并入' }),
  countersign_open: () =>
    submit(measure({ steps: [{ title: '会签', roles: [], mode: 'countersign' }] }), at('2022-06-20')).ask(
      supervising,
      { type: 'remove_supporting', unit: 'fgc', reason: '并入' },
    ),
  no_part: () => underWay().ask(supportingHead, { type: 'report_part', text: '已配合' }),
  only_own_part: () =>
    underWay()
      .must(supervising, { ...addSupporting(), unit: { id: 'fgc', name: '法规处' }, posts: [] })
      .ask(supportingHead, REPORT),
  after_deadline: () => underWay().ask(supervising, { ...addSupporting(), to: '2022-09-01' }),
  found_ahead: () => underWay().ask(handler, { ...find, on: '2022-06-21' }),
  found_twice: () => underWay().must(handler, find).ask(head, find),
  unknown_found: () =>
    underWay()
      .must(handler, find)
      .ask(handler, { ...strike, found: 'f2' }),
  not_own_found: () => underWay().must(handler, find).ask(supportingHandler, strike),
  found_struck: () => underWay().must(handler, find).must(handler, strike).ask(handler, strike),
  found_handed_over: () => {
    const life = underWay().must(handler, find);
    life.hear('clue', account(1, { found: 'f1' }), { from: 'zj/clue/1' });
    return life.ask(handler, strike);
  },
  deputy_passed_on: () => underWay().must(supervising, authorise(outsider)).ask(outsider, authorise('else')),
  deputy_limit: () =>
    ['a', 'b', 'c']
      .reduce((life, one) => life.must(head, authorise(one)), underWay())
      .ask(head, authorise('d')),
  no_deputy: () => underWay().ask(head, { type: 'revoke', person: outsider }),
  amend_base: () => programmeWithProblem().ask(office, amendment({ base: 'x' })),
  amend_unknown: () => amend('M99', { title: '名称' }),
  amend_exists: () => {
    const life = programmeWithProblem();
    const [plan] = life.state.input.measures;
    return life.ask(office, amendment({ added: [{ plan: { ...plan, number: 3 }, inputHash: 'h' }] }));
  },
  amend_closed: () => amend('M01', { title: '名称' }, 'signed_off'),
  amend_under_review: () => amend('M01', { deadline: on('2022-09-30') }, 'under_review'),
  amend_drop: () => standing('under_review').ask(office, amendment({ dropped: ['M01'] })),
  amend_overdue: () => amend('M01', { deadline: on('2022-09-30') }, 'under_way', '2022-09-05'),
  amend_past: () => amend('M01', { deadline: on('2022-05-20') }),
  amend_limit: () => amend('M01', { deadline: on('2022-11-01') }),
  unsupported: () => {
    const decision = letterRules1.decide(
      letter().state,
      { kind: 'command', command: { type: 'send' }, person: head, post: undefined },
      at('2022-06-20'),
    );
    return 'refusal' in decision ? decision.refusal : undefined;
  },
};

describe('every refusal of the registry', () => {
  it.each(Object.entries(CASES))(
    '%s can happen, and its text names everything it speaks of',
    (code, happens) => {
      const refusal = happens();
      expect(refusal?.code).toBe(code);
      const text = refusalText(refusal ?? { code: '', params: {} });
      expect(text).not.toMatch(/[{}—]/);
      expect(text).toMatch(/。$/);
    },
  );

  it('is exercised above, and nothing else is', () => {
    expect(Object.keys(CASES).toSorted()).toEqual(Object.keys(REFUSALS).toSorted());
  });
});

describe('docs/refusals.md', () => {
  const lines = readFileSync(join(__dirname, '../../docs/refusals.md'), 'utf8').split('\n');
  const rows = (heading: string): readonly (readonly [string, string])[] => {
    const from = lines.findIndex((line) => line === heading);
    const to = lines.findIndex((line, index) => index > from && line.startsWith('## '));
    return lines.slice(from, to < 0 ? undefined : to).flatMap((line) => {
      const found = /^\| `(\w+)` +\| (.*?) +\|/.exec(line);
      return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const];
    });
  };

  it.each([
    ['## 规则不准（记入台账）', REFUSALS],
    ['## 受理前退回（不留记录）', REJECTIONS],
  ])('%s: code and text of each, and no other', (heading, registry) => {
    expect(Object.fromEntries(rows(heading))).toEqual(registry);
    expect(rows(heading)).toHaveLength(Object.keys(registry).length);
  });
});
