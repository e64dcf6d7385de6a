import type { KeptItem } from '../../domain/clue/state.ts';
import { CliError } from '../errors.ts';

/** Digits of an item's number that are shown; the whole is in `--json`. */
const SHOWN = 8;

/** An item's number as lists show it. */
export function shortItem(item: string): string {
  return item.slice(0, SHOWN);
}

/**
 * The item meant: by its place in the list of `show` (1, 2, …), or by its number or the beginning of it.
 * Of one that nobody knows the number goes on as typed: the rules refuse it, and keep the refusal.
 * @throws item-ambiguous
 */
export function itemOf(items: readonly KeptItem[], asked: string): string {
  if (/^\d{1,3}$/.test(asked)) {
    const one = items[Number(asked) - 1];
    if (one !== undefined) return one.item;
  }
  const found = items.filter(({ item }) => item.startsWith(asked));
  if (found.length > 1 && !found.some(({ item }) => item === asked))
    throw new CliError('item-ambiguous', {
      item: asked,
      known: found.map(({ item }) => item).join('、'),
    });
  return found.find(({ item }) => item === asked)?.item ?? found[0]?.item ?? asked;
}
