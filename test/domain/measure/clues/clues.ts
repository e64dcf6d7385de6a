import type { ClueAccount } from '../../../../src/domain/clue/told.ts';
import type { Requirement } from '../../../../src/domain/plan.ts';
import type { Signal } from '../../../../src/domain/signal.ts';
import { addDays, dateOf } from '../../../../src/domain/time.ts';
import { at, PEOPLE, type Wish } from '../../support.ts';
import { measure, type Measure } from '../measure.ts';

/** Handed over within five working days from the day it was found. */
export const WITHIN: Requirement = {
  id: 'r1',
  type: 'clues',
  text: '线索逐件移交',
  within: { amount: 5, unit: 'working_days' },
};

/** A measure under way on Monday 20 June 2022 that asks for its clues. */
export function asking(wish: Wish = {}): Measure {
  return measure({ requirements: [WITHIN], ...wish }).until(at('2022-06-20'));
}

/** Notes a clue found on a day. */
export function find(life: Measure, on: string, reference: string, by: string = PEOPLE.handler): Measure {
  return life.must(by, { type: 'find_clue', on, reference });
}

/** What a clue of the measure tells of itself, as a signal's data. */
export function account(number: number, more: Partial<ClueAccount> = {}): Signal['data'] {
  const whole: ClueAccount = {
    number,
    code: `线索〔2022〕${number}号`,
    status: 'accepted',
    statusText: '已受理',
    light: 'green',
    holder: '执法监督局',
    due: '2022-07-29',
    handedOverOn: '2022-06-24',
    measure: 'M06',
    cases: [],
    ...more,
  };
  return whole as unknown as Signal['data'];
}

/** One thing that happens to the clues of a measure of random life: found, handed over, taken back, struck out. */
export function clueHappens(life: Measure, pick: number): void {
  const found = life.state.clues?.found ?? [];
  const one = found[pick % Math.max(1, found.length)];
  if (one === undefined || pick % 4 < 2) {
    const on = addDays(dateOf(life.now), -(pick % 11));
    life.act(PEOPLE.head, { type: 'find_clue', on, reference: `核查${found.length}` });
    return;
  }
  if (pick % 4 === 2 && pick % 3 === 0) {
    life.act(PEOPLE.head, { type: 'strike_found', found: one.id, reason: '有误' });
    return;
  }
  const { handedOver } = one;
  const back = handedOver !== undefined && pick % 2 === 0;
  const number = handedOver?.clue ?? life.drafts.length;
  const handedOverOn = handedOver?.on ?? dateOf(life.now);
  hear(life, number, { found: one.id, handedOverOn, status: back ? 'withdrawn' : 'accepted' });
}

/** The measure hears a clue. */
export function hear(life: Measure, number: number, more: Partial<ClueAccount> = {}): Measure {
  return life.hear('clue', account(number, more), { from: `zj/clue/${number}` });
}
