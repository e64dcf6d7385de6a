import { rm } from 'node:fs/promises';
import { engineError } from './errors.ts';
import { errno, readIfThere, writeAtomic } from './files.ts';
import type { DataLayout } from './layout.ts';
import type { RunningPostgres } from './postgres.ts';
import type { Secrets } from './secrets.ts';
import type { RunningTemporal } from './temporal-server.ts';

/** What `run/engine.json` says of what was started last. Whether it still runs must be tried. */
export interface DatabaseState {
  readonly postgres: RunningPostgres;
  readonly secrets: Secrets;
}

/** The same where Temporal was started too. */
export interface EngineState extends DatabaseState {
  readonly temporal: RunningTemporal;
}

/** Temporal alone, on a PostgreSQL of the office's own. */
export interface TemporalState {
  readonly temporal: RunningTemporal;
}

/** Whatever was started. */
export type AnyState = DatabaseState | EngineState | TemporalState;

/** Ports used last. */
export interface LastPorts {
  readonly postgres: number | undefined;
  readonly temporal: readonly number[];
}

/** Writes down what runs, and its ports for the next start. */
export async function writeState(layout: DataLayout, state: AnyState): Promise<void> {
  const last = await statePorts(layout);
  const ports = {
    postgres: 'postgres' in state ? state.postgres.port : last.postgres,
    temporal: 'temporal' in state ? state.temporal.ports : last.temporal,
  };
  await writeAtomic(layout.ports, `${JSON.stringify(ports)}\n`, 0o600);
  await writeAtomic(layout.state, `${JSON.stringify(state, null, 2)}\n`, 0o600);
}

/** Takes the engine's state away: nothing is to attach any more. The ports stay. */
export async function removeState(layout: DataLayout): Promise<void> {
  await rm(layout.state, { force: true });
}

/**
 * The state written last; undefined when there is none.
 * @throws engine-folder-forbidden when we may not read it
 */
export async function readState(layout: DataLayout): Promise<AnyState | undefined> {
  try {
    return parse<AnyState>(await readIfThere(layout.state));
  } catch (error) {
    throw engineError(
      'engine-folder-forbidden',
      { folder: layout.run, setting: 'ZHENGGAI_DATA', reason: errno(error) ?? String(error) },
      error,
    );
  }
}

/** The ports used last, so that addresses outlive a restart. */
export async function statePorts(layout: DataLayout): Promise<LastPorts> {
  const kept = parse<Partial<LastPorts>>(await readIfThere(layout.ports));
  return { postgres: kept?.postgres, temporal: kept?.temporal ?? [] };
}

/** Both files are written whole, so a damaged one was edited by hand: as good as none. */
function parse<T>(text: string | undefined): T | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
