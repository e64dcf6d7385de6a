import fc from 'fast-check';
import { workingDayOnOrAfter } from '../../../src/domain/calendar.ts';
import { effectiveDue } from '../../../src/domain/measure/state.ts';
import { addDays, dateOf, later } from '../../../src/domain/time.ts';
import { CALENDAR_2022, PEOPLE } from '../support.ts';
import { addSupporting, authorise, changeUnit } from './life/staff.ts';
import type { Measure } from './measure.ts';

/** Commands on a measure's life and staff, for random lives: any, and what the right people would sensibly ask. */

const text = fc.constantFrom('请核', '等待上级文件', '已印发');
const date = fc.integer({ min: 0, max: 180 }).map((days) => addDays('2022-05-20', days));

export const lifeCommand: fc.Arbitrary<{ readonly type: string }> = fc.oneof(
  fc.record({ type: fc.constant('suspend'), reason: text }),
  fc.record({ type: fc.constant('resume'), to: date }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('cancel'), reason: text, number: fc.constant('12号'), date }),
  fc.record({ type: fc.constant('correct'), seq: fc.integer({ min: 1, max: 20 }), reason: text, text }),
  fc.record(
    { type: fc.constant('instruct'), text, to: date, leader: fc.constantFrom('ld/principal', 'x') },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record({ type: fc.constant('report_part'), text }),
  fc.record({ type: fc.constant('find_clue'), on: date, reference: text }),
  fc.record({ type: fc.constant('strike_found'), found: fc.constantFrom('f1', 'f2', 'x'), reason: text }),
  fc.record({
    type: fc.constant('authorise'),
    person: fc.constantFrom('dai', ...Object.values(PEOPLE)),
    name: text,
    address: fc.constant('dai@tjj.example'),
    to: date,
  }),
  fc.record({ type: fc.constant('revoke'), person: fc.constantFrom('dai', PEOPLE.head) }),
  fc.record({ type: fc.constant('remove_supporting'), unit: fc.constantFrom('zhc', 'fgc'), reason: text }),
  fc.record({ type: fc.constant('reply'), instruction: fc.integer({ min: 1, max: 20 }), text }),
);

type Act = readonly [string, { readonly type: string; readonly [field: string]: unknown }];

/** The next thing that happens to its life, done by those who may. */
export function lifeActs(life: Measure, pick: number): readonly Act[] {
  const { state, now } = life;
  const leader = PEOPLE.supervising;
  if (state.status === 'suspended') {
    const to = workingDayOnOrAfter(
      CALENDAR_2022,
      addDays(later(effectiveDue(state), dateOf(now)), 1 + (pick % 20)),
    );
    if (pick % 3 === 0) return [[leader, { type: 'resume', to }]];
    return [[leader, { type: 'resume' }]];
  }
  if (pick === 51)
    return [[PEOPLE.office, { type: 'cancel', reason: '并入', number: '12号', date: dateOf(now) }]];
  if (pick === 38) return [[leader, changeUnit()]];
  const soon = workingDayOnOrAfter(CALENDAR_2022, addDays(dateOf(now), pick % 9));
  if (pick === 12) return [[leader, addSupporting(soon <= effectiveDue(state) ? soon : undefined)]];
  if (pick === 25)
    return [
      ['qian.er', { type: 'report_part', text: '已配合' }],
      [PEOPLE.head, authorise('dai', soon)],
    ];
  if (pick % 2 === 0) return [[leader, { type: 'suspend', reason: '等待上级文件' }]];
  const waiting = (state.instructions ?? []).find((one) => one.answered === undefined);
  if (waiting !== undefined && pick % 4 === 1)
    return [
      [PEOPLE.handler, { type: pick % 3 === 0 ? 'report' : 'reply', instruction: waiting.seq, text: '已办' }],
    ];
  const to = workingDayOnOrAfter(CALENDAR_2022, addDays(dateOf(now), pick % 9));
  return [[leader, { type: 'instruct', text: '请抓紧', to }]];
}
