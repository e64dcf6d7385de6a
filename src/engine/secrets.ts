import { randomBytes } from 'node:crypto';
import { engineError } from './errors.ts';
import { isThere, readIfThere, writeAtomic } from './files.ts';
import type { DataLayout } from './layout.ts';

/** Passwords of the three database roles of one data folder. */
export interface Secrets {
  /** Role `postgres`: superuser. */
  readonly admin: string;
  /** Role `temporal`: owns the engine's two databases. */
  readonly temporal: string;
  /** Role `zhenggai`: owns ours. */
  readonly app: string;
}

/**
 * The data folder's passwords; random ones are made, and kept (0600), before the first cluster is.
 * @throws engine-secrets-lost when there is a cluster and no file
 */
export async function secrets(layout: DataLayout): Promise<Secrets> {
  const text = await readIfThere(layout.secrets);
  const kept = text === undefined ? undefined : parse(text);
  if (kept) return kept;
  if (text !== undefined || (await isThere(layout.cluster))) {
    throw engineError('engine-secrets-lost', { file: layout.secrets, folder: layout.cluster });
  }
  const word = (): string => randomBytes(24).toString('base64url');
  const made: Secrets = { admin: word(), temporal: word(), app: word() };
  await writeAtomic(layout.secrets, `${JSON.stringify(made, null, 2)}\n`, 0o600);
  return made;
}

function parse(text: string): Secrets | undefined {
  try {
    const value = JSON.parse(text) as Partial<Secrets> | null;
    if (value && value.admin && value.temporal && value.app)
      return { admin: value.admin, temporal: value.temporal, app: value.app };
  } catch {
    // Falls through: damaged.
  }
  return undefined;
}
