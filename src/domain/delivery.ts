import type { Outcome } from './effects.ts';

/** What a letter's history says of its sending: as much as the memory of deliveries has to agree with. */
export interface DeliveryFacts {
  /** Attempts that were answered; there may have been more, whose worker died. */
  readonly answered: number;
  /** Answered attempts known to have left no copy. */
  readonly failures: number;
  /** The server's first yes, where it is certain: one that came back with copies may have been an earlier one's. */
  readonly delivered?: { readonly response: string; readonly at: string; readonly copies: number };
  /** The last no that left no copy. */
  readonly lastFailure?: string;
}

/** Reads the outcomes of a letter's attempts, in order. */
export function deliveryFacts(outcomes: readonly Outcome[]): DeliveryFacts {
  const results = outcomes.filter(({ kind }) => kind === 'send').map(({ result }) => result);
  const response = (result: Outcome['result'] | undefined): string => textOf(result?.['response']);
  const yes = results.find((result) => result['kind'] === 'delivered');
  const noes = results.filter((result) => result['kind'] !== 'delivered' && result['mayHaveLeft'] !== true);
  const copies = yes?.['copies'];
  return {
    answered: results.length,
    failures: noes.length,
    ...(yes === undefined
      ? {}
      : {
          delivered: {
            response: response(yes),
            at: textOf(yes['at']),
            copies: typeof copies === 'number' ? copies : 1,
          },
        }),
    ...(noes.length === 0 ? {} : { lastFailure: response(noes.at(-1)) }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
