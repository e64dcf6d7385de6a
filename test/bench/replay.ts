import type { ReplayWorkerOptions, Worker } from '@temporalio/worker';
import type { History } from '../../src/client/histories.ts';
import type { Payloads } from '../../src/keys/payloads.ts';
import { PatientWorker } from '../../src/patient-worker.ts';
import { PAYLOAD_CONVERTER, PRODUCT_BUNDLE } from './bundle.ts';

interface ReplayOptions {
  readonly payloads?: Payloads | undefined;
  /** The product's by default, for bare ones too; or the SDK's own. */
  readonly worker?: typeof Worker;
}

/**
 * Events replayed in a second: the same history under many names, from the first's end to the last's, so that loading the
 * bundle does not count.
 */
export async function replayRate(
  history: History,
  bundle: 'ours' | { readonly bare: string },
  copies: number,
  { payloads, worker = PatientWorker }: ReplayOptions = {},
): Promise<number> {
  const options: ReplayWorkerOptions =
    bundle === 'ours'
      ? {
          workflowBundle: { codePath: PRODUCT_BUNDLE },
          dataConverter: {
            payloadConverterPath: PAYLOAD_CONVERTER,
            payloadCodecs: payloads === undefined ? [] : [payloads.codec(false)],
          },
        }
      : { workflowBundle: { codePath: bundle.bare } };
  const many = Array.from({ length: copies + 1 }, (_, n) => ({ workflowId: `replay-${n}`, history }));
  let first = 0;
  let last = 0;
  for await (const { error } of worker.runReplayHistories(options, many)) {
    if (error !== undefined) throw error;
    last = performance.now();
    if (first === 0) first = last;
  }
  return ((history.events?.length ?? 0) * copies * 1_000) / (last - first);
}
