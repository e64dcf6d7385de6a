import { stat } from 'node:fs/promises';
import path from 'node:path';
import { engineError } from './errors.ts';
import type { Ids } from './files.ts';
import { capture } from './processes.ts';

/** The system user that PostgreSQL and Temporal run as when we are root. */
export interface ServiceUser extends Ids {
  readonly name: string;
}

/**
 * Whom the servers run as: undefined (ourselves) unless we are root, whom PostgreSQL refuses. An existing cluster keeps its
 * owner; else `postgres`, else `nobody`.
 * @throws engine-no-service-user
 */
export async function serviceUser(cluster: string): Promise<ServiceUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) {
    const named = await capture('id', ['-un', String(owner.uid)]);
    return {
      name: named.code === 0 ? named.output.trim() : String(owner.uid),
      uid: owner.uid,
      gid: owner.gid,
    };
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = await capture('id', ['-u', name]);
    const gid = await capture('id', ['-g', name]);
    if (uid.code === 0 && gid.code === 0) return { name, uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw engineError('engine-no-service-user', undefined);
}

/**
 * Makes sure that the system user can enter `folder`, by trying it as that user.
 * @throws engine-unreachable-folder naming the outermost folder that shuts it out.
 */
export async function checkReachable(
  folder: string,
  user: ServiceUser | undefined,
  setting: string,
): Promise<void> {
  if (!user) return;
  const target = path.resolve(folder);
  const ancestors: string[] = [];
  for (let at = target; at !== path.dirname(at); at = path.dirname(at)) ancestors.unshift(at);
  const script = 'for d do cd "$d" 2>/dev/null || { printf %s "$d"; exit 1; }; done';
  const tried = await capture('/bin/sh', ['-c', script, 'sh', ...ancestors], {
    as: { uid: user.uid, gid: user.gid },
  });
  if (tried.code === 0) return;
  throw engineError('engine-unreachable-folder', {
    folder: tried.output || target,
    user: user.name,
    setting,
    target,
  });
}
