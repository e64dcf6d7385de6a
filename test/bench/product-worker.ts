import { PRODUCT_BUNDLE } from './bundle.ts';
import type { Stage } from './ground.ts';
import type { Postbox } from './postbox.ts';
import { forkWorker, type BenchWorker } from './workers.ts';

/** The product's worker on a stage, mailing into a postbox. */
export function productWorker(
  { temporalAddress, name: namespace, databaseUrl }: Stage,
  { url: smtpUrl }: Postbox,
  profileFolder: string | undefined,
): Promise<BenchWorker> {
  return forkWorker(
    { kind: 'product', temporalAddress, namespace, databaseUrl, smtpUrl, bundlePath: PRODUCT_BUNDLE },
    profileFolder,
  );
}
