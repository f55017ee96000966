import { onTestFinished } from 'vitest';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import type { StoredPrint, SubjectKey } from '../../../src/store/subject-record.js';
import { SeededRandom } from '../helpers/seeded-random.js';

export const storeKey = Uint8Array.from({ length: 32 }, (_, i) => i);

export function keyOf(reference: string | number): SubjectKey {
  return { system: 'ECRIS-TCN', owner: 'BE', reference: String(reference) };
}

/** Prints that differ from subject to subject. The store does not look into templates. */
export function printsOf(seed: number, count = 2): StoredPrint[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, i) => ({
    position: i + 1,
    impression: random.below(2),
    quality: random.below(101),
    template: random.bytes(50 + random.below(300)),
  }));
}

/** A store that is closed when the test ends, where the test has not done so. */
export async function openStore(folder: string, key?: Uint8Array): Promise<LmdbStore> {
  const store = await LmdbStore.open(folder, { storeKey: key });
  onTestFinished(() => closeQuietly(store));
  return store;
}

const closed = new WeakSet<LmdbStore>();

export async function closeStore(store: LmdbStore): Promise<void> {
  closed.add(store);
  await store.close();
}

async function closeQuietly(store: LmdbStore): Promise<void> {
  if (!closed.has(store)) await closeStore(store);
}

/** What a store returns, with plain arrays in place of Buffers, for comparison. */
export function plain(prints: readonly StoredPrint[] | undefined): StoredPrint[] | undefined {
  return prints?.map(({ position, impression, quality, template }) => ({
    position,
    impression,
    quality,
    template: new Uint8Array(template),
  }));
}
