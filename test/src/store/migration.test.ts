import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Packr } from 'msgpackr';
import { expect, test } from 'vitest';
import { ErasureSalts } from '../../../src/store/erasure-salts.js';
import { seal } from '../../../src/store/seal.js';
import { StoreKeys } from '../../../src/store/store-keys.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { changeRaw, rawKey } from './raw-store.js';
import { closeStore, keyOf, openStore, plain, printsOf, storeKey } from './sample-subjects.js';

const packr = new Packr({ useRecords: false, moreTypes: false });
const numberBytes = (number: number) => Buffer.from(number.toString(16).padStart(16, '0'), 'hex');

/** Writes a store as schema version 1 laid it out. */
async function makeVersion1(folder: string, key: Uint8Array | undefined, subjects: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const id = Buffer.alloc(16, 5);
  const keys = new StoreKeys(key, id);
  const salts = await ErasureSalts.create(join(folder, 'erasure.salts'));
  await salts.reserve(subjects);
  await changeRaw(folder, ({ meta, subjects: records, index }) => {
    meta.put(Buffer.from('header'), packr.pack(['ridgeline store', 1, id, key === undefined ? null : keys.check]));
    meta.put(Buffer.from('next number'), rawKey(subjects + 1));
    for (let number = 1; number <= subjects; ++number) {
      const { system, owner, reference } = keyOf(number);
      const prints = printsOf(number).map(({ position, impression, quality, template }) => [
        position,
        impression,
        quality,
        Buffer.from(template),
      ]);
      const record = packr.pack([system, owner, reference, 1_700_000_000_000, prints]);
      const place = Buffer.concat([Buffer.from('subject '), numberBytes(number)]);
      records.put(rawKey(number), seal(keys.recordKey(salts.get(number) ?? Buffer.of()), place, record));
      index.put(keys.indexEntry(keyOf(number)), rawKey(number));
    }
  });
  await salts.close();
  // The lock marks the folder as ours.
  await writeFile(join(folder, 'ridgeline.lock'), '');
}

test.each([
  ['with a key', storeKey],
  ['without a key', undefined],
])('a store of schema 1 %s is brought to this one, keeps its subjects and takes new ones', async (_name, key) => {
  const folder = join(await temporaryFolder(), 'store');
  await makeVersion1(folder, key, 5);
  const store = await openStore(folder, key);
  expect(store.count()).toBe(5);
  for (let i = 1; i <= 5; ++i) {
    const subject = store.get(store.find(keyOf(i)) ?? 0);
    expect(plain(subject?.prints)).toEqual(printsOf(i));
    expect(subject).toMatchObject({ createdMs: 1_700_000_000_000 });
  }
  expect(await store.put(keyOf(6), printsOf(6), { retainUntilMs: 1000 })).toBe(6);
  await store.erase(keyOf(2));
  await closeStore(store);

  const again = await openStore(folder, key);
  expect(again.count()).toBe(5);
  expect(again.expired(1001, 10).map(({ number }) => number)).toEqual([6]);
  await closeStore(again);
  await changeRaw(folder, ({ meta }) => {
    const header = packr.unpack(meta.get(Buffer.from('header')) ?? Buffer.of()) as unknown[];
    expect(header[1]).toBe(2);
  });
});
