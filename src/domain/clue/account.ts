import { optional } from '../optional.ts';
import { dateOf } from '../time.ts';
import { firstClock, statusText } from './clocks.ts';
import { holderName } from './notices.ts';
import type { ClueState } from './state.ts';
import type { ClueAccount } from './told.ts';

/** What a clue tells of itself. */
export function accountOf(state: ClueState): ClueAccount {
  const { input, status, light, closedOn, substantiated, cases, past, custody } = state;
  return {
    number: input.number,
    code: input.code,
    status,
    statusText: statusText(state),
    light,
    holder: holderName(state),
    ...optional('due', firstClock(state)?.due),
    handedOverOn: dateOf(past[0]?.from ?? custody.from),
    ...optional('closedOn', closedOn),
    ...optional('measure', input.measure),
    ...optional('found', input.found),
    ...optional('substantiated', substantiated),
    cases: cases.map(({ id, stage, filedOn, closedOn: on, outcomes }) => ({
      id,
      stage,
      filedOn,
      ...optional('closedOn', on),
      outcomes,
    })),
  };
}
