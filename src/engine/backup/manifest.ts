/** Name of the manifest in an archive; it is its last entry. */
export const MANIFEST = 'manifest.json';

/** What was written of a file. */
export type FileSum = { readonly size: number; readonly sha256: string } | { readonly folder: true };

/** What a backup is of, and all that is in it. */
export interface Manifest {
  readonly v: 1;
  readonly kind: 'zhenggai-backup';
  /** Version of the program that made it. */
  readonly product: string;
  /** Which data folder: `live` or `driven`. */
  readonly folder: string;
  readonly namespace: string;
  /** When the databases were as they are in it: the end of the copy. */
  readonly at: string;
  /** Major version. */
  readonly postgres: string;
  readonly temporal: string;
  /** Migrations of the store's tables, by name. */
  readonly migrations: readonly string[];
  /** Place in PostgreSQL's log up to which it recovers. */
  readonly lsn: string;
  /** Where the evidence lies that is not in it; absent: it is in it. */
  readonly evidence?: string;
  readonly files: Readonly<Record<string, FileSum>>;
}

/** Whether something read from an archive is a manifest of ours. */
export function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { v, kind, folder, at, postgres, temporal, migrations, files } = value as Partial<Manifest>;
  return (
    v === 1 &&
    kind === 'zhenggai-backup' &&
    (folder === 'live' || folder === 'driven') &&
    [at, postgres, temporal].every((one) => typeof one === 'string') &&
    Array.isArray(migrations) &&
    typeof files === 'object'
  );
}
