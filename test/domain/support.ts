import type { WorkCalendar } from '../../src/domain/calendar.ts';
import type { Effect, Outcome } from '../../src/domain/effects.ts';
import type { Json } from '../../src/domain/json.ts';
import * as machine from '../../src/domain/machine.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { MeasureInput } from '../../src/domain/measure/state.ts';
import type { RowCard, Standing } from '../../src/domain/process.ts';
import type { ApprovalStep, MeasurePlan, Policy, ProgrammeCard, Requirement } from '../../src/domain/plan.ts';
import type { DomainEvent, Draft, Duty, DutyChanges } from '../../src/domain/record.ts';
import { HASH_ALGORITHM } from '../../src/domain/record.ts';
import type { Refusal } from '../../src/domain/refusals.ts';
import type { Holder, Post, PostId, Role, Roster } from '../../src/domain/roster.ts';
import type { Signal } from '../../src/domain/signal.ts';
import { addMillis, isInstant, later, type CivilDate, type Instant } from '../../src/domain/time.ts';

/** 国办发明电〔2021〕11号: the calendar of 2022. */
export const CALENDAR_2022: WorkCalendar = {
  name: '国务院办公厅2022年节假日安排',
  firstYear: 2022,
  lastYear: 2022,
  holidays: [
    '2022-01-03',
    '2022-01-31',
    '2022-02-01',
    '2022-02-02',
    '2022-02-03',
    '2022-02-04',
    '2022-04-04',
    '2022-04-05',
    '2022-05-02',
    '2022-05-03',
    '2022-05-04',
    '2022-06-03',
    '2022-09-12',
    '2022-10-03',
    '2022-10-04',
    '2022-10-05',
    '2022-10-06',
    '2022-10-07',
  ],
  makeUpDays: [
    '2022-01-29',
    '2022-01-30',
    '2022-04-02',
    '2022-04-24',
    '2022-05-07',
    '2022-10-08',
    '2022-10-09',
  ],
};

export const CARD: ProgrammeCard = {
  id: 'zj',
  title: '统计督察反馈意见整改',
  office: '省统计局整改办',
  contact: '孙七',
  phone: '0571-00000000',
};

/** The offices' defaults of PRACTICE.md. */
export const POLICY: Policy = {
  hours: { slot: '08:30', workStart: '08:30', workEnd: '17:30' },
  reminders: {
    before: [15, 7, 3, 1, 0],
    longBefore: [30],
    longerThanCalendarDays: 90,
    to: ['case_handler'],
    cc: ['office_head'],
  },
  milestones: { before: [3, 0], missedAfter: 1, to: ['case_handler'], cc: ['office_head'] },
  yellowBefore: 7,
  ladder: [
    { after: 1, kind: 'urge', to: ['office_head'], cc: ['case_handler', 'rectification_office'] },
    {
      after: 3,
      kind: 'supervise',
      to: ['supervising_leader'],
      cc: ['office_head', 'case_handler', 'rectification_office'],
    },
    {
      after: 5,
      kind: 'special_report',
      to: ['principal_leader'],
      cc: ['supervising_leader', 'office_head', 'case_handler', 'rectification_office'],
    },
    {
      after: 10,
      kind: 'proposal',
      to: ['rectification_office', 'principal_leader'],
      cc: ['supervising_leader'],
    },
  ],
  approval: {
    steps: [
      { title: '处室负责人审核', roles: ['office_head'], mode: 'any_of' },
      { title: '分管领导审定', roles: ['supervising_leader'], mode: 'any_of' },
    ],
    againAfter: 2,
    aboveAfter: 4,
  },
  extension: {
    decider: 'supervising_leader',
    opinion: 'rectification_office',
    againAfter: 2,
    aboveAfter: 4,
  },
  correctionDays: 5,
  above: {
    case_handler: 'office_head',
    liaison: 'office_head',
    office_head: 'supervising_leader',
    supervising_leader: 'principal_leader',
    principal_leader: null,
    rectification_office: 'supervising_leader',
    supporting_handler: 'supporting_head',
    supporting_head: 'supervising_leader',
    system_admin: null,
  },
  refusalsPerDay: 20,
  assumed: [],
};

