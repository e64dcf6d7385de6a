import { startCatcher, type Catcher } from '../../src/mail/catcher.ts';
import { MEASURES_HEADER } from '../../src/mail/headers.ts';

/** A mail as it was accepted. */
export interface Arrival {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: string;
  /** The notices it carries, each named by its measure. */
  readonly notices: readonly string[];
}

/** The one SMTP server of a morning; it can be taken away and brought back at the same port. */
export interface Postbox {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function openPostbox(folder: string): Promise<Postbox> {
  const arrivals: Arrival[] = [];
  let port = 0;
  let catcher: Catcher | undefined;
  const start = async (): Promise<void> => {
    catcher = await startCatcher({
      folder,
      port,
      onData: ({ recipients, raw }) => {
        arrivals.push({ at: Date.now(), to: recipients[0] ?? '', notices: noticesOf(raw) });
        return undefined;
      },
    });
    port = Number(new URL(catcher.url).port);
  };
  await start();
  return { url: `smtp://127.0.0.1:${port}`, arrivals, start, stop: async () => catcher?.stop() };
}

function noticesOf(raw: Buffer): readonly string[] {
  const head = raw.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const found =
    lines.find((line) => line.toLowerCase().startsWith(`${MEASURES_HEADER.toLowerCase()}:`)) ?? '';
  return found
    .slice(MEASURES_HEADER.length + 1)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
