import { attach, readInstance, type Instance } from './instance.ts';
import type { Call } from './call.ts';
import { CliError } from './errors.ts';
import { StoreError } from '../store/errors.ts';
import { EngineError } from '../engine/errors.ts';
import { KeysError } from '../keys/errors.ts';
import type { Config } from '../config.ts';

/**
 * The settings of the instance meant: the driven one where asked for; else the live one, or the driven one when only that runs.
 * @throws not-running
 */
export async function runningConfig({ world, options }: Call): Promise<Config> {
  const driven = world.config('driven');
  const live = world.config('real');
  const candidates = options.driven === true ? [driven] : [live, driven];
  for (const config of candidates) if ((await readInstance(config)) !== undefined) return config;
  throw new CliError('not-running', {
    data: candidates.map((config) => config.data).join('、'),
    command: options.driven === true ? 'scripts/run --driven' : 'scripts/run（推演用 scripts/run --driven）',
  });
}

/** As for other commands, whether anything runs or not: the driven one where asked for, or where only that runs; else the live one. */
export async function meantConfig({ world, options }: Call): Promise<Config> {
  const driven = world.config('driven');
  if (options.driven === true) return driven;
  const live = world.config('real');
  const onlyDriven = (await readInstance(live)) === undefined && (await readInstance(driven)) !== undefined;
  return onlyDriven ? driven : live;
}

/** Attaches to the running instance for the time of some work. */
export async function withInstance<T>(call: Call, work: (instance: Instance) => Promise<T>): Promise<T> {
  const instance = await attached(await runningConfig(call));
  try {
    return await work(instance);
  } finally {
    await instance.close();
  }
}

/**
 * The same for work that something follows from: not on an instance that was restored and waits for a decision.
 * @throws paused
 */
export async function withWorking<T>(call: Call, work: (instance: Instance) => Promise<T>): Promise<T> {
  return withInstance(call, async (instance) => {
    if (instance.paused === true) throw new CliError('paused');
    return work(instance);
  });
}

async function attached(config: Config): Promise<Instance> {
  try {
    return await attach(config);
  } catch (error) {
    if (error instanceof StoreError || error instanceof EngineError || error instanceof KeysError)
      throw error;
    const file = await readInstance(config);
    // It may have ended just now: then the error says so by itself.
    if (file === undefined) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError('unreachable', { address: file.temporalAddress, reason });
  }
}
