import path from 'node:path';

/** What the global set-up tells the test files, by the environment. */
export interface Shared {
  readonly temporalAddress: string;
  readonly adminDatabaseUrl: string;
  /** Folder in which worlds register their namespaces and every process they start, for the fold oracle. */
  readonly registry: string;
}

const KEYS = {
  temporalAddress: 'ZHENGGAI_TEST_TEMPORAL',
  adminDatabaseUrl: 'ZHENGGAI_TEST_DATABASE_URL',
  registry: 'ZHENGGAI_TEST_REGISTRY',
} as const;

export function publish(shared: Shared): void {
  for (const key of Object.keys(KEYS) as (keyof Shared)[]) process.env[KEYS[key]] = shared[key];
}

export function shared(): Shared {
  const value = (key: keyof Shared): string => {
    const found = process.env[KEYS[key]];
    if (found === undefined) throw new Error(`${KEYS[key]} is not set: run with jest's global set-up`);
    return found;
  };
  return {
    temporalAddress: value('temporalAddress'),
    adminDatabaseUrl: value('adminDatabaseUrl'),
    registry: value('registry'),
  };
}

/** File in which a world notes the ids of the processes it started. */
export function registryFile(registry: string, namespace: string): string {
  return path.join(registry, `${namespace}.ids`);
}

/** A world's key file: beside its ids, so that the fold oracle can still read its histories. */
export function keyFileOf(registry: string, namespace: string): string {
  return path.join(registry, `${namespace}.keys`);
}
