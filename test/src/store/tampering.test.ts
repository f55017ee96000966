import { expect, test } from 'vitest';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { changeRaw, rawKey } from './raw-store.js';
import { closeStore, keyOf, openStore, plain, printsOf, storeKey } from './sample-subjects.js';

async function makeStore(key: Uint8Array | undefined) {
  const folder = await temporaryFolder();
  const store = await openStore(folder, key);
  const [first, second] = [await store.put(keyOf(1), printsOf(1)), await store.put(keyOf(2), printsOf(2))];
  await closeStore(store);
  return { folder, first, second };
}

test.each([
  ['encrypted', storeKey],
  ['open', undefined],
])('every changed byte of a record of an %s store is noticed, and other records stay readable', async (_name, key) => {
  const { folder, first, second } = await makeStore(key);
  for (const offset of [0, 1, 12, 13, 28, 29, 100, -1]) {
    const flip = (bytes: Buffer | undefined) => {
      const changed = Buffer.from(bytes ?? Buffer.of());
      const at = offset < 0 ? changed.length + offset : offset;
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    };
    await changeRaw(folder, ({ subjects }) => subjects.put(rawKey(first), flip(subjects.get(rawKey(first)))));
    const store = await openStore(folder, key);
    const { message } = await expectCode('STORE_CORRUPT', () => store.get(first));
    expect(message).toContain(`subject ${first}`);
    await expectCode('STORE_CORRUPT', () => store.readAfter(0, 10));
    expect(plain(store.get(second)?.prints)).toEqual(printsOf(2));
    await closeStore(store);
    await changeRaw(folder, ({ subjects }) => subjects.put(rawKey(first), flip(subjects.get(rawKey(first)))));
  }
  expect(plain((await openStore(folder, key)).get(first)?.prints)).toEqual(printsOf(1));
});

test('records that changed places do not open', async () => {
  const { folder, first, second } = await makeStore(storeKey);
  await changeRaw(folder, ({ subjects }) => {
    const [a, b] = [subjects.get(rawKey(first)), subjects.get(rawKey(second))];
    subjects.put(rawKey(first), Buffer.from(b ?? Buffer.of()));
    subjects.put(rawKey(second), Buffer.from(a ?? Buffer.of()));
  });
  const store = await openStore(folder, storeKey);
  await expectCode('STORE_CORRUPT', () => store.get(first));
  await expectCode('STORE_CORRUPT', () => store.get(second));
});

test('a record that was lost from one of the two databases is noticed when the store opens', async () => {
  const { folder, first } = await makeStore(storeKey);
  await changeRaw(folder, ({ subjects }) => subjects.remove(rawKey(first)));
  await expectCode('STORE_CORRUPT', () => openStore(folder, storeKey));
});
