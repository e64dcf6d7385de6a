import { DEFAULT_CLUE_POLICY } from '../../../src/domain/clue/policy.ts';
import { clueRules1 } from '../../../src/domain/clue/rules.ts';
import type { ClueBook, ClueUnit } from '../../../src/domain/clue/book.ts';
import type { ClueInput, ClueState } from '../../../src/domain/clue/state.ts';
import { programmeRules1 } from '../../../src/domain/programme/rules.ts';
import type { ProgrammeState } from '../../../src/domain/programme/state.ts';
import { HASH_ALGORITHM } from '../../../src/domain/record.ts';
import type { Holder, PostId, Role, RolePost } from '../../../src/domain/roster.ts';
import type { Instant } from '../../../src/domain/time.ts';
import { programmeInput } from '../programme/programme.ts';
import { at, CALENDAR_2022, CARD, Life } from '../support.ts';

export type Clue = Life<ClueState>;

/** Units of three levels; `ld` are the leaders of the province, each lower bureau has a head of its own. */
const UNITS: readonly {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly leader: string;
}[] = [
  { id: 'gyc', name: '工业统计处', region: '330000', leader: 'vice1' },
  { id: 'fgc', name: '政策法规处', region: '330000', leader: 'vice2' },
  { id: 'zfj', name: '执法监督局', region: '330000', leader: 'vice2' },
  { id: 'tzc', name: '投资统计处', region: '330000', leader: 'vice1' },
  { id: 'hz', name: '杭州市统计局', region: '330100', leader: 'hz-vice' },
  { id: 'xh', name: '西湖区统计局', region: '330106', leader: 'xh-vice' },
];

function post(unit: string, name: string, region: string, role: Role, id = `${unit}/${role}`): RolePost {
  return { role, id, title: `${name}${role}`, unit, unitName: name, region };
}

function unitOf({ id, name, region, leader }: (typeof UNITS)[number]): ClueUnit {
  const body = region === '330000' ? 'ld' : id;
  return {
    id,
    name,
    region,
    posts: [
      post(id, name, region, 'case_handler'),
      post(id, name, region, 'office_head'),
      post(body, name, region, 'supervising_leader', `${leader}/post`),
      post(body, name, region, 'principal_leader', `${region}/boss`),
    ],
  };
}

export const OFFICE = post('zgb', '整改办', '330000', 'rectification_office');

export const BOOK: ClueBook = {
  policy: DEFAULT_CLUE_POLICY,
  units: UNITS.map(unitOf),
  office: [OFFICE],
};

export function unit(id: string): ClueUnit {
  const found = BOOK.units.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no unit ${id}`);
  return found;
}

/** Who holds a post: `gyc.h` its handler, `gyc.z` its head, `vice1`, `330000.boss`, `office`. */
export function holderOf({ id, role }: RolePost): string {
  const [first = '', second = ''] = id.split('/');
  if (role === 'rectification_office') return 'office';
  if (role === 'supervising_leader') return first;
  if (role === 'principal_leader') return `${first}.${second}`;
  return `${first}.${role === 'case_handler' ? 'h' : 'z'}`;
}

export function rosterOf(posts: readonly RolePost[], seq = 1): ClueInput['roster'] {
  const holder = (one: RolePost): Holder => {
    const person = holderOf(one);
    return { person, name: `名${person}`, appointment: `a-${person}`, address: `${person}@zj.example` };
  };
  return {
    seq,
    holders: Object.fromEntries(posts.map((one): [PostId, readonly Holder[]] => [one.id, [holder(one)]])),
  };
}

export const EVERYBODY = rosterOf([...BOOK.units.flatMap((one) => one.posts), OFFICE]);

export function sealed(item: string): ClueInput['items'][number] {
  return { item, sha256: 'a'.repeat(64), keyId: 'k1', size: 100 };
}

/** A clue of the industry office for the enforcement bureau, as its programme opens it. */
export function clueInput(more: Partial<ClueInput> = {}): ClueInput {
  const from = unit('gyc');
  return {
    v: 1,
    kind: 'clue',
    process: 'zj/clue/1',
    programme: 'zj',
    rules: 1,
    hashAlgorithm: HASH_ALGORITHM,
    clock: { kind: 'driven', at: at('2022-06-01') },
    calendar: CALENDAR_2022,
    calendarHash: 'c'.repeat(64),
    card: CARD,
    policy: DEFAULT_CLUE_POLICY,
    number: 1,
    code: '线索〔2022〕1号',
    from,
    to: unit('zfj'),
    office: [OFFICE],
    roster: EVERYBODY,
    by: { person: 'gyc.h', name: '名gyc.h', role: 'case_handler', post: 'gyc/case_handler' },
    category: '数据造假',
    items: [sealed('i1')],
    ...more,
  };
}

export function clue(more: Partial<ClueInput> = {}, opened: Instant = at('2022-06-01')): Clue {
  return new Life(clueRules1, clueInput(more), opened);
}

/** Taken in by the enforcement bureau, on the day it came. */
export function accepted(life: Clue = clue()): Clue {
  return life.must('zfj.h', { type: 'acknowledge' }).must('zfj.h', { type: 'accept' });
}

export function verified(life: Clue = accepted(), substantiated = true): Clue {
  return life
    .must('zfj.h', { type: 'plan', team: '核查专班', items: [] })
    .must('zfj.h', { type: 'verify', substantiated, items: [sealed('v1')] });
}

/** A programme that takes in clues, with everybody in office. */
export function withClues(): Life<ProgrammeState> {
  const input = { ...programmeInput(true, []), clues: BOOK };
  const life = new Life(programmeRules1, input, at('2022-06-01'));
  return life.hear('roster', { roster: EVERYBODY } as never);
}

export const HAND_OVER = {
  type: 'hand_over',
  from: 'gyc',
  to: 'zfj',
  category: '数据造假',
  items: [sealed('i1')],
};
