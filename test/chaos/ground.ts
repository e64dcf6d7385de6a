import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../src/config.ts';
import { startEmbedded, type EmbeddedEngine } from '../../src/engine/embedded.ts';
import { dataLayout, type DataLayout } from '../../src/engine/layout.ts';
import { publish } from '../support/shared.ts';
import { mountDisk, type Disk } from './disk.ts';
import { steppedCache } from './stepped-engine.ts';

/** An engine of the harness's own, as in production (synced to the disk), with an owner who mends it. */
export interface Ground {
  readonly engine: EmbeddedEngine;
  readonly layout: DataLayout;
  /** Set where the data folder has a disk of its own that can be filled. */
  readonly disk: Disk | undefined;
  /** Set where the servers' clock can be stepped: by what this file says. */
  readonly clockFile: string | undefined;
  /** What the owner could not mend at the first try, oldest first. */
  readonly troubles: readonly string[];
  /** Waits until the owner has found both servers answering. */
  healed(): Promise<void>;
  close(): Promise<void>;
}

/** The owner looks every three seconds; the harness sooner, for its rounds are short. */
const LOOK_MS = 1_000;
/** The owner's twenty seconds, shortened in the same way: a server stopped for longer is replaced. */
const SILENT_SECONDS = 10;

export interface GroundOptions {
  /** The data folder is on a disk of its own. */
  readonly ownDisk?: boolean;
  /** The servers' clock can be stepped. */
  readonly steppedClock?: boolean;
}

/** Starts it in a temporary folder and makes it the one that test worlds use. */
export async function openGround(options: GroundOptions = {}): Promise<Ground> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhenggai-chaos-'));
  // PostgreSQL does not run as root: its user has to come through here.
  await chmod(folder, 0o755);
  const registry = path.join(folder, 'registry');
  const dataFolder = path.join(folder, 'data');
  await mkdir(registry);
  await mkdir(dataFolder);
  const guardian = spawn(process.execPath, [path.join(import.meta.dirname, 'guardian.cjs'), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guardian.unref();
  (guardian.stdin as Socket).unref();
  const disk = options.ownDisk === true ? await mountDisk(folder, dataFolder) : undefined;
  const { cache } = readConfig(process.env, 'real');
  const clockFile = options.steppedClock === true ? path.join(folder, 'clock') : undefined;
  const cacheFolder = clockFile === undefined ? cache : path.join(folder, 'cache');
  if (clockFile !== undefined) {
    await writeFile(clockFile, '+0');
    await steppedCache(cacheFolder, clockFile, cache);
  }
  const engine = await startEmbedded({ dataFolder, cacheFolder, silentSeconds: SILENT_SECONDS });
  publish({ temporalAddress: engine.temporalAddress, adminDatabaseUrl: engine.adminDatabaseUrl, registry });
  const owner = new Owner(engine);
  return {
    engine,
    layout: dataLayout(dataFolder),
    disk,
    clockFile,
    troubles: owner.troubles,
    healed: () => owner.healed(),
    async close() {
      await owner.end();
      await engine.stop();
      await disk?.unmount();
      // The guardian takes the folder away.
      guardian.stdin?.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Looks after the servers all the time, whatever is done to them meanwhile. */
class Owner {
  readonly troubles: string[] = [];
  private readonly engine: EmbeddedEngine;
  private ended = false;
  private looks = 0;
  private readonly looking: Promise<void>;

  constructor(engine: EmbeddedEngine) {
    this.engine = engine;
    this.looking = this.look();
  }

  async healed(): Promise<void> {
    // The look under way may have begun before.
    const wanted = this.looks + 2;
    while (this.looks < wanted) await new Promise((resolve) => setTimeout(resolve, 100));
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    while (!this.ended) {
      try {
        await this.engine.heal();
        this.looks += 1;
      } catch (error) {
        this.troubles.push(error instanceof Error ? error.message.slice(0, 300) : String(error));
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}
