import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { takeFolder } from '../engine/embedded.ts';
import { engineError } from '../engine/errors.ts';
import type { Lock } from '../engine/lock.ts';
import { readInstance, type InstanceFile } from './instance.ts';

const POLL_MS = 200;

export interface TurnOptions {
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
  /** Seconds to wait for an owner that is starting or stopping; 600 where not given: a first start may build for minutes. */
  readonly seconds?: number;
}

/**
 * Makes this process the owner of the data folder, or gives the instance that another one runs there. While another is only just starting, or is still
 * stopping, this waits for what comes of it.
 * @throws engine-busy, engine-folder-forbidden; the signal's reason
 */
export async function takeTurn(
  config: Config,
  { onProgress, signal, seconds = 600 }: TurnOptions,
): Promise<Lock | InstanceFile> {
  for (let waited = 0; ; waited += POLL_MS) {
    signal.throwIfAborted();
    const running = await readInstance(config);
    if (running !== undefined) return running;
    const turn = await takeFolder(config.data);
    if ('release' in turn) return turn;
    const { holder } = turn;
    if (waited === 0) onProgress(`另一进程（${holder}）正在此数据目录启动或停止，等待其就绪…`);
    if (waited >= seconds * 1_000)
      throw engineError('engine-busy', { folder: config.data, pid: holder, seconds });
    await sleep(POLL_MS);
  }
}
