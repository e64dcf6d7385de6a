import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { OPTIONS_VARIABLE, type CrashingWorkerOptions } from '../support/crashing-worker.ts';
import { registryFile, shared } from '../support/shared.ts';
import { BUNDLE, type World } from '../support/world.ts';

interface Place {
  child: ChildProcess;
  ready: Promise<void>;
}

/** Workers in processes of their own. Whoever ends is started again, as the owner does it. */
export class Crew {
  /** How often a worker ended by itself, which none of them should. */
  readonly troubles: string[] = [];
  private readonly places: Place[] = [];
  private readonly options: CrashingWorkerOptions;
  private readonly env: NodeJS.ProcessEnv;
  private closing = false;

  /** `env`: what their processes get besides our own. */
  constructor(world: World, smtpUrl: string, env: NodeJS.ProcessEnv = {}) {
    const { temporalAddress, namespace, databaseUrl } = world;
    this.options = {
      temporalAddress,
      namespace,
      databaseUrl,
      smtpUrl,
      bundlePath: BUNDLE,
      registryFile: registryFile(shared().registry, namespace),
    };
    this.env = env;
  }

  get size(): number {
    return this.places.length;
  }

  /** Starts so many, and waits until all are at work. */
  async start(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) this.places.push(this.spawn(i));
    await Promise.all(this.places.map((place) => place.ready));
  }

  /** @returns the process id it went to */
  signal(index: number, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): number {
    const pid = this.places[index]?.child.pid ?? 0;
    // Of a child that has gone already there is nothing left to signal; its successor is on the way.
    this.places[index]?.child.kill(signal);
    return pid;
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all(
      this.places.map(async ({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'close');
        child.kill('SIGCONT');
        child.stdin?.end();
        const forced = setTimeout(() => child.kill('SIGKILL'), 30_000);
        await gone;
        clearTimeout(forced);
      }),
    );
  }

  private spawn(index: number): Place {
    const file = path.join(import.meta.dirname, '../support/crashing-worker.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', file, this.options.registryFile], {
      env: { ...process.env, ...this.env, [OPTIONS_VARIABLE]: JSON.stringify(this.options) },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Its end is told below; a pipe that breaks with it tells nothing more.
    child.stdin.on('error', () => undefined);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2_000)));
    const ready = new Promise<void>((resolve) => {
      createInterface(child.stdout).once('line', () => resolve());
      child.once('close', () => resolve());
    });
    child.once('close', (code, signal) => {
      if (this.closing) return;
      if (signal !== 'SIGKILL') this.troubles.push(`${code ?? signal}: ${said.trim().slice(-300)}`);
      void sleep(300).then(() => {
        if (!this.closing) this.places[index] = this.spawn(index);
      });
    });
    return { child, ready };
  }
}
