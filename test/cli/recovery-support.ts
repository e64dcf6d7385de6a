import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { processesNaming } from '../engine/fixtures.ts';
import { foldEverything } from '../support/oracle.ts';
import { registryFile } from '../support/shared.ts';
import { emptyHome, fileOf, mailsIn, type Ended, type Home, type Running } from './owner-support.ts';
import type { Json } from './support.ts';

/** What `run` says last, also when it is paused. */
export const READY = '按 Ctrl-C 停止。';
export const CHOSEN = ['skip', 'again'] as const;

/** One owner that will lose its disk, and all that is asked of it at the command line. Of the data folder letters and mails are kept, and a backup. */
export class Losing {
  readonly home: Home;
  readonly data: string;
  readonly archive: string;
  readonly kept: string;
  private readonly options: readonly string[];
  private owner: Running | undefined;

  private constructor(home: Home, clock: 'live' | 'driven') {
    this.home = home;
    this.data = home.data(clock);
    this.archive = path.join(home.folder, 'backup.tar.gz');
    this.kept = path.join(home.folder, 'kept');
    this.options = clock === 'driven' ? ['--driven'] : [];
  }

  static async at(clock: 'live' | 'driven'): Promise<Losing> {
    return new Losing(await emptyHome(), clock);
  }

  /** Starts the owner, and waits until it is ready, or paused. */
  async start(...argv: readonly string[]): Promise<Running> {
    this.owner = this.home.start(['run', ...argv, ...this.options]);
    await this.owner.says(READY);
    return this.owner;
  }

  async ok(...argv: readonly string[]): Promise<Ended> {
    const ended = await this.home.run([...argv, ...this.options]);
    expect([argv.join(' '), ended.code, ended.err]).toEqual([argv.join(' '), 0, ended.err]);
    return ended;
  }

  async json(...argv: readonly string[]): Promise<Json> {
    return (await this.ok(...argv, '--json')).json();
  }

  /** Exit code, and code of the error. */
  async refused(...argv: readonly string[]): Promise<readonly [number | null, string]> {
    const ended = await this.home.run([...argv, ...this.options, '--json']);
    return [ended.code, ended.json().error.code];
  }

  async stop(): Promise<void> {
    this.owner?.send('SIGTERM');
    expect((await this.owner?.ended)?.code).toBe(0);
    expect(await processesNaming(this.data)).toEqual([]);
  }

  /** The disk is lost; letters and mails, which lie elsewhere too, are not. */
  lose(): void {
    mkdirSync(this.kept);
    for (const folder of ['letters', 'mail'])
      renameSync(path.join(this.data, folder), path.join(this.kept, folder));
  }

  /** Restores into an empty folder, and starts the owner, which has to be paused: no worker, no mail, no act; `after` letters have left since the backup. */
  async restore(after: number, act: readonly string[], run: readonly string[]): Promise<Running> {
    rmSync(this.data, { recursive: true, force: true });
    await this.ok('restore', this.archive, '--letters', this.kept);
    const owner = await this.start(...run);
    expect(owner.text()).toContain(`其中 ${after} 封是备份`);
    expect(owner.text()).not.toContain('正在启动办理程序');
    expect(fileOf(this.data, 'instance.json')).toMatchObject({ paused: true });
    expect(await this.refused(...act)).toEqual([4, 'paused']);
    expect(await mailsIn(this.data)).toEqual(await mailsIn(this.kept));
    return owner;
  }

  /** What `resume` lists; nothing is decided by it. Its letters are exactly the last `after` that are kept. */
  async listed(after: number): Promise<Json> {
    const shown = await this.json('resume');
    expect(shown.decided).toBeNull();
    const sent = messageIds(path.join(this.kept, 'letters')).slice(-after);
    expect(shown.letters.map((one: Json) => one.messageId).toSorted()).toEqual(sent.toSorted());
    return shown;
  }

  /** The ledger agrees with the histories, and these recompute. */
  async holds(processes: readonly string[]): Promise<void> {
    expect((await this.json('ledger', 'verify')).differences).toEqual([]);
    const { namespace, temporalAddress } = fileOf(this.data, 'instance.json');
    const registry = path.join(this.home.folder, 'registry');
    rmSync(registry, { recursive: true, force: true });
    mkdirSync(registry);
    appendFileSync(registryFile(registry, namespace), processes.join('\n'));
    await foldEverything({ temporalAddress, registry, adminDatabaseUrl: '' });
  }
}

/** Message-IDs of the letters that journals of a folder name, in the order in which they were sent. */
export function messageIds(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).messageId as string);
}

/** Names of mails without the number that the catcher gives: when, and to whom. */
export function occasions(names: readonly string[]): readonly string[] {
  return names.map((name) => name.replace(/-\d+-/, ' ')).toSorted();
}
