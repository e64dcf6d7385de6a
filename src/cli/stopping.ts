/** The reason every step of an owner's life is given up with, once somebody asks it to stop. */
export class Stopped extends Error {
  constructor() {
    super('已要求停止');
    this.name = 'Stopped';
  }
}

/** A closed terminal asks to stop as Ctrl-C does. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What tells an owner to stop. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** Gives the process's signals back. */
  end(): void;
}

/**
 * Hears when somebody asks to stop. Until `end`, signals do nothing else: pressing Ctrl-C again must not leave servers
 * running that are about to be stopped.
 */
export function hearStop(onProgress: (message: string) => void): Stopping {
  const controller = new AbortController();
  const stop = (): void => {
    onProgress(controller.signal.aborted ? '正在停止，请稍候…' : '正在停止…');
    controller.abort(new Stopped());
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  // Nobody reads any more (a closed terminal, `| head`): no reason to end half way.
  const deaf = (): void => undefined;
  process.stderr.on('error', deaf);
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      process.stderr.off('error', deaf);
    },
  };
}

/** What `work` comes to; or the signal's reason as soon as it is given, leaving the work to itself. */
export function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** @throws when the work takes longer, leaving it to itself */
export async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${milliseconds / 1_000} 秒内没有结束`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
