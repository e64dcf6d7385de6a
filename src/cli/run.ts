import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import type { CivilDate } from '../domain/time.ts';
import { openGround, type Ground } from './ground.ts';
import { beat } from './heartbeat.ts';
import { openHouse, type House } from './house.ts';
import type { Instance, InstanceFile } from './instance.ts';
import { keysAtHand } from './keys/at-hand.ts';
import { launchFolder, readFolder, type Launched, type PlanRefused } from './launching.ts';
import { readRestored, type Restored } from './recovery.ts';
import { hearStop, unlessStopped } from './stopping.ts';
import { takeTurn } from './turn.ts';

export interface RunOptions {
  /** Folder of the programme to launch; the Zhejiang one where not given. */
  readonly plan?: string;
  readonly start?: CivilDate;
  /** Only start engine and worker. */
  readonly noLaunch?: boolean;
  readonly onProgress: (message: string) => void;
  /** Told once everything runs: prints the table and what to type next. */
  readonly onReady: (instance: Instance, launched: Launched | undefined) => Promise<void>;
  /** Told when the data folder was restored: nothing is done or mailed before somebody has decided. */
  readonly onPaused: (instance: Instance, mark: Restored) => Promise<void>;
  /** Told when an instance of this data folder is running already: nothing is started. */
  readonly onRunning: (file: InstanceFile) => Promise<void>;
  /** Told when the programme's folder is wrong: nothing is started. */
  readonly onRefused: (refused: PlanRefused) => Promise<void>;
}

/** What became of it. `failed`: launching found errors. */
type RunEnd = 'stopped' | 'running_already' | 'failed';

/** The plan that comes with the product. */
const DEFAULT_PLAN = fileURLToPath(new URL('../../plans/zhejiang-2022', import.meta.url));

/** How often the owner looks whether its engine and worker still live, in milliseconds. */
const WATCH_MS = 3_000;
/** How often it says that it is well, in milliseconds. */
const BEAT_MS = 60_000;

/**
 * The owner: PostgreSQL, engine, catcher and worker of one data folder, from nothing to running, until it is asked to
 * stop by a signal. What was killed is mended; what is open goes on. Asked to stop while it is still starting, it stops what it has started.
 * @throws keys-…, engine-…, store-…, the plan's and the SDK's errors, when it cannot be started
 */
