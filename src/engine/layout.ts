import path from 'node:path';

/** The files the engine keeps in a data folder. */
export interface DataLayout {
  readonly data: string;
  /** Logs of PostgreSQL and Temporal. */
  readonly logs: string;
  readonly postgresLog: string;
  readonly temporalLog: string;
  /** State of the running engine; can be deleted while nothing runs. */
  readonly run: string;
  /** Coordinates of the running engine, with passwords (0600). */
  readonly state: string;
  /** Held by the owner process. */
  readonly ownerLock: string;
  /** Ports used last, tried first the next time. */
  readonly ports: string;
  /** Passwords of the database roles (0600). */
  readonly secrets: string;
  /** Owned by the system user PostgreSQL runs as. */
  readonly postgres: string;
  /** PGDATA. */
  readonly cluster: string;
  /** Configuration of the Temporal server, owned by the system user. */
  readonly temporal: string;
  readonly temporalConfig: string;
  readonly temporalDynamic: string;
  readonly temporalPid: string;
}

/** Names the files of a data folder; makes nothing. */
export function dataLayout(dataFolder: string): DataLayout {
  const data = path.resolve(dataFolder);
  const at = (...parts: string[]): string => path.join(data, ...parts);
  return {
    data,
    logs: at('logs'),
    postgresLog: at('logs', 'postgres.log'),
    temporalLog: at('logs', 'temporal.log'),
    run: at('run'),
    state: at('run', 'engine.json'),
    ownerLock: at('run', 'owner.lock'),
    ports: at('run', 'ports.json'),
    secrets: at('secrets.json'),
    postgres: at('postgres'),
    cluster: at('postgres', 'cluster'),
    temporal: at('temporal'),
    temporalConfig: at('temporal', 'server.yaml'),
    temporalDynamic: at('temporal', 'dynamic.yaml'),
    temporalPid: at('temporal', 'server.pid'),
  };
}
