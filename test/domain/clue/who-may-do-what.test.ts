import { CLUE_COMMAND_NAMES, type ClueCommandType } from '../../../src/domain/clue/commands.ts';
import type { ClueUnit } from '../../../src/domain/clue/book.ts';
import { clueRules1 } from '../../../src/domain/clue/rules.ts';
import { CLUE_STATUS_NAMES, type ClueStatus } from '../../../src/domain/clue/state.ts';
import { refusalText, type Refusal } from '../../../src/domain/refusals.ts';
import { accepted, clue, EVERYBODY, sealed, unit, verified, type Clue } from './clue.ts';

/**
 * Who may do what with a clue, and when: every command asked by everybody in every status. `gyc` has handed it to `zfj`; `.h` is a unit's
 * handler, `.z` its head, `.l` its liaison; `vice1` leads the one, `vice2` the other, `boss` both; `tzc` has nothing to do with it. The table is
 * typed by hand from the rule, never computed from the program's.
 */

const PEOPLE = [
  'gyc.h',
  'gyc.z',
  'zfj.h',
  'zfj.z',
  'zfj.l',
  'vice1',
  'vice2',
  'boss',
  'office',
  'tzc.h',
  'tzc.z',
  'nobody',
] as const;
type Who = (typeof PEOPLE)[number];
type Row = Readonly<Partial<Record<ClueStatus, readonly Who[]>>>;

const GYC: readonly Who[] = ['gyc.h', 'gyc.z'];
const ZFJ: readonly Who[] = ['zfj.h', 'zfj.z'];
/** While the common superior is to name a unit it has no office of its own: the leader acts for it. */
const BOSS: readonly Who[] = ['boss'];
const VERIFYING: Row = { verifying: ZFJ, verified: ZFJ, handling: ZFJ };
const READ: readonly Who[] = [...GYC, ...ZFJ, 'vice1', 'vice2', 'boss'];
const DESTROY: readonly Who[] = ['gyc.z', 'office'];
const URGE: readonly Who[] = [...GYC, 'vice1', 'vice2', 'boss', 'office'];
/** Where the sender has it itself. */
const URGE_OWN: readonly Who[] = [...GYC, 'vice1', 'boss', 'office'];
const DECIDE: Row = {
  handed_over: ['gyc.z'],
  acknowledged: ['gyc.z'],
  // Where the sender has it itself its leader decides.
  returned: ['vice1'],
  designating: ['gyc.z'],
  verifying: ['gyc.z'],
  verified: ['gyc.z'],
  handling: ['gyc.z'],
  concluded: ['gyc.z'],
  reported: ['vice1'],
  fed_back: ['vice1'],
  outside: ['gyc.z'],
};

