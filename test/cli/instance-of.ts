import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeInstance } from '../../src/cli/instance.ts';
import type { World } from '../support/world.ts';
import { configIn } from './support.ts';

/** Lets commands with this data folder find a world as the driven instance that runs. */
export async function pointAt(world: World, data: string): Promise<void> {
  const config = configIn(data)('driven');
  mkdirSync(config.data, { recursive: true });
  await writeInstance(config, {
    v: 1,
    pid: process.pid,
    clock: 'driven',
    temporalAddress: world.temporalAddress,
    namespace: world.namespace,
    databaseUrl: world.databaseUrl,
    mailFolder: world.catcher.folder,
    evidenceFolder: path.join(data, 'evidence'),
    startedAt: '2022-06-06T07:00:00.000+08:00',
  });
}
