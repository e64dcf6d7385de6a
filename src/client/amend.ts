import { amendedInput } from '../domain/amendment/input.ts';
import { isModest } from '../domain/guards.ts';
import { optional } from '../domain/optional.ts';
import { addedInput, extended } from '../domain/programme/change/state.ts';
import type { Amend } from '../domain/programme/change/commands.ts';
import type { DirectoryAdditions } from '../domain/amendment/known.ts';
import type { MeasurePlan, ProblemPlan } from '../domain/plan.ts';
import type { Instant } from '../domain/time.ts';
import type { ProgrammeInput } from '../domain/programme/state.ts';
import { contentHash } from './hash.ts';

/** By what somebody decided, and what their commands are to say. */
export interface Decided {
  readonly document: string;
  readonly planHash: string;
  readonly reason?: string;
  readonly letter?: string;
  readonly sweep?: string;
}

/** What is to be otherwise in a programme that runs. */
export interface Wanted {
  readonly changes: Amend['changes'];
  readonly added: readonly MeasurePlan[];
  readonly dropped: readonly string[];
  readonly directory?: DirectoryAdditions;
  readonly problems?: readonly ProblemPlan[];
}

type Part = Pick<Amend, 'changes' | 'added' | 'dropped'>;
const NOTHING: Part = { changes: [], added: [], dropped: [] };
/** What an envelope takes beside its command. */
const ROOM = 'x'.repeat(2_000);

/**
 * The commands that have a programme take over a difference: one, unless it is more than a message holds; then as many as it takes,
 * each of which is taken whole or not at all.
 */
export function amendCommands(
  { changes, added, dropped, directory, problems }: Wanted,
  { input, at }: { readonly input: ProgrammeInput; readonly at: Instant },
  { planHash, ...decided }: Decided,
): readonly Amend[] {
  const future = amendedInput(input, {
    planHash,
    ...(directory === undefined ? {} : { directory: extended(input.directory, directory) }),
    ...optional('problems', problems),
    measures: Object.fromEntries(added.map((plan) => [plan.id, plan])),
  });
  const items: readonly Part[] = [
    ...changes.map((change) => ({ ...NOTHING, changes: [change] })),
    ...added.map((plan) => {
      const inputHash = contentHash(addedInput(future, plan, at));
      return { ...NOTHING, added: [{ plan, inputHash }] };
    }),
    ...dropped.map((measure) => ({ ...NOTHING, dropped: [measure] })),
  ];
  const command = (part: Part, first: boolean): Amend => ({
    type: 'amend',
    base: first ? input.planHash : planHash,
    planHash,
    ...decided,
    ...part,
    ...(first ? { ...optional('directory', directory), ...optional('problems', problems) } : {}),
  });
  const parts: Part[] = [NOTHING];
  for (const item of items) {
    const last = parts.at(-1) ?? NOTHING;
    const joined = both(last, item);
    if (last === NOTHING || isModest([command(joined, parts.length === 1), ROOM]))
      parts[parts.length - 1] = joined;
    else parts.push(item);
  }
  return parts.map((part, index) => command(part, index === 0));
}

function both(a: Part, b: Part): Part {
  return {
    changes: [...a.changes, ...b.changes],
    added: [...a.added, ...b.added],
    dropped: [...a.dropped, ...b.dropped],
  };
}