/** Who is who. The name tells the post. */
export const PEOPLE = {
  handler: 'zhang.san',
  head: 'li.si',
  supervising: 'wang.wu',
  principal: 'zhao.liu',
  office: 'sun.qi',
  supportingHandler: 'zhou.ba',
  supportingHead: 'wu.jiu',
  /** Of a second supporting unit, where a test asks for one. */
  secondHead: 'chen.er',
  outsider: 'nobody',
} as const;

const NAMES: Readonly<Record<string, string>> = {
  'zhang.san': '张三',
  'li.si': '李四',
  'wang.wu': '王五',
  'zhao.liu': '赵六',
  'sun.qi': '孙七',
  'zhou.ba': '周八',
  'wu.jiu': '吴九',
  'chen.er': '陈二',
};

export const POSTS: Readonly<Record<PostId, Post>> = Object.fromEntries(
  [
    post('jcc/handler', '基层处承办人', 'jcc', '基层基础处'),
    post('jcc/head', '基层处处长', 'jcc', '基层基础处'),
    post('ld/supervising', '分管副局长', 'ld', '局领导'),
    post('ld/principal', '局长', 'ld', '局领导'),
    post('zgb/office', '整改办主任', 'zgb', '整改办'),
    post('fgc/handler', '法规处承办人', 'fgc', '法规处'),
    post('fgc/head', '法规处处长', 'fgc', '法规处'),
    post('rjc/head', '人事处处长', 'rjc', '人事处'),
  ].map((one) => [one.id, one]),
);

function post(id: PostId, title: string, unit: string, unitName: string): Post {
  return { id, title, unit, unitName, region: '330000' };
}

/** Which post plays which role in the measure of these tests. */
export const ROLE_POSTS = {
  case_handler: ['jcc/handler'],
  office_head: ['jcc/head'],
  supervising_leader: ['ld/supervising'],
  principal_leader: ['ld/principal'],
  rectification_office: ['zgb/office'],
  supporting_handler: ['fgc/handler'],
  supporting_head: ['fgc/head'],
} as const satisfies Partial<Record<Role, readonly PostId[]>>;

/** Who holds the posts when nothing else is said. */
export const HELD: Readonly<Record<PostId, readonly string[]>> = {
  'jcc/handler': [PEOPLE.handler],
  'jcc/head': [PEOPLE.head],
  'ld/supervising': [PEOPLE.supervising],
  'ld/principal': [PEOPLE.principal],
  'zgb/office': [PEOPLE.office],
  'fgc/handler': [PEOPLE.supportingHandler],
  'fgc/head': [PEOPLE.supportingHead],
};

export function holder(person: string, appointment = `${person}-1`): Holder {
  return { person, name: NAMES[person] ?? person, appointment, address: `${person}@tjj.example` };
}

/** A roster: the usual one, but for the posts named. */
export function rosterWith(held: Readonly<Record<PostId, readonly string[]>> = {}, seq = 1): Roster {
  const all = { ...HELD, 'rjc/head': [PEOPLE.secondHead], ...held };
  return {
    seq,
    holders: Object.fromEntries(
      Object.entries(all).map(([id, people]) => [id, people.map((one) => holder(one))]),
    ),
  };
}

/** What is asked of the measure of these tests: one statement, unless a test says otherwise. */
export const STATEMENT: Requirement = { id: 'r1', type: 'statement', text: '印发工作方案并落实' };

function planned(date: CivilDate): MeasurePlan['deadline'] {
  const explanation = {
    rule: { kind: 'given' as const },
    calendar: CALENDAR_2022.name,
    skipped: [],
    madeUp: [],
    notes: [],
  };
  return { date, explanation, provisional: false, assumed: false };
}

