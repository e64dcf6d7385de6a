import fc from 'fast-check';
import { approversNow } from '../../../src/domain/measure/approval.ts';
import { workingDayOnOrAfter } from '../../../src/domain/calendar.ts';
import { addDays, addMillis, dateOf, HOUR_MS, later } from '../../../src/domain/time.ts';
import { at, CALENDAR_2022, PEOPLE, Rejected, ROLE_POSTS, STATEMENT, type Wish } from '../support.ts';
import { changeLife } from './change-history.ts';
import { lifeActs, lifeCommand } from './life-history.ts';
import { clueHappens, WITHIN } from './clues/clues.ts';
import { AFTERWARDS, answer, FULL_CHAIN, hearRoster, measure, REPORT, type Measure } from './measure.ts';

/** Random lives of a measure: right and wrong persons, any command, any hour, appointments, downtime. */

const everybody = Object.values(PEOPLE);
const person = fc.constantFrom(...everybody);
const text = fc.constantFrom('请核', '缺文号', '已印发');
const date = fc.integer({ min: 0, max: 180 }).map((days) => addDays('2022-05-20', days));

const command = fc.oneof(
  fc.record({ type: fc.constantFrom('start', 'submit', 'withdraw', 'grant_extension', 'urge') }),
  fc.constant({ ...REPORT }),
  fc.record({ type: fc.constant('report'), text, milestone: fc.constantFrom('m1', 'm2', 'm9') }),
  fc.record({ type: fc.constant('attach'), title: text, requirement: fc.constantFrom('r1', 'r9') }),
  fc.record({ type: fc.constant('comment'), text, opinion: fc.constantFrom('support', 'oppose') }),
  fc.record({ type: fc.constant('comment'), text }),
  fc.record(
    {
      type: fc.constantFrom('approve', 'countersign'),
      round: fc.integer({ min: 1, max: 3 }),
      step: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({
    type: fc.constant('close_meeting'),
    number: text,
    date,
    recorder: fc.constant('钱十一'),
  }),
  fc.record({ type: fc.constantFrom('return', 'refuse_extension', 'record_objection'), reason: text }),
  fc.record({
    type: fc.constant('look_back'),
    result: fc.constantFrom('found', 'not_found'),
    text,
    sample: text,
  }),
  fc.record({ type: fc.constant('reopen'), to: date, reason: text }),
  fc.record({ type: fc.constant('request_extension'), to: date, reason: text }),
  lifeCommand,
);

/** One thing that happens. */
export type Happening =
  | { readonly kind: 'pass' | 'sleep'; readonly hours: number }
  | { readonly kind: 'act'; readonly person: string; readonly command: { readonly type: string } }
  /** The right people do the next sensible thing. */
  | { readonly kind: 'proceed'; readonly pick: number }
  | { readonly kind: 'appoint'; readonly post: string; readonly people: readonly string[] }
  | { readonly kind: 'lost'; readonly pick: number }
  /** The programme says of an amended plan or a new calendar. */
  | { readonly kind: 'change'; readonly pick: number }
  /** Somebody finds a clue, or one tells how it stands. */
  | { readonly kind: 'clue'; readonly pick: number };

const hours = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 24, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 900 }) },
);
const pick = fc.nat({ max: 60 });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sleep' as const), hours }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('act' as const), person, command }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('proceed' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('appoint' as const),
      post: fc.constantFrom(...Object.values(ROLE_POSTS).flat(), 'zhc/handler', 'zhc/head'),
      people: fc.uniqueArray(person, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lost' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('change' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('clue' as const), pick }) },
);

/** Plans of every make: short and long, one step or three, the host office, people who hold several posts. */
const wish: fc.Arbitrary<Wish> = fc.record(
  {
    due: fc.constantFrom('2022-08-31', '2022-07-01', '2022-09-30', '2022-07-10', '2022-10-01'),
    hostOffice: fc.boolean(),
    milestones: fc.constantFrom(
      [],
      [
        { id: 'm1', title: '征求意见', due: '2022-06-24' },
        { id: 'm2', title: '印发', due: '2022-06-30' },
      ],
    ),
    steps: fc.constantFrom(
      [{ title: '分管领导审定', roles: ['supervising_leader'] as const, mode: 'any_of' as const }],
      [
        { title: '处室负责人审核', roles: ['office_head'] as const, mode: 'any_of' as const },
        { title: '会签', roles: ['supporting_head', 'supporting_handler'] as const, mode: 'all_of' as const },
        {
          title: '整改办复核',
          roles: ['rectification_office', 'supervising_leader'] as const,
          mode: 'any_of' as const,
        },
      ],
      [...FULL_CHAIN],
      // It begins and ends with a step that there may be nobody for.
      [
        { title: '会签', roles: ['supporting_head'] as const, mode: 'countersign' as const },
        { title: '党组会议审定', roles: ['rectification_office'] as const, mode: 'meeting' as const },
        { title: '会签定稿', roles: ['supporting_head'] as const, mode: 'countersign' as const },
      ],
    ),
    policy: fc.constant(AFTERWARDS),
    supporting: fc.constantFrom(0 as const, 1 as const, 2 as const),
    held: fc.dictionary(
      fc.constantFrom(...Object.values(ROLE_POSTS).flat()),
      fc.uniqueArray(person, { maxLength: 2 }),
      { maxKeys: 2 },
    ),
    requirements: fc.constantFrom([STATEMENT], [STATEMENT, { ...WITHIN, id: 'r2' }]),
  },
  { requiredKeys: [] },
);

