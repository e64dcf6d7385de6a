import path from 'node:path';
import type { Config } from '../config.ts';
import { addMillis, HOUR_MS, instantOf, type Instant } from '../domain/time.ts';
import { writeAtomic } from '../engine/files.ts';
import { listProcesses } from '../store/queries.ts';
import type { Instance } from './instance.ts';

/** What an instance says of itself once a minute, for whoever watches from outside: silence is the alarm. */
export interface Heartbeat {
  readonly v: 1;
  readonly at: Instant;
  /** Engine, database and worker run, and no daily sweep is overdue. */
  readonly ok: boolean;
  /** What is wrong, in Chinese; empty when all is well. */
  readonly trouble: readonly string[];
  readonly sweeps: readonly { readonly process: string; readonly next?: Instant; readonly last?: string }[];
}

export const HEARTBEAT_FILE = 'heartbeat.json';
const ANSWER_MS = 10_000;
/** A sweep that should have looked two hours ago does not look. */
const LATE_MS = 2 * HOUR_MS;

/**
 * Writes `heartbeat.json` into the data folder and, when all is well, asks for `HEARTBEAT_URL`. `trouble`: what the owner could not mend.
 * Gives what could not be reached, in words; undefined when nothing is wrong with the beating itself.
 */
export async function beat(
  config: Config,
  instance: Instance | undefined,
  trouble: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const heartbeat = await heartbeatOf(instance, trouble, instantOf(Date.now()));
  await writeAtomic(path.join(config.data, HEARTBEAT_FILE), `${JSON.stringify(heartbeat, null, 2)}\n`, 0o644);
  if (config.heartbeatUrl === undefined || !heartbeat.ok) return undefined;
  try {
    const patience = AbortSignal.timeout(ANSWER_MS);
    const given = signal === undefined ? patience : AbortSignal.any([signal, patience]);
    const answer = await fetch(config.heartbeatUrl, { signal: given });
    await answer.arrayBuffer();
    return answer.ok ? undefined : `HEARTBEAT_URL 答复 ${answer.status}`;
  } catch (error) {
    return `HEARTBEAT_URL 没有应答（${error instanceof Error ? error.message : String(error)}）`;
  }
}

/** The heartbeat of this moment. */
export async function heartbeatOf(
  instance: Instance | undefined,
  trouble: string,
  at: Instant,
): Promise<Heartbeat> {
  const told = trouble === '' ? [] : [trouble];
  if (instance === undefined)
    return { v: 1, at, ok: false, trouble: told.length > 0 ? told : ['办理程序没有运行'], sweeps: [] };
  try {
    const rows = await listProcesses(instance.db, { kind: 'sweep', open: true });
    const late = rows.filter(
      ({ nextDuty }) => nextDuty !== undefined && nextDuty.dueAt < addMillis(at, -LATE_MS),
    );
    const all = [...told, ...late.map(({ programme }) => `${programme} 的每日巡检没有按时进行`)];
    const sweeps = rows.map(({ process, nextDuty, card }) => ({
      process,
      ...(nextDuty === undefined ? {} : { next: nextDuty.dueAt }),
      ...(card.lightText === undefined ? {} : { last: card.lightText }),
    }));
    return { v: 1, at, ok: all.length === 0, trouble: all, sweeps };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { v: 1, at, ok: false, trouble: [...told, `台账没有应答（${reason}）`], sweeps: [] };
  }
}
