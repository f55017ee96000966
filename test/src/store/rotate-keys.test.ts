import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LmdbStore, type LmdbStoreOptions } from '../../../src/store/lmdb-store.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { closeStore, keyOf, openStore, plain, printsOf, storeKey } from './sample-subjects.js';

const newKey = new Uint8Array(32).fill(77);
const subjects = 300;

async function filled(key: Uint8Array | undefined): Promise<string> {
  const folder = await temporaryFolder();
  const store = await openStore(folder, key);
  await Promise.all(Array.from({ length: subjects }, (_, i) => store.put(keyOf(i), printsOf(i), { retainUntilMs: i })));
  await store.erase(keyOf(0));
  await closeStore(store);
  return folder;
}

async function openWith(folder: string, options: LmdbStoreOptions): Promise<LmdbStore> {
  const store = await LmdbStore.open(folder, options);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

function expectAll(store: LmdbStore, changed: ReadonlySet<number> = new Set([0])): void {
  for (let i = 0; i < subjects; ++i) {
    const number = store.find(keyOf(i));
    expect(number === undefined).toBe(changed.has(i));
    if (number !== undefined) expect(plain(store.get(number)?.prints)).toEqual(printsOf(i));
  }
}

describe.each([
  ['from one key to another', storeKey, storeKey],
  ['from no key to a key', undefined, 'none' as const],
])('a rotation %s', (_name, oldKey, previousKey) => {
  test('keeps all subjects, needs both keys until its end and only the new one after it', async () => {
    const folder = await filled(oldKey);
    const rotating = await openWith(folder, { storeKey: newKey, previousKey });
    expect(rotating.isRotating).toBe(true);
    expectAll(rotating);
    await closeStore(rotating);
    await expectCode('STORE_KEY_WRONG', () => LmdbStore.open(folder, { storeKey, previousKey: newKey }));
    if (oldKey !== undefined)
      await expectCode('STORE_KEY_REQUIRED', () => LmdbStore.open(folder, { storeKey: newKey }));

    const store = await openWith(folder, { storeKey: newKey, previousKey });
    const seen: number[] = [];
    await store.rotate(({ subjectsDone }) => seen.push(subjectsDone));
    expect(seen.at(-1)).toBe(subjects - 1);
    expect(store.isRotating).toBe(false);
    expectAll(store);
    expect(store.expired(5, 10).map(({ key }) => key.reference)).toEqual(['1', '2', '3', '4']);
    await closeStore(store);

    expect((await readdir(folder)).filter((name) => name.endsWith('.salts'))).toEqual(['erasure-2.salts']);
    await expectCode('STORE_KEY_WRONG', () => LmdbStore.open(folder, { storeKey: storeKey }));
    const after = await openWith(folder, { storeKey: newKey, previousKey });
    expect(after.isRotating).toBe(false);
    expectAll(after);
  });

  test('lets writes and erasures go on, and an interrupted one goes on after the next opening', async () => {
    const folder = await filled(oldKey);
    const store = await openWith(folder, { storeKey: newKey, previousKey });
    const stop = new AbortController();
    const rotation = store.rotate(() => stop.abort(), stop.signal);
    const erased = Array.from({ length: 50 }, (_, i) => i * 6);
    const receipts = await Promise.all(erased.map((i) => store.erase(keyOf(i))));
    await store.put(keyOf('new'), printsOf(1));
    await rotation;
    expect(store.isRotating).toBe(true);
    for (const receipt of receipts) if (receipt !== undefined) expect(store.isErased(receipt)).toBe(true);
    await closeStore(store);

    const again = await openWith(folder, { storeKey: newKey, previousKey });
    expectAll(again, new Set(erased));
    await again.rotate();
    expectAll(again, new Set(erased));
    expect(again.find(keyOf('new'))).toBeDefined();
    for (const receipt of receipts) if (receipt !== undefined) expect(again.isErased(receipt)).toBe(true);
    await closeStore(again);
    // Numbers that were erased have no salt in the new file either.
    const salts = await readFile(join(folder, 'erasure-2.salts'));
    for (const receipt of receipts) {
      const at = 16 * (receipt?.number ?? 1);
      if (receipt !== undefined) expect(salts.subarray(at, at + 16).every((byte) => byte === 0)).toBe(true);
    }
  });
});

test('the key is rotated more than once', async () => {
  const folder = await filled(storeKey);
  let previousKey: Uint8Array = storeKey;
  for (const byte of [1, 2, 3]) {
    const next = new Uint8Array(32).fill(byte);
    const store = await openWith(folder, { storeKey: next, previousKey });
    await store.rotate();
    await closeStore(store);
    previousKey = next;
  }
  expectAll(await openWith(folder, { storeKey: previousKey }));
});
