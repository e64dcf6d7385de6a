import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { BareActivities } from './bare-activities.ts';
import {
  BARE_ACT,
  type BareCommand,
  type BareInput,
  type BareProgrammeInput,
  type BareRow,
} from './bare-messages.ts';

/**
 * What is compared with: plain Temporal code that keeps timers, takes updates with a validator and writes each step as one row.
 * It has no rules, no permissions, no chain of hashes, no letters, no calendar, no notice, no standing told to anybody, no
 * search attribute and no refusal on record.
 */

const { insertRows, startAll } = proxyActivities<BareActivities>({ startToCloseTimeout: '5 minutes' });
const act = defineUpdate<number, [BareCommand]>(BARE_ACT);

export async function bareMeasure(input: BareInput): Promise<number> {
  const { workflowId } = workflowInfo();
  let updates = 0;
  let queue: readonly BareRow[] = [row('opened')];
  function row(kind: string): BareRow {
    return { workflow: workflowId, kind, body: input.body };
  }
  setHandler(
    act,
    (command) => {
      updates += 1;
      queue = [...queue, row(command.type)];
      return updates;
    },
    {
      validator: (command) => {
        if (typeof command.type !== 'string' || command.type === '')
          throw ApplicationFailure.nonRetryable('type is not a text');
        if (typeof command.text !== 'string' || command.text.length > 10_000)
          throw ApplicationFailure.nonRetryable('text is no text, or too long');
      },
    },
  );
  // As ours: answers come at once, rows are written behind them, what came together in one go.
  const drain = async (): Promise<never> => {
    for (;;) {
      await condition(() => queue.length > 0);
      const batch = queue;
      await insertRows(batch);
      queue = queue.slice(batch.length);
    }
  };
  void drain();
  const enough = (): boolean => input.updates !== undefined && updates >= input.updates;
  for (const wait of input.timers) {
    if (await condition(enough, wait)) break;
    queue = [...queue, row('timer')];
  }
  await condition(enough);
  await condition(() => queue.length === 0 && allHandlersFinished());
  return updates;
}

export async function bareProgramme(input: BareProgrammeInput): Promise<void> {
  await startAll(input);
}
