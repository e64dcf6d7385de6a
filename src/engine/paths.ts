import path from 'node:path';

/** What the default folders depend on; the caller reads it from its environment. Empty strings count as absent. */
export interface FolderSettings {
  /** ZHENGGAI_DATA: wins over every default. */
  readonly data?: string | undefined;
  /** ZHENGGAI_CACHE: wins over every default. */
  readonly cache?: string | undefined;
  /** Numeric user id of this process (`process.getuid()`); 0 is root. */
  readonly uid?: number | undefined;
  readonly home?: string | undefined;
  readonly xdgDataHome?: string | undefined;
  readonly xdgCacheHome?: string | undefined;
  /** Used when there is no home folder at all. */
  readonly temporary?: string | undefined;
}

/** Absolute folders: `data` must be kept and backed up, `cache` can be deleted at any time. */
export interface Folders {
  readonly data: string;
  readonly cache: string;
}

/**
 * Where data and cache lie: the settings; else for root the system's folders, which PostgreSQL's system user can reach;
 * else the XDG folders; without HOME, a folder of this user's own under the temporary folder. Never fails, makes nothing.
 */
export function defaultFolders(settings: FolderSettings): Folders {
  return {
    data: pick(settings.data, settings, '/var/lib/zhenggai', settings.xdgDataHome, '.local/share'),
    cache: pick(settings.cache, settings, '/var/cache/zhenggai', settings.xdgCacheHome, '.cache'),
  };
}

function pick(
  chosen: string | undefined,
  s: FolderSettings,
  forRoot: string,
  xdg: string | undefined,
  underHome: string,
): string {
  if (chosen) return path.resolve(chosen);
  if (s.uid === 0) return forRoot;
  // The XDG specification says that relative values are to be ignored.
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, 'zhenggai');
  if (s.home && path.isAbsolute(s.home)) return path.join(s.home, underHome, 'zhenggai');
  return path.join(s.temporary || '/tmp', `zhenggai-${s.uid ?? 'user'}`, path.basename(underHome));
}