export interface History {
  readonly wish: Wish;
  readonly opened: number;
  readonly happenings: readonly Happening[];
}

export const history: fc.Arbitrary<History> = fc.record({
  wish,
  /** Hours after 1 June at which it is opened: also on a weekend, or when it should have begun. */
  opened: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
  happenings: fc.array(happening, { minLength: 12, maxLength: 45, size: 'max' }),
});

/** Opens the measure of a history. */
export function openHistory({ wish, opened }: History): Measure {
  return measure(wish, addMillis(at('2022-06-01'), opened * HOUR_MS));
}

/** Makes one thing happen. */
export function happen(life: Measure, one: Happening): void {
  switch (one.kind) {
    case 'pass':
      life.until(addMillis(life.now, one.hours * HOUR_MS));
      return;
    case 'sleep':
      life.sleepUntil(addMillis(life.now, one.hours * HOUR_MS));
      return;
    case 'appoint':
      hearRoster(life, { [one.post]: one.people });
      return;
    case 'lost': {
      const notice = life.notices[one.pick % Math.max(1, life.notices.length)];
      if (notice === undefined) return;
      const data = {
        notices: [{ id: notice.id, kind: notice.kind }],
        person: PEOPLE.head,
        response: '550 no such user',
      };
      life.hear('undeliverable', data, { from: `zj/letter/${life.drafts.length}` });
      return;
    }
    case 'change':
      changeLife(life, one.pick);
      return;
    case 'clue':
      unlessRejected(() => clueHappens(life, one.pick));
      return;
    case 'act':
    case 'proceed':
      for (const [who, what] of actsOf(life, one)) unlessRejected(() => life.act(who, what));
  }
}

/** Too many refusals today: the request leaves no trace. */
function unlessRejected(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
}

type Act = readonly [string, { readonly type: string; readonly [field: string]: unknown }];

function actsOf(life: Measure, one: Extract<Happening, { kind: 'act' | 'proceed' }>): readonly Act[] {
  if (one.kind === 'act') return [[one.person, one.command]];
  const { state, now } = life;
  const { pick } = one;
  if (pick % 13 === 12 || state.status === 'suspended') return lifeActs(life, pick);
  const unit = pick % 2 === 0 ? PEOPLE.head : PEOPLE.handler;
  const leader = pick % 11 === 0 ? PEOPLE.principal : PEOPLE.supervising;
  const decide: readonly Act[] = [
    [PEOPLE.office, { type: 'comment', text: '同意', opinion: 'support' }],
    [leader, pick % 7 === 0 ? { type: 'refuse_extension', reason: '按期' } : { type: 'grant_extension' }],
  ];
  if (state.status === 'on_notice')
    return pick % 4 === 0 ? [[PEOPLE.office, { type: 'record_objection', reason: '群众反映不属实' }]] : [];
  if (state.status === 'signed_off') {
    const office = state.input.plan.hostOffice ? leader : PEOPLE.office;
    if (pick % 3 === 0)
      return [[office, { type: 'look_back', result: 'found', text: '有反弹', sample: '3个县' }]];
    const to = workingDayOnOrAfter(CALENDAR_2022, addDays(dateOf(now), 1 + pick));
    return pick % 3 === 1 ? [[office, { type: 'reopen', reason: '有反弹', to }]] : [];
  }
  if (state.status !== 'under_review') {
    if (pick % 5 < 2)
      return [
        [unit, REPORT],
        [unit, { type: 'submit' }],
      ];
    if (pick % 5 === 2)
      return [[unit, { type: 'report', text: '已到节点', milestone: pick % 2 === 0 ? 'm1' : 'm2' }]];
    if (state.extensionAsked !== undefined) return decide;
    const from = state.status === 'returned' ? state.correctionDue : state.due;
    const to = workingDayOnOrAfter(CALENDAR_2022, addDays(later(from, dateOf(now)), 1 + (pick % 20)));
    return [[unit, { type: 'request_extension', to, reason: '会签未毕' }]];
  }
  const asked = approversNow(state);
  const who = asked[pick % Math.max(1, asked.length)]?.person ?? PEOPLE.principal;
  if (pick % 6 < 3) return [[who, answer(life)]];
  if (pick % 6 === 3) return [[who, { type: 'return', reason: '请补正' }]];
  return pick % 6 === 4 ? [[unit, { type: 'withdraw' }]] : decide;
}