export interface Wish {
  /** How its programme has it from the start; absent, as in the first launches: it tells of itself. */
  readonly entered?: Standing;
  /** Its programme gathers reports and briefs; absent, as in the first launches: it writes to the principal leader itself. */
  readonly gathered?: true;
  readonly requirements?: readonly Requirement[];
  readonly milestones?: readonly { readonly id: string; readonly title: string; readonly due: CivilDate }[];
  readonly start?: CivilDate;
  readonly due?: CivilDate;
  readonly outerLimit?: CivilDate;
  readonly category?: MeasurePlan['category'];
  readonly hostOffice?: boolean;
  readonly steps?: readonly ApprovalStep[];
  readonly policy?: Partial<Policy>;
  readonly held?: Readonly<Record<PostId, readonly string[]>>;
  /** How many units support it: the law office where nothing is said, then the personnel office too. */
  readonly supporting?: 0 | 1 | 2;
}

const SUPPORTING = [
  { id: 'fgc', name: '法规处' },
  { id: 'rjc', name: '人事处' },
];

function rolesWith(supporting: number): MeasurePlan['roles'] {
  const { supporting_handler, supporting_head, ...rest } = ROLE_POSTS;
  if (supporting === 0) return rest;
  return {
    ...rest,
    supporting_handler,
    supporting_head: [...supporting_head, 'rjc/head'].slice(0, supporting),
  };
}

/** A measure's start input: M06, from Monday 6 June to Wednesday 31 August 2022. */
export function measureInput(wish: Wish = {}): MeasureInput {
  const policy = { ...POLICY, ...wish.policy };
  const plan: MeasurePlan = {
    id: 'M06',
    number: 6,
    title: '制定网格智治工作方案',
    text: '制定网格智治工作方案。',
    heading: '（二）3 一是',
    aspect: { id: 'A2', title: '统计法定职责履行方面' },
    problems: ['P04'],
    category: wish.category ?? 'time_limited',
    lead: { id: 'jcc', name: '基层基础处' },
    supporting: SUPPORTING.slice(0, wish.supporting ?? 1),
    region: { code: '330000', name: '浙江省' },
    requirements: wish.requirements ?? [STATEMENT],
    milestones: (wish.milestones ?? []).map((one) => ({ ...one, takes: 5, due: planned(one.due) })),
    start: planned(wish.start ?? '2022-06-06'),
    deadline: planned(wish.due ?? '2022-08-31'),
    outerLimit: planned(wish.outerLimit ?? '2022-10-31'),
    roles: rolesWith(wish.supporting ?? 1),
    hostOffice: wish.hostOffice ?? false,
    assumed: [],
    policy:
      wish.steps === undefined ? policy : { ...policy, approval: { ...policy.approval, steps: wish.steps } },
  };
  return {
    v: 1,
    kind: 'measure',
    process: 'zj/measure/M06',
    programme: 'zj',
    rules: 1,
    clock: { kind: 'driven', at: at('2022-06-01') },
    hashAlgorithm: HASH_ALGORITHM,
    calendar: CALENDAR_2022,
    calendarHash: 'c'.repeat(64),
    plan,
    card: CARD,
    posts: POSTS,
    roster: rosterWith(wish.held),
    ...(wish.entered === undefined ? {} : { entered: wish.entered }),
    ...(wish.gathered === undefined ? {} : { gathered: wish.gathered }),
  };
}

/** A moment: `at('2022-08-31')` is nine in the morning. */
export function at(date: CivilDate, time = '09:00'): Instant {
  const moment = `${date}T${time}:00.000+08:00`;
  if (!isInstant(moment)) throw new Error(`no such moment: ${date} ${time}`);
  return moment;
}

type Command = machine.Envelope['command'];

/** Rules by number, from 1. */
export function bookOf<S>(...rules: readonly machine.Rules<S>[]): machine.RuleBook<S> {
  return { latest: rules.length, at: (number) => rules[number - 1] };
}

