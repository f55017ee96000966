import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCode } from '../helpers/expect-code.js';
import { SeededRandom } from '../helpers/seeded-random.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { closeStore, keyOf, openStore, plain, printsOf, storeKey } from './sample-subjects.js';

describe.each([
  ['with a key', storeKey],
  ['without a key', undefined],
])('a store %s', (_name, key) => {
  test('gives back after reopening what was put', async () => {
    const folder = await temporaryFolder();
    const store = await openStore(folder, key);
    const numbers = await Promise.all([1, 2, 3, 4].map((i) => store.put(keyOf(i), printsOf(i, i))));
    expect(new Set(numbers).size).toBe(4);
    await closeStore(store);

    const again = await openStore(folder, key);
    expect(again.count()).toBe(4);
    expect(again.encrypted).toBe(key !== undefined);
    for (const [i, number] of numbers.entries()) {
      expect(again.find(keyOf(i + 1))).toBe(number);
      const subject = again.get(number);
      expect(subject?.key).toEqual(keyOf(i + 1));
      expect(plain(subject?.prints)).toEqual(printsOf(i + 1, i + 1));
      expect(Math.abs(Date.now() - (subject?.createdMs ?? 0))).toBeLessThan(600_000);
    }
    expect(again.find(keyOf(5))).toBeUndefined();
    expect(again.find({ ...keyOf(1), owner: 'NL' })).toBeUndefined();
    expect(again.get(1000)).toBeUndefined();
  });

  test('reads subjects in the order of their numbers, in pieces', async () => {
    const store = await openStore(await temporaryFolder(), key);
    const numbers = [];
    for (let i = 0; i < 7; ++i) numbers.push(await store.put(keyOf(i), printsOf(i)));
    await store.erase(keyOf(3));
    const seen: number[] = [];
    for (let piece = store.readAfter(0, 2); piece.length > 0; piece = store.readAfter(seen.at(-1) ?? 0, 2)) {
      expect(piece.length).toBeLessThanOrEqual(2);
      seen.push(...piece.map(({ number }) => number));
    }
    expect(seen).toEqual(numbers.filter((_, i) => i !== 3));
  });

  test('is as a Map under random operations and restarts', async () => {
    const folder = await temporaryFolder();
    const random = new SeededRandom(20261123);
    const model = new Map<string, number>();
    let lastNumber = 0;
    let store = await openStore(folder, key);
    for (let step = 0; step < 150; ++step) {
      const reference = String(random.below(12));
      const choice = random.below(20);
      if (choice < 10) {
        if (model.has(reference)) {
          await expectCode('SUBJECT_EXISTS', () => store.put(keyOf(reference), printsOf(step)));
        } else {
          const number = await store.put(keyOf(reference), printsOf(step));
          expect(number).toBeGreaterThan(lastNumber);
          lastNumber = number;
          model.set(reference, step);
        }
      } else if (choice < 19) {
        expect((await store.erase(keyOf(reference))) !== undefined).toBe(model.delete(reference));
      } else {
        await closeStore(store);
        store = await openStore(folder, key);
      }
      expect(store.count()).toBe(model.size);
      const seed = model.get(reference);
      const number = store.find(keyOf(reference));
      expect(number === undefined).toBe(seed === undefined);
      if (number !== undefined && seed !== undefined) expect(plain(store.get(number)?.prints)).toEqual(printsOf(seed));
    }
  });
});

test('of puts of the same key at the same moment one wins', async () => {
  const store = await openStore(await temporaryFolder(), storeKey);
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map((i) => store.put(keyOf('same'), printsOf(i))));
  const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(store.count()).toBe(1);
  expect(plain(store.get(store.find(keyOf('same')) ?? 0)?.prints)).toEqual(printsOf(winner + 1));
});

test('a number is not given again, also after its subject was erased and the store reopened', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  const first = await store.put(keyOf(1), printsOf(1));
  await store.erase(keyOf(1));
  await closeStore(store);
  const again = await openStore(folder);
  expect(await again.put(keyOf(1), printsOf(1))).toBeGreaterThan(first);
});

test('with a key neither names nor templates stand in the files', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder, storeKey);
  const key = { system: 'SYSTEM-NAME', owner: 'OWNER-NAME', reference: 'REFERENCE-1234' };
  await store.put(key, printsOf(7));
  await closeStore(store);
  const files = await readdir(folder);
  const contents = await Promise.all(files.map((name) => readFile(join(folder, name))));
  const secrets = [
    ...Object.values(key).map((name) => Buffer.from(name)),
    ...printsOf(7).map(({ template }) => Buffer.from(template)),
  ];
  for (const secret of secrets) expect(contents.some((bytes) => bytes.includes(secret))).toBe(false);
});

test('only its owner may enter the folder it makes', async () => {
  const folder = join(await temporaryFolder(), 'new', 'store');
  await openStore(folder);
  expect((await stat(folder)).mode & 0o077).toBe(0);
});
