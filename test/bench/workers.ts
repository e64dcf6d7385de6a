import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import {
  OPTIONS_VARIABLE,
  type BenchWorkerOptions,
  type Memory,
  type WorkerQuestion,
} from './worker-main.ts';

/** A worker process as its parent holds it. */
export interface BenchWorker {
  memory(): Promise<Memory>;
  /** SIGKILL; nothing comes after it. */
  kill(): Promise<void>;
  /** Finishes what it is doing, and ends. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Starts one and waits until it polls. */
export async function forkWorker(options: BenchWorkerOptions, profileFolder?: string): Promise<BenchWorker> {
  const child = fork(path.join(import.meta.dirname, 'worker-main.ts'), {
    execArgv: [
      '--import',
      'tsx',
      '--expose-gc',
      ...(profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]),
    ],
    env: { ...process.env, [OPTIONS_VARIABLE]: JSON.stringify(options) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  const waiting = new Map<number, (value: unknown) => void>();
  child.on('message', ({ id, value }: { readonly id: number; readonly value: unknown }) => {
    waiting.get(id)?.(value);
    waiting.delete(id);
  });
  const ended = once(child, 'exit').then(() => running.delete(child));
  const answerTo = (id: number): Promise<unknown> => new Promise((resolve) => waiting.set(id, resolve));
  let last = 0;
  const ask = async (question: WorkerQuestion): Promise<unknown> => {
    last += 1;
    const answer = answerTo(last);
    child.send({ id: last, question });
    return Promise.race([answer, ended]);
  };
  const failed = ended.then(() => Promise.reject(new Error(`the ${options.kind} worker did not start`)));
  await Promise.race([answerTo(0), failed]);
  failed.catch(() => undefined);
  return {
    memory: async () => (await ask('memory')) as Memory,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      await ask('stop');
      await ended;
    },
  };
}

/** Whatever a measurement that broke off has left. */
export function endWorkers(): void {
  for (const child of running) child.kill('SIGKILL');
}
