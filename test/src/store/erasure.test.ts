import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ErasureSalts } from '../../../src/store/erasure-salts.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { changeRaw, rawKey } from './raw-store.js';
import { closeStore, keyOf, openStore, plain, printsOf, storeKey } from './sample-subjects.js';

const saltBytes = 16;

async function saltOf(folder: string, number: number): Promise<Buffer> {
  const salts = await readFile(join(folder, 'erasure.salts'));
  return salts.subarray(number * saltBytes, (number + 1) * saltBytes);
}

describe.each([
  ['with a key', storeKey],
  ['without a key', undefined],
])('a store %s', (_name, key) => {
  test('cannot read the bytes of an erased record, should they still be somewhere', async () => {
    const folder = await temporaryFolder();
    const store = await openStore(folder, key);
    const number = await store.put(keyOf(1), printsOf(1));
    await closeStore(store);
    const kept = new Map<string, Buffer>();
    await changeRaw(folder, ({ subjects, index }) => {
      kept.set('record', Buffer.from(subjects.get(rawKey(number)) ?? Buffer.of()));
      kept.set('entry', Buffer.from([...index.getKeys()][0] ?? Buffer.of()));
    });

    const erasing = await openStore(folder, key);
    const receipt = await erasing.erase(keyOf(1));
    expect(receipt).toMatchObject({ subject: keyOf(1), number, reason: 'request' });
    expect(receipt !== undefined && erasing.isErased(receipt)).toBe(true);
    expect(await erasing.erase(keyOf(1))).toBeUndefined();
    await closeStore(erasing);
    expect((await saltOf(folder, number)).every((byte) => byte === 0)).toBe(true);

    await changeRaw(folder, ({ subjects, index }) => {
      subjects.put(rawKey(number), kept.get('record') ?? Buffer.of());
      index.put(kept.get('entry') ?? Buffer.of(), rawKey(number));
    });
    const again = await openStore(folder, key);
    expect(again.find(keyOf(1))).toBe(number);
    await expectCode('STORE_CORRUPT', () => again.get(number));
  });

  test('ends at its next start the erasure that a crash interrupted', async () => {
    const folder = await temporaryFolder();
    const store = await openStore(folder, key);
    const erased = await store.put(keyOf(1), printsOf(1));
    const other = await store.put(keyOf(2), printsOf(2));
    await closeStore(store);
    // The state after the first commit of an erasure: the record is gone, the mark is there, the salt too.
    await changeRaw(folder, ({ subjects, index, erasures }) => {
      const entry = [...index.getKeys()].find((name) => index.get(name)?.equals(rawKey(erased)));
      subjects.remove(rawKey(erased));
      index.remove(entry ?? Buffer.of());
      erasures.put(rawKey(erased), Buffer.of(1));
    });
    expect((await saltOf(folder, erased)).some((byte) => byte !== 0)).toBe(true);

    const again = await openStore(folder, key);
    expect((await saltOf(folder, erased)).every((byte) => byte === 0)).toBe(true);
    expect(again.find(keyOf(1))).toBeUndefined();
    expect(plain(again.get(other)?.prints)).toEqual(printsOf(2));
    await closeStore(again);
    await changeRaw(folder, ({ erasures }) => expect([...erasures.getKeys()]).toEqual([]));
  });
});

describe('salts', () => {
  test('are all different, also over the end of a block, and stay when the file is opened again', async () => {
    const path = join(await temporaryFolder(), 'salts');
    const salts = await ErasureSalts.create(path);
    expect(salts.get(1)).toBeUndefined();
    await Promise.all([salts.reserve(1), salts.reserve(9000), salts.reserve(4097)]);
    const numbers = Array.from({ length: 9000 }, (_, i) => i + 1);
    const made = numbers.map((number) => salts.get(number)?.toString('hex'));
    expect(new Set(made).size).toBe(9000);
    expect(made).not.toContain(undefined);
    await salts.overwrite([17, 4096]);
    await salts.close();

    const again = await ErasureSalts.open(path, 9001);
    const expected = made.map((salt, i) => (i === 16 || i === 4095 ? undefined : salt));
    expect(numbers.map((number) => again.get(number)?.toString('hex'))).toEqual(expected);
    await again.close();
  });

  test('that were made and not used are made again', async () => {
    const path = join(await temporaryFolder(), 'salts');
    const salts = await ErasureSalts.create(path);
    await salts.reserve(10);
    const [used, unused] = [salts.get(4), salts.get(5)];
    await salts.close();

    const again = await ErasureSalts.open(path, 5);
    expect(again.get(5)).toBeUndefined();
    await again.reserve(5);
    expect(again.get(4)).toEqual(used);
    expect(again.get(5)).not.toEqual(unused);
    await again.close();
  });
});
