import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { FormCache } from '../../../src/store/form-cache.js';
import { dealForms, type FormBatch, type KeptForms, readForms } from '../../../src/store/kept-forms.js';
import { LmdbStore, type LmdbStoreOptions } from '../../../src/store/lmdb-store.js';
import { storeFiles } from '../../../src/store/store-folder.js';
import type { SubjectKey } from '../../../src/store/subject-record.js';
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

const formsIn = ({ forms: { bytes, starts, ends } }: FormBatch): Uint8Array[] =>
  Array.from(starts, (start, i) => bytes.subarray(start, ends[i]));

/** What stands behind a form; references are of more than ASCII. */
const nameOf = (number: number) => ({
  system: `system ${(number - 1) % 2}`,
  owner: 'BE',
  reference: `Größe~${number}`,
});

const formsFile = (folder: string) => join(storeFiles(folder).forms, 'forms.bin');
const placesFile = (folder: string) => join(storeFiles(folder).forms, 'places.bin');

/** A store of some subjects whose forms are kept, and their numbers. */
function makeStore(folder: string, count: number): Promise<number[]> {
  return withStore(folder, {}, async (store) => {
    const numbers = await Promise.all(Array.from({ length: count }, (_, i) => store.put(keyOf(i), printsOf(i))));
    for (const number of numbers) {
      store.keepForm({ number, key: nameOf(number), form: formOf(number) });
    }
    return numbers;
  });
}

/** The numbers whose forms are there and right, and those that are missing. */
async function keptIn(store: LmdbStore): Promise<{ there: number[]; missing: readonly number[] }> {
  const there: number[] = [];
  const kept = store.keptForms(store.numbersAfter(0, 1000));
  if (kept === undefined) return { there, missing: [...store.numbersAfter(0, 1000)] };
  const missing = readForms(kept, (batch) => {
    const { numbers, names, found } = batch;
    expect(names).toEqual(numbers.map(nameOf).map(({ system, owner }) => ({ system, owner })));
    expect(found).toEqual([]);
    expect(formsIn(batch).map((form) => new Uint8Array(form))).toEqual(numbers.map(formOf));
    there.push(...numbers);
  });
  return { there, missing };
}

test('references are found by a text they contain', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 12);
  await withStore(folder, {}, (store) => {
    for (const text of ['~1', 'öß', 'e', '', 'nowhere', 'BE', 'system']) {
      const found: SubjectKey[] = [];
      const kept = store.keptForms(store.numbersAfter(0, 1000));
      if (kept === undefined) throw new Error('no forms');
      readForms(kept, (batch) => found.push(...batch.found), text);
      expect(found).toEqual(numbers.map(nameOf).filter(({ reference }) => reference.includes(text)));
    }
  });
});

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
  expect(readForms(before, () => undefined)).toEqual([numbers[1], numbers[2]]);
});

test('subjects are dealt out with all that belongs to them, each part in its order', () => {
  const some = fc.uniqueArray(fc.integer({ min: 1, max: 100 })).map((numbers) => numbers.sort((a, b) => a - b));
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), (numbers, parts, together) => {
      const kept: KeptForms = {
        path: 'forms',
        generation: 3,
        numbers: Float64Array.from(numbers),
        keys: Uint8Array.from(numbers.flatMap((number) => new Array<number>(32).fill(number))),
        places: {
          offsets: Float64Array.from(numbers, (number) => 1000 * number),
          lengths: Uint32Array.from(numbers, (number) => 10 * number),
        },
      };
      // Those of part -1 are left out.
      const partOf = (number: number) => (Math.floor(number / together) % (parts + 1)) - 1;
      const dealt = dealForms(kept, parts, partOf);
      expect(dealt).toEqual(
        Array.from({ length: parts }, (_, part) => {
          const own = numbers.filter((number) => partOf(number) === part);
          return {
            ...kept,
            numbers: Float64Array.from(own),
            keys: Uint8Array.from(own.flatMap((number) => new Array<number>(32).fill(number))),
            places: {
              offsets: Float64Array.from(own, (number) => 1000 * number),
              lengths: Uint32Array.from(own, (number) => 10 * number),
            },
          };
        }),
      );
    }),
  );
});

