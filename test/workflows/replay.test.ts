import { Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { fold } from '../../src/audit/fold.ts';
import { readHistory } from '../../src/audit/read-history.ts';
import { PROCESS_KINDS } from '../../src/domain/process.ts';
import { savedHistories, type SavedHistory } from '../support/saved-histories.ts';
import { quietLogs } from '../../src/worker.ts';
import { BUNDLE } from '../support/world.ts';

/** Lives saved long ago go on under today's code: it asks the engine for the same things in the same order. */
describe('saved histories', () => {
  let saved: readonly SavedHistory[];

  beforeAll(async () => {
    quietLogs('ERROR');
    saved = await savedHistories();
  });

  it('hold at least one of each kind of process', () => {
    const kinds = saved.map((one) => readHistory(one.history).kind);
    expect([...new Set(kinds)].toSorted()).toEqual([...PROCESS_KINDS].toSorted());
  });

  it('replay without a difference', async () => {
    const payloadConverterPath = fileURLToPath(
      new URL('../../dist/workflows/payload-converter.js', import.meta.url),
    );
    for (const { name, history } of saved) {
      const options = {
        workflowBundle: { codePath: BUNDLE },
        dataConverter: { payloadConverterPath },
        replayName: name,
      };
      await expect(Worker.runReplayHistory(options, history)).resolves.toBeUndefined();
    }
  }, 120_000);

  it('fold to the same bytes', () => {
    for (const { name, history } of saved)
      expect({ name, problems: fold([readHistory(history)]).problems }).toEqual({ name, problems: [] });
  });

  it('are noticed when a workflow asks for something else', async () => {
    const letter = saved.find((one) => one.name.endsWith('one-measure-letter'))?.history;
    // On the real clock: of commands the SDK compares which they are, not what they carry; that is the fold's affair.
    const measure = saved.find((one) => one.name.endsWith('one-measure-measure'))?.history;
    const started = letter?.events?.[0]?.workflowExecutionStartedEventAttributes;
    const swapped = {
      events: [
        { ...measure?.events?.[0], workflowExecutionStartedEventAttributes: started ?? null },
        ...(measure?.events ?? []).slice(1),
      ],
    };
    await expect(
      Worker.runReplayHistory({ workflowBundle: { codePath: BUNDLE } }, swapped),
    ).rejects.toThrow();
  }, 60_000);
});
