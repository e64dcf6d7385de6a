import fc from 'fast-check';
import { workingDayOnOrAfter } from '../../../src/domain/calendar.ts';
import { effectiveDue } from '../../../src/domain/measure/state.ts';
import { addDays, dateOf, later } from '../../../src/domain/time.ts';
import { CALENDAR_2022, PEOPLE } from '../support.ts';
import type { Measure } from './measure.ts';

/** Commands on a measure's life and staff, for random lives: any, and what the right people would sensibly ask. */

const text = fc.constantFrom('请核', '等待上级文件', '已印发');
const date = fc.integer({ min: 0, max: 180 }).map((days) => addDays('2022-05-20', days));

export const lifeCommand: fc.Arbitrary<{ readonly type: string }> = fc.oneof(
  fc.record({ type: fc.constant('suspend'), reason: text }),
  fc.record({ type: fc.constant('resume'), to: date }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('cancel'), reason: text, minutes: fc.constant('12号'), heldOn: date }),
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
    return [[PEOPLE.office, { type: 'cancel', reason: '并入', minutes: '12号', heldOn: dateOf(now) }]];
  return [[leader, { type: 'suspend', reason: '等待上级文件' }]];
}