export async function run(config: Config, options: RunOptions): Promise<RunEnd> {
  const stopping = hearStop(options.onProgress);
  try {
    return await own(config, options, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    if (error !== stopping.signal.reason) options.onProgress(`停止时出错：${textOf(error)}`);
    return 'stopped';
  } finally {
    stopping.end();
  }
}

async function own(config: Config, options: RunOptions, signal: AbortSignal): Promise<RunEnd> {
  const { onProgress } = options;
  // Before anything is made or touched.
  await keysAtHand(config);
  const turn = await takeTurn(config, { onProgress, signal });
  if (!('release' in turn)) {
    await options.onRunning(turn);
    return 'running_already';
  }
  try {
    const folder = options.plan ?? DEFAULT_PLAN;
    const read = options.noLaunch === true ? undefined : readFolder(folder, config.clock, options.start);
    if (read?.kind === 'errors') {
      await options.onRefused(read);
      return 'failed';
    }
    const ground = await openGround(config, { lock: turn, onProgress, signal });
    try {
      return await new Owner(config, options, ground, signal).live();
    } finally {
      await ground.stop();
    }
  } finally {
    await turn.release();
  }
}

/** An owner over its ground: opens its house, launches, and keeps both up until it is asked to stop. */
class Owner {
  private readonly config: Config;
  private readonly options: RunOptions;
  private readonly ground: Ground;
  private readonly signal: AbortSignal;
  private house: House | undefined;
  private wake = (): void => undefined;
  /** Trouble told last, so that what lasts is told once. */
  private trouble = '';
  /** When the heart beat last, and what kept it from being heard. */
  private beaten = 0;
  private beating: Promise<void> | undefined;
  private unheard: string | undefined;

  constructor(config: Config, options: RunOptions, ground: Ground, signal: AbortSignal) {
    this.config = config;
    this.options = options;
    this.ground = ground;
    this.signal = signal;
  }

  async live(): Promise<RunEnd> {
    const { onReady, onProgress, noLaunch, plan, start } = this.options;
    try {
      await this.decided();
      const { instance } = await this.open();
      const asked = { folder: plan ?? DEFAULT_PLAN, onProgress, ...(start === undefined ? {} : { start }) };
      const launched =
        noLaunch === true ? undefined : await unlessStopped(this.signal, launchFolder(instance, asked));
      await unlessStopped(this.signal, onReady(instance, launched));
      if (launched?.kind === 'errors' || launched?.kind === 'past_start') return 'failed';
      this.beating = this.beat();
      while (!this.signal.aborted) {
        await this.pause();
        if (!this.signal.aborted) await this.tend();
        // Whoever listens may be slow to answer: the servers are looked after meanwhile.
        if (!this.signal.aborted && performance.now() - this.beaten >= BEAT_MS) this.beating = this.beat();
      }
      return 'stopped';
    } finally {
      await this.beating;
      await this.house?.close();
    }
  }

  /** In a restored folder: shows what was mailed since the backup, and waits until a person has said what becomes of it. */
  private async decided(): Promise<void> {
    const mark = await readRestored(this.config);
    if (mark === undefined) return;
    const { instance } = await this.open(true);
    await unlessStopped(this.signal, this.options.onPaused(instance, mark));
    while ((await readRestored(this.config)) !== undefined) {
      await this.pause();
      this.signal.throwIfAborted();
      await this.tend(true);
    }
    this.options.onProgress('已有决定，开始办理。');
    await this.house?.close();
    this.house = undefined;
  }

  /** Never in the way of the work: what it cannot say now is told once, and said a minute later. */
  private async beat(): Promise<void> {
    this.beaten = performance.now();
    const { config, signal, trouble } = this;
    const unheard = await beat(config, this.house?.instance, trouble, signal).catch(textOf);
    if (unheard !== undefined && unheard !== this.unheard && !signal.aborted)
      this.options.onProgress(`心跳没有送出：${unheard}`);
    this.unheard = unheard;
  }

  private async open(paused = false): Promise<House> {
    const { onProgress } = this.options;
    const { signal } = this;
    const onWorkerEnd = (): void => this.wake();
    this.house = await openHouse(this.config, this.ground.place(), {
      onProgress,
      signal,
      onWorkerEnd,
      ...(paused ? { paused } : {}),
    });
    return this.house;
  }

  /** One look: servers, addresses, worker. What cannot be mended now is told, and tried again at the next. */
  private async tend(paused = false): Promise<void> {
    try {
      await this.ground.heal();
      if (this.house !== undefined && this.moved(this.house))
        await this.leave(this.house, '引擎或数据库换了地址，正在重新连接…');
      const renewed = await this.house?.renewed();
      if (renewed !== undefined) await this.leave(this.house, `${renewed}已更换，正在重新连接…`);
      await (this.house ?? (await this.open(paused))).mend();
      if (this.trouble !== '') this.options.onProgress('已恢复。');
      this.trouble = '';
    } catch (error) {
      if (this.signal.aborted) return;
      const text = textOf(error);
      if (text !== this.trouble) this.options.onProgress(`${text}（将不断重试）`);
      this.trouble = text;
    }
  }

  /** Closes the house, to be opened anew. */
  private async leave(house: House | undefined, why: string): Promise<void> {
    this.options.onProgress(why);
    this.house = undefined;
    await house?.close();
  }

  private moved({ place }: House): boolean {
    const now = this.ground.place();
    return now.temporalAddress !== place.temporalAddress || now.databaseUrl !== place.databaseUrl;
  }

  /** Until the next look is due, the worker has ended, or somebody asks to stop. */
  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', go);
        this.wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(go, WATCH_MS);
      this.signal.addEventListener('abort', go);
      this.wake = go;
      if (this.signal.aborted) go();
    });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