test('forms of any size are read, together while they are few, and what was read is overwritten', async () => {
  const folder = await temporaryFolder();
  const sizes = [0, 300_000, 200_000, 100_000, 2 ** 20, 5];
  const numbers = await withStore(folder, {}, async (store) => {
    const put = await Promise.all(sizes.map((_, i) => store.put(keyOf(i), printsOf(i))));
    for (const [i, number] of put.entries()) {
      const form = new Uint8Array(sizes[i] ?? 0).fill(number);
      store.keepForm({ number, key: { system: 'system', owner: 'BE', reference: 'R' }, form });
    }
    return put;
  });
  const read: { readonly numbers: readonly number[]; readonly sizes: number[] }[] = [];
  const memory: Uint8Array[] = [];
  await withStore(folder, {}, async (store) => {
    const kept = store.keptForms(store.numbersAfter(0, 10));
    if (kept === undefined) throw new Error('no forms');
    const missing = readForms(kept, (batch) => {
      const forms = formsIn(batch);
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

test('forms that are damaged, moved or cut off are made anew, and the others are there', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 6);
  const bytes = await readFile(formsFile(folder));
  const [first = 0, second = 0, ...others] = numbers;
  const last = numbers.at(-1) ?? 0;
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  await writeFile(formsFile(folder), bytes.subarray(0, -1));
  const expected = { there: [second, ...others.slice(0, -1)], missing: [first, last] };
  expect(await withStore(folder, {}, keptIn)).toEqual(expected);
  // Places that say what cannot be.
  const places = await readFile(placesFile(folder));
  const slot = second * 16;
  for (const [offset, length] of [
    [Number.NaN, 100],
    [-1, 100],
    [1e300, 100],
    [0, 2 ** 32 - 1],
  ] as const) {
    places.set(new Uint8Array(Float64Array.of(offset).buffer), slot);
    places.set(new Uint8Array(Uint32Array.of(length).buffer), slot + 8);
    await writeFile(placesFile(folder), places);
    const without = { there: expected.there.slice(1), missing: [first, second, last] };
    expect(await withStore(folder, {}, keptIn)).toEqual(without);
  }
  // What is made anew takes their places.
  await withStore(folder, {}, (store) => {
    for (const number of [first, second, last]) {
      store.keepForm({ number, key: nameOf(number), form: formOf(number) });
    }
  });
  expect(await withStore(folder, {}, keptIn)).toEqual({ there: numbers, missing: [] });
});

test('the bytes of forgotten forms are overwritten, and their room is used again', async () => {
  const folder = await temporaryFolder();
  const open = () => FormCache.open(folder, 1);
  const mebibyte = (number: number) => Buffer.alloc(2 ** 20, number % 255);
  const keep = async (numbers: readonly number[], forgotten: readonly number[] = []) => {
    const cache = await open();
    cache?.forget(forgotten);
    for (const number of numbers) cache?.keep(number, mebibyte(number));
    await cache?.close();
  };
  const all = Array.from({ length: 90 }, (_, i) => i + 1);
  for (let at = 0; at < all.length; at += 30) await keep(all.slice(at, at + 30));
  const { size } = await stat(join(folder, 'forms.bin'));
  expect(size).toBe(90 * 2 ** 20);
  // Every number below 81: its bytes become zeros. Then others come, where they fit.
  await keep([], all.slice(0, 80));
  const bytes = await readFile(join(folder, 'forms.bin'));
  expect(bytes.subarray(0, 80 * 2 ** 20).every((byte) => byte === 0)).toBe(true);
  const later = Array.from({ length: 50 }, (_, i) => 201 + i);
  await keep(later);
  expect((await stat(join(folder, 'forms.bin'))).size).toBe(size);
  const cache = await open();
  onTestFinished(() => cache?.close());
  expect(cache?.count).toBe(60);
  for (const number of [...all.slice(80), ...later]) expect(cache?.get(number)?.equals(mebibyte(number))).toBe(true);
  expect(cache?.get(1)).toBeUndefined();
});

test('forms follow the store key', async () => {
  const folder = await temporaryFolder();
  const numbers = await makeStore(folder, 6);
  const keys = { storeKey: new Uint8Array(32).fill(9), previousKey: storeKey };
  await withStore(folder, keys, (store) => store.rotate());
  expect(await withStore(folder, keys, keptIn)).toEqual({ there: numbers, missing: [] });
});
