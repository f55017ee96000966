import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { restoreBackup } from '../../../src/store/restore-backup.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { changeRaw, rawKey } from './raw-store.js';
import { closeStore, keyOf, openStore, plain, printsOf, storeKey } from './sample-subjects.js';

async function folders() {
  const folder = await temporaryFolder();
  return { storePath: join(folder, 'store'), backup: join(folder, 'backup'), restored: join(folder, 'restored') };
}

async function filled(storePath: string, key: Uint8Array | undefined, subjects = 20): Promise<LmdbStore> {
  const store = await openStore(storePath, key);
  for (let i = 0; i < subjects; ++i) await store.put(keyOf(i), printsOf(i), { retainUntilMs: i + 1 });
  return store;
}

describe.each([
  ['with a key', storeKey],
  ['without a key', undefined],
])('a backup of a store %s', (_name, key) => {
  test('is the store as of one moment, although writes go on', async () => {
    const { storePath, backup, restored } = await folders();
    const store = await filled(storePath, key);
    const writing = Promise.all(Array.from({ length: 100 }, (_, i) => store.put(keyOf(`new ${i}`), printsOf(i))));
    const result = await store.backUp(backup);
    await writing;
    const { subjects } = await restoreBackup(backup, restored);
    expect(subjects).toBeGreaterThanOrEqual(20);
    const again = await openStore(restored, key);
    expect(again.count()).toBe(subjects);
    expect(result?.snapshot).toBeDefined();
    expect(await again.check()).toMatchObject({ sound: true, subjects });
    for (let i = 0; i < 20; ++i) expect(plain(again.get(again.find(keyOf(i)) ?? 0)?.prints)).toEqual(printsOf(i));
    const number = await again.put(keyOf('after'), printsOf(1));
    expect(number).toBeGreaterThan(20);
  });

  test('does not bring back whom a later backup, or the lost store, says was erased', async () => {
    const { storePath, backup, restored } = await folders();
    const store = await filled(storePath, key);
    const first = await store.backUp(backup);
    await store.erase(keyOf(3));
    await store.replace(keyOf(4), store.reserveNumber(), printsOf(44));
    await store.backUp(backup, { erasuresOnly: true });
    await store.erase(keyOf(5));
    await closeStore(store);

    const snapshot = first?.snapshot;
    expect(await restoreBackup(backup, restored, { snapshot })).toMatchObject({ subjects: 18, leftErased: 2 });
    const again = await openStore(restored, key);
    expect([3, 4, 5].map((i) => again.find(keyOf(i)) !== undefined)).toEqual([false, false, true]);
    expect(again.readAfter(0, 100)).toHaveLength(18);
    expect(again.expired(1000, 100)).toHaveLength(18);
    expect(await again.check()).toMatchObject({ sound: true, subjects: 18, erased: 2 });
    const strict = `${restored}-strictly`;
    expect(await restoreBackup(backup, strict, { snapshot, erasedIn: storePath })).toMatchObject({ leftErased: 3 });
    expect((await openStore(strict, key)).find(keyOf(5))).toBeUndefined();
  });
});

test('a backup from before a rotation is restored with the previous key, and erasures still reach it', async () => {
  const { storePath, backup, restored } = await folders();
  const store = await filled(storePath, storeKey);
  const first = await store.backUp(backup);
  await closeStore(store);
  const newKey = new Uint8Array(32).fill(8);
  const rotated = await LmdbStore.open(storePath, { storeKey: newKey, previousKey: storeKey });
  onTestFinished(() => rotated.close().catch(() => undefined));
  const middle = await rotated.backUp(backup);
  await rotated.rotate();
  await rotated.erase(keyOf(1));
  await rotated.backUp(backup);
  for (const [i, { name, key, previousKey }] of [
    { name: first?.snapshot, key: storeKey, previousKey: undefined },
    { name: middle?.snapshot, key: newKey, previousKey: storeKey },
    { name: undefined, key: newKey, previousKey: undefined },
  ].entries()) {
    const path = `${restored}-${i}`;
    await restoreBackup(backup, path, { snapshot: name });
    const again = await LmdbStore.open(path, { storeKey: key, previousKey });
    expect([again.find(keyOf(1)), again.count()]).toEqual([undefined, 19]);
    expect(await again.check()).toMatchObject({ sound: true });
    await again.close();
  }
});

test('damaged snapshots, folders in use and backups of other stores are refused', async () => {
  const { storePath, backup, restored } = await folders();
  const store = await filled(storePath, storeKey);
  const result = await store.backUp(backup);
  await expectCode('STORE_FOREIGN', () => restoreBackup(backup, storePath));
  await expectCode('FILE_NOT_READABLE', () => restoreBackup(backup, restored, { snapshot: '../..' }));
  await expectCode('FILE_NOT_READABLE', () => restoreBackup(storePath, restored));
  const other = await openStore(`${storePath}-other`, storeKey);
  await expectCode('STORE_FOREIGN', () => other.backUp(backup));
  const data = join(backup, 'snapshots', result?.snapshot ?? '', 'data.mdb');
  const bytes = await readFile(data);
  bytes[9000] = (bytes[9000] ?? 0) ^ 1;
  await writeFile(data, bytes);
  await expectCode('STORE_CORRUPT', () => restoreBackup(backup, restored));
  await expectCode('STORE_FOREIGN', () => LmdbStore.open(restored, { storeKey }));
});

test('a check finds what does not open and what does not fit together', async () => {
  const { storePath } = await folders();
  await closeStore(await filled(storePath, storeKey));
  await changeRaw(storePath, ({ subjects, index }) => {
    const record = Buffer.from(subjects.get(rawKey(2)) ?? Buffer.of());
    record[40] = (record[40] ?? 0) ^ 1;
    subjects.put(rawKey(2), record);
    const entry = [...index.getKeys()].find((name) => index.get(name)?.equals(rawKey(3)));
    index.put(entry ?? Buffer.of(), rawKey(900));
  });
  const salts = await readFile(join(storePath, 'erasure.salts'));
  salts.fill(0, 16 * 5, 16 * 6);
  await writeFile(join(storePath, 'erasure.salts'), salts);
  const store = await openStore(storePath, storeKey);
  const { sound, problems } = await store.check();
  expect(sound).toBe(false);
  expect(problems.map(({ kind, number }) => [kind, number])).toEqual([
    ['unreadable', 2],
    ['index', 3],
    ['salt-missing', 5],
    ['index', 900],
  ]);
});