const MAY: Readonly<Record<ClueCommandType, Row>> = {
  acknowledge: { handed_over: ZFJ },
  accept: { acknowledged: ZFJ },
  return_clue: { handed_over: ZFJ, acknowledged: ZFJ },
  withdraw_clue: { handed_over: GYC },
  reroute: { returned: GYC },
  designate: { designating: BOSS },
  assign: {
    acknowledged: ['zfj.z'],
    verifying: ['zfj.z'],
    verified: ['zfj.z'],
    handling: ['zfj.z'],
    concluded: ['zfj.z'],
  },
  plan: { verifying: ZFJ },
  verify: { verifying: ZFJ },
  file_case: { verified: ZFJ, handling: ZFJ },
  close_without_case: { verified: ZFJ },
  case_stage: { handling: ZFJ },
  case_outcome: { handling: ZFJ, concluded: ZFJ },
  drop_case: { handling: ZFJ },
  report_findings: { concluded: ZFJ },
  feedback: { reported: GYC },
  supplement: { reported: GYC, fed_back: GYC },
  close: { fed_back: GYC },
  pass_down: { acknowledged: ZFJ, verifying: ZFJ },
  transfer_out: { acknowledged: ZFJ, returned: GYC, ...VERIFYING },
  record_receipt: { outside: ZFJ },
  record_result: { outside: ZFJ },
  follow_up_again: { outside: ZFJ },
  ask_clue_extension: { handed_over: ZFJ, acknowledged: ZFJ, ...VERIFYING, concluded: ZFJ },
  grant_clue_extension: DECIDE,
  refuse_clue_extension: DECIDE,
  suspect_crime: VERIFYING,
  decide_crime: { verifying: BOSS, verified: BOSS, handling: BOSS },
  transfer_crime: VERIFYING,
  record_police: { ...VERIFYING, concluded: ZFJ },
  attach_items: {
    handed_over: ZFJ,
    acknowledged: ZFJ,
    returned: GYC,
    designating: BOSS,
    ...VERIFYING,
    concluded: ZFJ,
    reported: GYC,
    fed_back: GYC,
    outside: ZFJ,
  },
  read: {
    handed_over: READ,
    acknowledged: READ,
    returned: READ,
    designating: READ,
    verifying: READ,
    verified: READ,
    handling: READ,
    concluded: READ,
    reported: READ,
    fed_back: READ,
    outside: READ,
    closed: READ,
    withdrawn: READ,
  },
  destroy: {
    handed_over: DESTROY,
    acknowledged: DESTROY,
    returned: DESTROY,
    designating: DESTROY,
    verifying: DESTROY,
    verified: DESTROY,
    handling: DESTROY,
    concluded: DESTROY,
    reported: DESTROY,
    fed_back: DESTROY,
    outside: DESTROY,
    closed: DESTROY,
    withdrawn: DESTROY,
  },
  urge_clue: {
    handed_over: URGE,
    acknowledged: URGE,
    returned: URGE_OWN,
    designating: URGE_OWN,
    verifying: URGE,
    verified: URGE,
    handling: URGE,
    concluded: URGE,
    reported: URGE_OWN,
    fed_back: URGE_OWN,
    outside: URGE,
  },
};

/** The enforcement bureau with a liaison, who acts in nothing. */
function withLiaison(): { readonly to: ClueUnit; readonly roster: typeof EVERYBODY } {
  const zfj = unit('zfj');
  const { unitName, region } = zfj.posts[0]!;
  const id = 'zfj/liaison';
  const liaison = { role: 'liaison' as const, id, title: '执法监督局联络员', unit: 'zfj', unitName, region };
  const holder = { person: 'zfj.l', name: '名zfj.l', appointment: 'a-zfj.l', address: 'zfj.l@zj.example' };
  return {
    to: { ...zfj, posts: [...zfj.posts, liaison] },
    roster: { ...EVERYBODY, holders: { ...EVERYBODY.holders, [id]: [holder] } },
  };
}

const begun = (): Clue => clue(withLiaison());
const taken = (): Clue => accepted(begun());
const returned = (): Clue => begun().must('zfj.z', { type: 'return_clue', reason: '不属本局职责' });
const concluded = (): Clue =>
  verified(taken()).must('zfj.h', { type: 'close_without_case', reason: '查无实据' });
const reported = (): Clue => concluded().must('zfj.h', { type: 'report_findings', items: [] });
const fedBack = (): Clue => reported().must('gyc.h', { type: 'feedback', items: [] });

/** Sent back and forth until the common superior has to name a unit; the last that had it was the enforcement bureau. */
function designating(): Clue {
  const back = { type: 'return_clue', reason: '不属本局职责' };
  const { to } = withLiaison();
  return returned()
    .must('gyc.h', { type: 'reroute', unit: unit('fgc') })
    .must('fgc.z', back)
    .must('gyc.h', { type: 'reroute', unit: to })
    .must('zfj.z', back);
}

const LIVES: Readonly<Record<ClueStatus, () => Clue>> = {
  handed_over: begun,
  acknowledged: () => begun().must('zfj.h', { type: 'acknowledge' }),
  returned,
  designating,
  verifying: taken,
  verified: () => verified(taken()),
  handling: () => verified(taken()).must('zfj.h', { type: 'file_case' }),
  concluded,
  reported,
  fed_back: fedBack,
  outside: () =>
    taken().must('zfj.h', {
      type: 'transfer_out',
      body: '省纪委监委',
      document: '移送清单〔2022〕3号',
      followUp: '2022-06-20',
      items: [],
    }),
  closed: () => fedBack().must('gyc.z', { type: 'close' }),
  withdrawn: () => begun().must('gyc.h', { type: 'withdraw_clue' }),
};