/** A process on an in-memory clock: settles first, then decides, as the shell does. */
export class Life<S> {
  frame: machine.Frame<S>;
  now: Instant;
  readonly drafts: Draft[] = [];
  readonly effects: Effect[] = [];
  readonly rules: machine.RuleBook<S>;
  readonly input: { readonly process: string };
  private requests = 0;
  private signals = 0;

  constructor(
    rules: machine.Rules<S> | machine.RuleBook<S>,
    input: { readonly process: string },
    opened: Instant,
  ) {
    this.rules = 'at' in rules ? rules : bookOf(rules);
    this.input = input;
    this.now = opened;
    const step = machine.open(this.rules, input, opened);
    this.frame = step.frame;
    this.take(step);
  }

  get state(): S {
    return this.frame.state;
  }

  /** The rules it runs under now. */
  get current(): machine.Rules<S> {
    return machine.rulesOf(this.rules, this.frame);
  }

  /** Plays on to a moment, every duty at its own time. */
  until(moment: Instant): this {
    for (;;) {
      const next = machine.nextDuty(this.rules, this.frame);
      if (next === undefined || next.dueAt > moment) break;
      this.now = later(this.now, next.dueAt);
      this.settle();
    }
    this.now = later(this.now, moment);
    return this;
  }

  /** Nothing runs until that moment; what fell due is settled then. */
  sleepUntil(moment: Instant): this {
    this.now = later(this.now, moment);
    this.settle();
    return this;
  }

  /** A command of somebody, now. Gives the refusal's code, or undefined where it was done. */
  act(person: string, command: Command, post?: string): string | undefined {
    return this.ask(person, command, post)?.code;
  }

  ask(person: string, command: Command, post?: string): Refusal | undefined {
    this.requests += 1;
    const envelope = envelopeOf(this.input.process, person, command, {
      post,
      at: this.now,
      requestId: `q${this.requests}`,
    });
    const rejected = machine.rejection(
      this.rules,
      this.frame,
      this.input.process,
      envelope,
      this.now,
      this.now,
    );
    if (rejected !== undefined) throw new Rejected(rejected);
    this.settle();
    const step = machine.command(this.rules, this.frame, envelope, this.now);
    this.take(step);
    return step.refusal;
  }

  /** Does it, and fails where it is refused. */
  must(person: string, command: Command, post?: string): this {
    const refusal = this.ask(person, command, post);
    if (refusal !== undefined) throw new Error(`${command.type} refused: ${JSON.stringify(refusal)}`);
    return this;
  }

  /** Hears a signal of another process; without identity it gets the next one of that sender. */
  hear(type: string, data: Signal['data'], more: Partial<Signal> = {}): this {
    this.settle();
    this.signals += 1;
    const signal: Signal = {
      from: 'zj/directory',
      seq: this.signals,
      head: '',
      k: 0,
      at: this.now,
      type,
      data,
      ...more,
    };
    const step = machine.hear(this.rules, this.frame, signal, this.now);
    if (step !== undefined) this.take(step);
    return this;
  }

  hearRaw(raw: unknown): this {
    this.settle();
    const step = machine.hear(this.rules, this.frame, raw, this.now);
    if (step !== undefined) this.take(step);
    return this;
  }

  learn(outcome: Outcome): this {
    this.settle();
    this.take(machine.learn(this.rules, this.frame, outcome, this.now));
    return this;
  }

  /** What a driver would do after continue-as-new: the whole memory as JSON and back. */
  remember(): this {
    this.frame = JSON.parse(JSON.stringify(this.frame)) as machine.Frame<S>;
    return this;
  }

  get types(): readonly string[] {
    return this.drafts.map((one) => one.type);
  }

  /** The last event of a type. */
  last(type: string): Draft {
    const found = this.drafts.findLast((one) => one.type === type);
    if (found === undefined) throw new Error(`no ${type} among ${this.types.join(', ')}`);
    return found;
  }

