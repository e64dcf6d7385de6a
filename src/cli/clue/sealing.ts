import type { SealedRef } from '../../domain/clue/state.ts';
import { createSealedStore, type OpenedItem, type SealedStore } from '../../store/sealed-store.ts';
import { subjectMark } from '../../store/subject-mark.ts';
import { evidencePlace, type Instance } from '../instance.ts';

/** What is confidential is sealed before anything is sent, and opened after its reading is on record. */

function storeOf(instance: Instance): SealedStore {
  return createSealedStore(evidencePlace(instance));
}

/** Seals files one after another, in the order in which they were given. @throws sealed-…, evidence-… */
export async function sealAll(
  instance: Instance,
  files: readonly string[] = [],
): Promise<readonly SealedRef[]> {
  const refs: SealedRef[] = [];
  for (const file of files) {
    const { item, sha256, keyId, size } = await storeOf(instance).seal(file, instance.ring);
    refs.push({ item, sha256, keyId, size });
  }
  return refs;
}

/** @throws sealed-… */
export function openSealed(
  instance: Instance,
  sealed: Pick<SealedRef, 'item' | 'sha256'>,
): Promise<OpenedItem> {
  return storeOf(instance).open(sealed, instance.ring);
}

/** Destroys an item's key, for ever. @throws sealed-absent */
export async function destroySealed(instance: Instance, item: string, at: string): Promise<void> {
  await storeOf(instance).destroy(item, at);
}

/** The mark of a subject: equal for the same subject, and telling nothing of it. @throws sealed-no-key, sealed-no-subject */
export function markSubject({ ring }: Instance, subject: string): string {
  return subjectMark(ring, subject);
}
