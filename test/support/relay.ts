import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  OPTIONS_VARIABLE,
  type CrashingWorkerOptions,
  type CrashPoint,
  type WorkerLine,
} from './crashing-worker.ts';
import { registryFile, shared } from './shared.ts';
import { BUNDLE, type World } from './world.ts';

export type Crash = Extract<WorkerLine, { line: 'crash' }>;

/** Workers in processes of their own, one after the other: each kills itself at its point, the last one goes on. */
export class Relay {
  readonly crashes: Crash[] = [];
  private child: ChildProcess | undefined;
  private problem: string | undefined;
  private points: CrashPoint[];
  private armed: (() => void) | undefined;
  private readonly world: World;

  /** `points`: of the first workers, one each. */
  constructor(world: World, points: readonly CrashPoint[] = []) {
    this.world = world;
    this.points = [...points];
  }

  start(): void {
    const { temporalAddress, namespace, databaseUrl, catcher } = this.world;
    const crash = this.points.shift();
    const options: CrashingWorkerOptions = {
      temporalAddress,
      namespace,
      databaseUrl,
      smtpUrl: catcher.url,
      bundlePath: BUNDLE,
      registryFile: registryFile(shared().registry, namespace),
      ...(crash === undefined ? {} : { crash }),
    };
    const file = path.join(import.meta.dirname, 'crashing-worker.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      env: { ...process.env, [OPTIONS_VARIABLE]: JSON.stringify(options) },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child = child;
    let crashed = false;
    createInterface(child.stdout).on('line', (text) => {
      const line = JSON.parse(text) as WorkerLine;
      if (line.line === 'armed') this.armed?.();
      if (line.line !== 'crash') return;
      crashed = true;
      this.crashes.push(line);
    });
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL' && crashed) this.start();
      else if (code !== 0) this.problem = `worker ended with ${code ?? signal}`;
    });
  }

  /** From now on: the worker at work dies at the first point, and whoever follows it at the next. */
  async arm([first, ...rest]: readonly CrashPoint[]): Promise<void> {
    if (first === undefined) return;
    this.points = rest;
    const { child } = this;
    if (child === undefined) throw new Error('no worker to arm');
    const armed = new Promise<void>((resolve) => (this.armed = resolve));
    child.stdin?.write(`${JSON.stringify(first)}\n`);
    await Promise.race([armed, once(child, 'close')]);
  }

  /** Ends the last worker; throws when one ended otherwise than it should have. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      child.stdin?.end();
      await once(child, 'close');
    }
    if (this.problem !== undefined) throw new Error(this.problem);
  }
}
