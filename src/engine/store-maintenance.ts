import { existsSync } from 'node:fs';
import { RidgelineError } from '../native/error.js';
import type { StoreCheck } from '../store/check-store.js';
import { LmdbStore } from '../store/lmdb-store.js';
import type { RotationProgress } from '../store/rotate-keys.js';
import { storeFiles } from '../store/store-folder.js';
import type { GivenKeys } from '../store/store-header.js';

/** Opens every record of a store that no engine has open, and compares its parts with one another. */
export async function checkStore(
  storePath: string,
  keys: GivenKeys = {},
  onProgress?: (subjectsDone: number, subjectsTotal: number) => void,
): Promise<StoreCheck> {
  const store = await openExisting(storePath, keys);
  try {
    return await store.check(onProgress);
  } finally {
    await store.close();
  }
}

/**
 * Seals all records of a store that no engine has open with a new key. One that was interrupted goes on where it was when it is called
 * again. An engine that is opened with both keys does the same while it serves.
 */
export async function rotateStoreKey(
  storePath: string,
  keys: GivenKeys,
  onProgress?: (progress: RotationProgress) => void,
): Promise<{ readonly subjects: number }> {
  const store = await openExisting(storePath, keys);
  try {
    await store.rotate(onProgress);
    return { subjects: store.count() };
  } finally {
    await store.close();
  }
}

async function openExisting(storePath: string, keys: GivenKeys): Promise<LmdbStore> {
  // Opening would make a store where there is none.
  if (existsSync(storeFiles(storePath).data)) return LmdbStore.open(storePath, keys);
  throw new RidgelineError('STORE_FOREIGN', `${storePath} holds no Ridgeline store`);
}
