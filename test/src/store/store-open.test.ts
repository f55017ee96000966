import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Packr } from 'msgpackr';
import { expect, test } from 'vitest';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { changeRaw } from './raw-store.js';
import { closeStore, keyOf, openStore, printsOf, storeKey } from './sample-subjects.js';

async function makeStore(folder: string, key?: Uint8Array, subjects = 1): Promise<void> {
  const store = await openStore(folder, key);
  for (let i = 0; i < subjects; ++i) await store.put(keyOf(i), printsOf(i, 10));
  await closeStore(store);
}

test('the wrong key, no key and a key too many are told apart', async () => {
  const [encrypted, open] = [await temporaryFolder(), await temporaryFolder()];
  await makeStore(encrypted, storeKey);
  await makeStore(open);
  await expectCode('STORE_KEY_WRONG', () => LmdbStore.open(encrypted, { storeKey: new Uint8Array(32) }));
  await expectCode('STORE_KEY_REQUIRED', () => LmdbStore.open(encrypted));
  await expectCode('STORE_KEY_WRONG', () => LmdbStore.open(open, { storeKey }));
  await expectCode('INVALID_ARGUMENT', () => LmdbStore.open(encrypted, { storeKey: new Uint8Array(31) }));
  expect((await openStore(encrypted, storeKey)).count()).toBe(1);
});

test('a folder of other files is refused and left as it was', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'letter.txt'), 'not a store');
  await expectCode('STORE_FOREIGN', () => LmdbStore.open(folder));
  expect(await readdir(folder)).toEqual(['letter.txt']);
});

test('a file in place of the folder is refused', async () => {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(path, 'not a folder');
  await expectCode('STORE_FOREIGN', () => LmdbStore.open(path));
  await expectCode('STORE_FOREIGN', () => LmdbStore.open(join(path, 'inside')));
  expect(await readFile(path, 'utf8')).toBe('not a folder');
});

test('a store of another schema is refused, with both versions in the message', async () => {
  const folder = await temporaryFolder();
  await makeStore(folder, storeKey);
  const packr = new Packr({ useRecords: false });
  await changeRaw(folder, ({ meta }) => {
    const header = packr.unpack(meta.get(Buffer.from('header')) ?? Buffer.of()) as unknown[];
    header[1] = 99;
    meta.put(Buffer.from('header'), packr.pack(header));
  });
  const { message } = await expectCode('STORE_FOREIGN', () => LmdbStore.open(folder, { storeKey }));
  expect(message).toMatch(/99.*\b1 to 2\b/);
});

test('a data file that is something else, or was cut short, is an error and not a crash', async () => {
  const garbage = await temporaryFolder();
  await makeStore(garbage);
  await writeFile(join(garbage, 'data.mdb'), Buffer.alloc(40_000, 7));
  await expectCode('STORE_CORRUPT', () => LmdbStore.open(garbage));

  const cut = await temporaryFolder();
  await makeStore(cut, undefined, 200);
  const { length } = await readFile(join(cut, 'data.mdb'));
  await truncate(join(cut, 'data.mdb'), Math.floor(length / 2));
  await expectCode('STORE_CORRUPT', () => LmdbStore.open(cut));
});

test('a store without its salts is corrupt', async () => {
  const folder = await temporaryFolder();
  await makeStore(folder, storeKey);
  await writeFile(join(folder, 'erasure.salts'), Buffer.alloc(8));
  await expectCode('STORE_CORRUPT', () => LmdbStore.open(folder, { storeKey }));
});

test('a store whose making was interrupted is made again', async () => {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ridgeline.lock'), '');
  await writeFile(join(folder, 'data.mdb'), '');
  await writeFile(join(folder, 'erasure.salts'), 'Rid');
  const store = await openStore(folder, storeKey);
  const number = await store.put(keyOf(1), printsOf(1));
  expect(store.find(keyOf(1))).toBe(number);
});

test('a second engine is kept out until the first one closes', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  await expectCode('STORE_IN_USE', () => LmdbStore.open(folder));
  await store.put(keyOf(1), printsOf(1));
  await closeStore(store);
  expect((await openStore(folder)).count()).toBe(1);
});
