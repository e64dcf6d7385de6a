import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import { ensureFolder, openLog } from '../engine/files.ts';
import { keepLogs } from '../worker.ts';

/** Sends the SDK's warnings to `logs/worker.log`: the terminal is for people. */
export async function keepWorkerLog(config: Config): Promise<void> {
  const folder = path.join(config.data, 'logs');
  const file = path.join(folder, 'worker.log');
  await ensureFolder(folder, 0o700, 'ZHENGGAI_DATA');
  await (await openLog(file)).close();
  keepLogs((line) => {
    try {
      appendFileSync(file, `${line}\n`);
    } catch {
      // A full disk must not end the worker for the sake of its log.
    }
  });
}