  all(type: string): readonly Draft[] {
    return this.drafts.filter((one) => one.type === type);
  }

  get notices(): readonly Notice[] {
    return this.drafts.flatMap(noticesOf);
  }

  /** Notices as `kind to/cc`, for stories. */
  told(kind?: Notice['kind']): readonly string[] {
    return this.notices.filter((one) => kind === undefined || one.kind === kind).map(toldAs);
  }

  get pending(): readonly Duty[] {
    return this.current.duties(this.state);
  }

  get row(): ReturnType<machine.Rules<S>['sign']> & { readonly card: RowCard } {
    return { ...this.current.sign(this.state, this.now), card: this.current.card(this.state, this.now) };
  }

  private settle(): void {
    for (;;) {
      const step = machine.settleNext(this.rules, this.frame, this.now);
      if (step === undefined) return;
      this.take(step);
    }
  }

  private take(step: machine.Step<S>): void {
    this.frame = step.frame;
    this.drafts.push(...step.drafts);
    this.effects.push(...step.effects);
  }
}

/** What the validator turned away. */
export class Rejected extends Error {}

export function noticesOf(draft: Draft): readonly Notice[] {
  return (draft.data['notices'] ?? []) as unknown as readonly Notice[];
}

export function dutiesOf(draft: Draft): DutyChanges {
  return (draft.data['duties'] ?? { armed: [], ended: [] }) as unknown as DutyChanges;
}

/** `2022-09-01 urge li.si cc zhang.san sun.qi` */
function toldAs(notice: Notice): string {
  const names = (list: Notice['to']): string => list.map((one) => one.person).join(' ');
  return `${notice.facts.today} ${notice.kind} ${names(notice.to)}${notice.cc.length === 0 ? '' : ` cc ${names(notice.cc)}`}`;
}

/** A request as the client makes it. */
export function envelopeOf(
  process: string,
  person: string,
  command: Command,
  more: { readonly post?: string | undefined; readonly at: Instant; readonly requestId: string },
): machine.Envelope {
  return {
    v: 1,
    requestId: more.requestId,
    command,
    admission: {
      person,
      ...(more.post === undefined ? {} : { post: more.post }),
      process,
      directorySeq: 1,
      proven: 'cli',
      at: more.at,
      validUntil: addMillis(more.at, 30_000),
    },
  };
}

/** Somebody's command at a moment. */
export interface Asked {
  readonly by: string;
  readonly at: Instant;
  readonly command: Command;
  readonly post?: string;
}

type Past = DomainEvent & { readonly at: Instant };

/**
 * Tests that read given(events).when(command).thenGives(events), after emmett's deciderSpecification: the rules alone,
 * without machine, clock and duties.
 */
export function specification<S>(rules: machine.Rules<S>, input: object, opened: Instant) {
  return {
    given: (...events: readonly Past[]) => ({
      when: ({ by, at: now, command, post: named }: Asked) => {
        let seq = 1;
        const draftOf = (event: DomainEvent, moment: Instant): Draft => ({
          seq,
          rules: 1,
          type: event.type,
          data: event.data,
          actor: event.actor ?? null,
          requestId: `given${seq}`,
          cause: 'update' as const,
          occurredAt: moment,
          recordedAt: moment,
        });
        let state = rules.initial(
          input as unknown as Json,
          draftOf(rules.open(input as unknown as Json, opened), opened),
        );
        for (const event of events) {
          seq += 1;
          state = rules.evolve(state, draftOf(event, event.at));
        }
        const decision = rules.decide(state, { kind: 'command', command, person: by, post: named }, now);
        return {
          thenGives: (...expected: readonly Partial<DomainEvent>[]) => {
            expect('events' in decision ? decision.events : decision).toMatchObject(expected);
          },
          thenRefuses: (code: string, params: Refusal['params'] = {}) => {
            expect(decision).toMatchObject({ refusal: { code, params } });
          },
        };
      },
    }),
  };
}
