import { optional } from '../optional.ts';

/**
 * What a programme remembers of its clues. It goes from run to run in one message of the engine, which holds 2 MB: of a closed one
 * nothing is kept but that its number was given.
 */
export interface ClueRegister {
  /** The last number given. */
  readonly count: number;
  readonly open: Readonly<Record<string, { readonly code: string; readonly mark?: string }>>;
  /** Those of the same subject as another one, whose number this is: they have no process of their own. */
  readonly joined: Readonly<Record<string, { readonly code: string; readonly joined: number }>>;
}

export const NO_REGISTER: ClueRegister = { count: 0, open: {}, joined: {} };

/** Numbers that a programme gives at most: it remembers of each who told it what last. */
export const MOST_CLUES = 10_000;
/** Clues that are open or joined at one time, at most. */
export const MOST_KEPT = 5_000;

/** Which bound is reached, if any. */
export function fullAt({ count, open, joined }: ClueRegister): number | undefined {
  if (count >= MOST_CLUES) return MOST_CLUES;
  return Object.keys(open).length + Object.keys(joined).length >= MOST_KEPT ? MOST_KEPT : undefined;
}

export function registered(
  register: ClueRegister,
  { number, code, mark, joined }: Registration,
): ClueRegister {
  const { open } = register;
  const next = { ...register, count: Math.max(register.count, number) };
  return joined === undefined
    ? { ...next, open: { ...open, [number]: { code, ...optional('mark', mark) } } }
    : { ...next, joined: { ...register.joined, [number]: { code, joined } } };
}

interface Registration {
  readonly number: number;
  readonly code: string;
  readonly mark?: string | undefined;
  readonly joined?: number | undefined;
}

/** Closed, or taken back: another one of its subject is a clue of its own. */
export function struckOff(register: ClueRegister, number: number): ClueRegister {
  const { [number]: _, ...open } = register.open;
  return { ...register, open };
}

/** The open clue of the same subject. */
export function openOf({ open }: ClueRegister, mark: string): number | undefined {
  const found = Object.entries(open).find(([, one]) => one.mark === mark);
  return found === undefined ? undefined : Number(found[0]);
}
