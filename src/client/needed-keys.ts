import { keysError } from '../keys/errors.ts';
import { sealedWith, type Payloads } from '../keys/payloads.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import type { Engine } from './connect.ts';
import { listed } from './histories.ts';

/** A key that processes were begun with. */
export interface NeededKey {
  readonly id: string;
  /** How many processes; and one of them. */
  readonly processes: number;
  readonly example: string;
  readonly standing: 'there' | 'missing' | 'wrong';
}

/**
 * The keys that processes were begun with, open ones or all, and whether they are at hand: each process has a memo sealed at its start, which the engine's index gives
 * by the thousand. What came to it later under another key does not show here.
 */
export async function neededKeys(
  engine: Engine,
  payloads: Payloads,
  which: 'open' | 'all',
): Promise<readonly NeededKey[]> {
  const found = new Map<string, NeededKey>();
  const open = which === 'open' ? ` and ExecutionStatus = 'Running'` : '';
  for await (const { execution, memo } of listed(engine, `${SEARCH_ATTRIBUTES.kind} is not null${open}`)) {
    const memos = Object.values(memo?.fields ?? {});
    for (const payload of memos) {
      const id = sealedWith(payload);
      if (id === undefined) continue;
      const known = found.get(id);
      const example = known?.example ?? execution?.workflowId ?? '';
      // One that opens shows that the key is the right one, whatever else bears its id.
      const standing = known?.standing === 'there' ? known.standing : payloads.standing(payload);
      found.set(id, { id, processes: (known?.processes ?? 0) + 1, example, standing });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Makes sure that the keys of all open processes are at hand, before a worker touches one.
 * @throws keys-missing, keys-wrong
 */
export async function checkNeeded(engine: Engine, payloads: Payloads, file: string): Promise<void> {
  for (const { id, processes, example, standing } of await neededKeys(engine, payloads, 'open')) {
    if (standing === 'there') continue;
    const by = `引擎中有 ${processes} 个办理中的流程用它加密（如 ${example}）`;
    throw keysError(standing === 'missing' ? 'keys-missing' : 'keys-wrong', { file, id, by });
  }
}
