import type { EffectBody } from '../../effects.ts';
import type { Json } from '../../json.ts';
import type { Draft } from '../../record.ts';
import type { MeasureState } from '../state.ts';

const ANSWERS: ReadonlySet<string> = new Set(['Amended', 'Recalendared', 'AmendmentRefused', 'Cancelled']);

/** The programme is told what became of its change. */
export function acknowledgement({ input, due }: MeasureState, { type, data }: Draft): readonly EffectBody[] {
  const { change, refusal } = data;
  if (!ANSWERS.has(type) || typeof change !== 'number') return [];
  const answer: { readonly [key: string]: Json } = {
    change,
    applied: type !== 'AmendmentRefused',
    due,
    ...(refusal === undefined ? {} : { refusal }),
  };
  return [{ kind: 'signal', to: input.programme, type: 'acknowledge', data: answer }];
}