const reason = '按职责分工';
const on = '2022-06-01';
const FIELDS: Readonly<Partial<Record<ClueCommandType, object>>> = {
  return_clue: { reason },
  close_without_case: { reason },
  supplement: { reason },
  refuse_clue_extension: { reason },
  reroute: { unit: unit('fgc') },
  designate: { unit: unit('fgc') },
  assign: { person: 'zfj.z' },
  plan: { team: '专班', items: [] },
  verify: { substantiated: true, items: [] },
  case_stage: { case: 'c1', stage: 'review', on },
  case_outcome: { case: 'c1', outcome: 'exposed', on },
  drop_case: { case: 'c1', reason },
  report_findings: { items: [] },
  feedback: { items: [] },
  attach_items: { items: [sealed('a1')] },
  suspect_crime: { items: [] },
  pass_down: { unit: unit('hz'), due: '2022-06-10' },
  transfer_out: { body: '监委', document: '清单', followUp: '2022-06-20', items: [] },
  record_receipt: { document: '回执', on },
  record_result: { on, items: [] },
  follow_up_again: { to: '2022-06-20' },
  ask_clue_extension: { step: 'verify', to: '2022-07-08', reason },
  decide_crime: { transfer: true, reason },
  transfer_crime: { body: '公安厅', document: '移送书' },
  record_police: { accepted: true, document: '告知书', on },
  read: { item: 'i1' },
  destroy: { item: 'i1', reason },
};
const COMMANDS = Object.keys(MAY) as ClueCommandType[];
const STATUSES = Object.keys(LIVES) as ClueStatus[];
/** Refusals that say that it is not theirs, or not the time; all others are of the rule that a command has of its own. */
const NOT_THEIRS = new Set(['not_holder', 'not_permitted', 'wrong_status']);

function person(who: Who): string {
  return who === 'boss' ? '330000.boss' : who;
}

function asked(life: Clue, who: Who, type: ClueCommandType): Refusal | undefined {
  const command = { type, ...FIELDS[type] };
  const input = { kind: 'command' as const, command, person: person(who), post: undefined };
  const decision = clueRules1.decide(life.state, input, life.now);
  return 'refusal' in decision ? decision.refusal : undefined;
}

it('the table knows every command and every status', () => {
  expect(COMMANDS).toEqual(Object.keys(CLUE_COMMAND_NAMES));
  expect(STATUSES).toEqual(Object.keys(CLUE_STATUS_NAMES));
});

describe.each(STATUSES)('a clue that is %s', (status) => {
  const life = LIVES[status]();

  it('is so', () => expect(life.state.status).toBe(status));

  it.each(COMMANDS)('%s is for those of the table, and for nobody else', (type) => {
    const may = PEOPLE.filter((who) => !NOT_THEIRS.has(asked(life, who, type)?.code ?? ''));
    expect(may.toSorted()).toEqual([...(MAY[type][status] ?? [])].toSorted());
  });

  it('tells who asks in vain why: nothing held here, not theirs, or not the time', () => {
    for (const type of COMMANDS)
      for (const who of PEOPLE) {
        const refusal = asked(life, who, type);
        if (refusal === undefined) continue;
        const text = refusalText(refusal);
        expect(text).not.toMatch(/[{}]|undefined|—/);
        if (refusal.code === 'not_holder') expect(text).toContain('不担任任何岗位');
        if (refusal.code === 'not_permitted') expect(text).toMatch(/须由.+办理.+现任/);
        if (refusal.code === 'wrong_status') expect(text).toContain(`“${CLUE_STATUS_NAMES[status]}”`);
        if (who === 'nobody') expect(refusal.code).toBe('not_holder');
      }
  });
});
