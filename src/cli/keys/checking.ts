import { connect } from '../../client/connect.ts';
import { neededKeys, type NeededKey } from '../../client/needed-keys.ts';
import type { Config } from '../../config.ts';
import { readAccess } from '../../engine/access-files.ts';
import { keysError } from '../../keys/errors.ts';
import { FileRing, type KeptKey } from '../../keys/key-file.ts';
import { Payloads } from '../../keys/payloads.ts';
import { readUsed, standingOf, type Standing, type UsedKey } from '../../keys/used.ts';
import { isThere } from '../../engine/files.ts';
import { evidenceOf, evidencePlace, readInstance } from '../instance.ts';
import type { Wrapping } from '../../store/sealed-keys.ts';
import { createSealedStore } from '../../store/sealed-store.ts';
import { usedFile } from './at-hand.ts';
import { keyPlaceOf } from './place.ts';

/** The keys of an instance, and what it needs of them. Holds no key's bytes. */
export interface CheckedKeys {
  readonly file: string;
  readonly keys: readonly (Pick<KeptKey, 'id' | 'purpose' | 'cipher' | 'created'> & {
    readonly ageDays: number;
    readonly current: boolean;
  })[];
  /** Keys that the instance has worked with. */
  readonly used: readonly (Pick<UsedKey, 'id' | 'since'> & { readonly standing: Standing })[];
  /** Keys that sealed items' keys are wrapped by. */
  readonly sealed: readonly Wrapping[];
  /** Keys that processes were begun with; undefined where no instance runs. */
  readonly processes?: readonly NeededKey[];
  /** Why the engine could not be asked. */
  readonly silent?: string;
  /** Nothing that is needed is missing or wrong. */
  readonly sound: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Looks at the keys. Changes nothing; what is missing is no error but a finding.
 * @throws keys-file-…, keys-used-damaged where a file cannot be used at all
 */
export async function checkKeys(config: Config, now: number): Promise<CheckedKeys> {
  const running = await readInstance(config);
  const place = await keyPlaceOf(config);
  const { keyFile: file } = place;
  if (place.keyFileNamed && !(await isThere(file)))
    throw keysError('keys-file-missing', { file, why: 'ZHENGGAI_KEYS 指明要用它' });
  const ring = new FileRing(file);
  const used = readUsed(usedFile(place)).map((one) => ({
    id: one.id,
    since: one.since,
    standing: standingOf(ring, one),
  }));
  const looked = running === undefined ? {} : await lookedInto(running, new Payloads(bareKeys(ring)));
  const sealed = await createSealedStore(evidencePlace(running ?? evidenceOf(config))).wrappings(ring);
  const needed = [...used, ...sealed, ...(looked.processes ?? [])];
  return {
    file,
    keys: ring.all().map(({ id, purpose, cipher, created }) => ({
      id,
      purpose,
      cipher,
      created,
      ageDays: Math.max(0, Math.floor((now - Date.parse(created)) / DAY_MS)),
      current: ring.current(purpose)?.id === id,
    })),
    used,
    sealed,
    ...looked,
    sound: needed.every(({ standing }) => standing === 'there') && looked.silent === undefined,
  };
}

/** What is missing is to be found, not thrown. */
function bareKeys(ring: FileRing): ConstructorParameters<typeof Payloads>[0] {
  return { ring, file: ring.file, wasUsed: () => false };
}

async function lookedInto(
  running: NonNullable<Awaited<ReturnType<typeof readInstance>>>,
  payloads: Payloads,
): Promise<Pick<CheckedKeys, 'processes' | 'silent'>> {
  try {
    const access = await readAccess(running.temporalAccess);
    const engine = await connect(running.temporalAddress, running.namespace, access);
    try {
      return { processes: await neededKeys(engine, payloads, 'all') };
    } finally {
      await engine.close();
    }
  } catch (error) {
    return { silent: error instanceof Error ? error.message : String(error) };
  }
}
