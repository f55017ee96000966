import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { MemoryStore } from '../../../src/store/memory-store.js';
import type { SubjectStore } from '../../../src/store/subject-store.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { closeStore, keyOf, openStore, plain, printsOf, storeKey } from './sample-subjects.js';

test.each<[string, () => Promise<SubjectStore>]>([
  ['on disk', async () => openStore(await temporaryFolder(), storeKey)],
  ['in memory', async () => new MemoryStore()],
])('a store %s puts other prints in the place of a subject and erases the old ones', async (_name, open) => {
  const store = await open();
  const old = await store.put(keyOf(1), printsOf(1), { retainUntilMs: 10 });
  const created = store.get(old)?.createdMs;
  const number = store.reserveNumber();
  const receipt = await store.replace(keyOf(1), number, printsOf(2), { retainUntilMs: 20 });
  expect(receipt).toMatchObject({ subject: keyOf(1), number: old, reason: 'replaced' });
  expect(store.isErased(receipt)).toBe(true);
  expect(store.find(keyOf(1))).toBe(number);
  expect(store.count()).toBe(1);
  expect(store.get(number)).toMatchObject({ createdMs: created, retainUntilMs: 20 });
  expect(plain(store.get(number)?.prints)).toEqual(printsOf(2));
  expect(store.expired(15, 10)).toEqual([]);
  expect(store.expired(21, 10).map((subject) => subject.number)).toEqual([number]);
  await expectCode('SUBJECT_NOT_FOUND', () => store.replace(keyOf(2), store.reserveNumber(), printsOf(1)));
});

test('receipts wait, over restarts, until they are settled', async () => {
  const folder = await temporaryFolder();
  const store = await LmdbStore.open(folder, { storeKey, keepsReceipts: true });
  await store.put(keyOf(1), printsOf(1));
  await store.put(keyOf(2), printsOf(2));
  const first = await store.erase(keyOf(1), 'retention');
  const second = await store.erase(keyOf(2));
  await closeStore(store);

  const again = await LmdbStore.open(folder, { storeKey, keepsReceipts: true });
  expect(again.pendingReceipts()).toEqual([first, second]);
  await again.settleReceipt(first?.number ?? 0);
  expect(again.pendingReceipts()).toEqual([second]);
  await closeStore(again);

  await mkdir(join(folder, 'audit'));
  const beside = await openStore(folder, storeKey);
  expect(beside.pendingReceipts()).toEqual([second]);
  await closeStore(beside);
  await rmdir(join(folder, 'audit'));
  const careless = await openStore(folder, storeKey);
  expect(careless.pendingReceipts()).toEqual([]);
});
