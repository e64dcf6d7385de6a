import { letterRules1 } from '../../../src/domain/letter/rules.ts';
import type { LetterInput, LetterState } from '../../../src/domain/letter/state.ts';
import type { Notice, Recipient } from '../../../src/domain/notice.ts';
import { HASH_ALGORITHM } from '../../../src/domain/record.ts';
import { at, CARD, Life } from '../support.ts';

const RECIPIENT: Recipient = {
  person: 'zhang.san',
  name: '张三',
  address: 'zhang.san@tjj.example',
  appointment: 'a1.1',
  role: 'case_handler',
  post: 'jcc/handler',
  postTitle: '基层处承办人',
};

export const SLOT = at('2022-08-22', '08:30');

export function letter(more: Partial<LetterInput> = {}): Life<LetterState> {
  const input: LetterInput = {
    v: 1,
    kind: 'letter',
    process: 'zj/letter/2022-08-22T0830/abc',
    programme: 'zj',
    rules: 1,
    clock: { kind: 'driven', at: at('2022-08-22', '07:40') },
    hashAlgorithm: HASH_ALGORITHM,
    mode: 'digest',
    leaveAt: SLOT,
    recipient: RECIPIENT,
    card: CARD,
    messageId: 'm1@zj.zhenggai',
    thread: 't1@zj.zhenggai',
    ...more,
  };
  return new Life(letterRules1, input, at('2022-08-22', '07:40'));
}

export function notice(id: string, more: Partial<Notice> = {}, measure = 'M06'): Notice {
  return {
    id,
    kind: 'reminder',
    urgent: false,
    leaveAt: SLOT,
    to: [RECIPIENT],
    cc: [],
    thenAt: [at('2022-08-23', '08:30'), at('2022-08-24', '08:30')],
    facts: {
      process: `zj/measure/${measure}`,
      measure,
      title: '工作方案',
      leadUnit: '基层基础处',
      today: '2022-08-22',
      due: '2022-08-31',
      daysLeft: 7,
      missing: [],
      met: 0,
      of: 1,
      reminded: 0,
      urged: 0,
    },
    ...more,
  };
}

/** A notice comes in from its measure. */
export function gather(life: Life<LetterState>, one: Notice, as: 'to' | 'cc' = 'to'): Life<LetterState> {
  return life.hear('notice', { notice: one as never, as }, { from: one.facts.process });
}

/** What became of the attempt under way. */
export function answer(
  life: Life<LetterState>,
  result: { readonly kind: string; readonly [field: string]: unknown },
): Life<LetterState> {
  return life.learn({ effectId: 'x', kind: 'send', result: result as never });
}
