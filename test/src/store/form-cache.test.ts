import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unpackBatch } from '../../../src/engine/packed-batch.js';
import { readForms } from '../../../src/store/kept-forms.js';
import { LmdbStore, type LmdbStoreOptions } from '../../../src/store/lmdb-store.js';
import { storeFiles } from '../../../src/store/store-folder.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { keyOf, printsOf, storeKey } from './sample-subjects.js';

const formOf = (number: number) => new Uint8Array(100 + number).fill(number);

/** Does something with a store, which is closed afterwards, so that what waits to be written is written. */
async function withStore<T>(folder: string, options: LmdbStoreOptions, work: (store: LmdbStore) => T | Promise<T>) {
  const store = await LmdbStore.open(folder, { storeKey, formVersion: 1, ...options });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= store.close());
  onTestFinished(close);
  const result = await work(store);
  await close();
  return result;
}

/** A store of some subjects whose forms are kept, and their numbers. */
function makeStore(folder: string, count: number): Promise<number[]> {
  return withStore(folder, {}, async (store) => {
    const numbers = await Promise.all(Array.from({ length: count }, (_, i) => store.put(keyOf(i), printsOf(i))));
    for (const [i, number] of numbers.entries()) {
      store.keepForm({ number, key: { system: `system ${i % 2}`, owner: 'BE' }, form: formOf(number) });
    }
    return numbers;
  });
}

/** The numbers whose forms are there and right, and those that are missing. */
async function keptIn(store: LmdbStore): Promise<{ there: number[]; missing: readonly number[] }> {
  const there: number[] = [];
  const kept = store.keptForms(store.numbersAfter(0, 1000));
  if (kept === undefined) return { there, missing: [...store.numbersAfter(0, 1000)] };
  const missing = await readForms(kept, ({ numbers, keys, forms }) => {
    expect(keys).toEqual(numbers.map((number) => ({ system: `system ${(number - 1) % 2}`, owner: 'BE' })));
    expect(unpackBatch(forms).map((form) => new Uint8Array(form))).toEqual(numbers.map(formOf));
    there.push(...numbers);
  });
  return { there, missing };
}

test('forms are there after reopening, again and again', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 5);
  for (let round = 0; round < 3; ++round) {
    expect(await withStore(folder, {}, keptIn)).toEqual({ there: numbers, missing: [] });
  }
});

test('the form of an erased or replaced subject is gone, and what is left of it on disk does not open', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 4);
  const before = await withStore(folder, {}, (store) => store.keptForms(store.numbersAfter(0, 10)));
  await withStore(folder, {}, async (store) => {
    await store.erase(keyOf(1));
    await store.replace(keyOf(2), store.reserveNumber(), printsOf(9));
    const { there, missing } = await keptIn(store);
    expect(there).toEqual([numbers[0], numbers[3]]);
    expect(missing).toEqual([5]);
  });
  // Even with the keys of before, nothing is there to open.
  if (before === undefined) throw new Error('no forms');
  expect(await readForms(before, () => undefined)).toEqual([numbers[1], numbers[2]]);
});

test('forms of any size are read, together while they are few, and what was read is overwritten', async () => {
  const folder = await temporaryFolder();
  const sizes = [0, 300_000, 200_000, 100_000, 2 ** 20, 5];
  const numbers = await withStore(folder, {}, async (store) => {
    const put = await Promise.all(sizes.map((_, i) => store.put(keyOf(i), printsOf(i))));
    for (const [i, number] of put.entries()) {
      const form = new Uint8Array(sizes[i] ?? 0).fill(number);
      store.keepForm({ number, key: { system: 'system', owner: 'BE' }, form });
    }
    return put;
  });
  const read: { readonly numbers: readonly number[]; readonly sizes: number[] }[] = [];
  const memory: Uint8Array[] = [];
  await withStore(folder, {}, async (store) => {
    const kept = store.keptForms(store.numbersAfter(0, 10));
    if (kept === undefined) throw new Error('no forms');
    const missing = await readForms(kept, (batch) => {
      const forms = unpackBatch(batch.forms);
      forms.forEach((form, i) => {
        expect(form.every((byte) => byte === batch.numbers[i])).toBe(true);
      });
      read.push({ numbers: batch.numbers, sizes: forms.map(({ length }) => length) });
      memory.push(batch.forms.bytes);
    });
    expect(missing).toEqual([]);
  });
  expect(read.flatMap((batch) => batch.numbers)).toEqual(numbers);
  expect(read.map((batch) => batch.sizes)).toEqual([
    sizes.slice(0, 3),
    sizes.slice(3, 4),
    sizes.slice(4, 5),
    sizes.slice(5),
  ]);
  for (const bytes of memory) expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('forms that another program made are not taken, and no others either until they are made anew', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 3);
  expect(await withStore(folder, { formVersion: 2 }, keptIn)).toEqual({ there: [], missing: numbers });
  expect(await withStore(folder, { formVersion: 1 }, keptIn)).toEqual({ there: [], missing: numbers });
});

test('damaged forms cost nobody their record', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 3);
  const { forms } = storeFiles(folder);
  for (const name of await readdir(forms)) await writeFile(join(forms, name), 'not what was here');
  await withStore(folder, {}, async (store) => {
    expect(await keptIn(store)).toEqual({ there: [], missing: numbers });
    expect((await store.check()).problems).toEqual([]);
  });
});

test('forms follow the store key', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 6);
  const keys = { storeKey: new Uint8Array(32).fill(9), previousKey: storeKey };
  await withStore(folder, keys, (store) => store.rotate());
  expect(await withStore(folder, keys, keptIn)).toEqual({ there: numbers, missing: [] });
});
