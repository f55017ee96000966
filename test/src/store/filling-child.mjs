// Puts subjects into a store until its disk is full, then erases some and goes on; writes what happened as JSON on standard
// output. Argument: the store's folder. The parent limits the size of files, which to the store is a full disk.
import { LmdbStore } from '../../../dist/store/lmdb-store.js';

// Without a listener the system ends a process that meets the limit.
process.on('SIGXFSZ', () => undefined);
const keyOf = (i) => ({ system: 'ECRIS-TCN', owner: 'BE', reference: String(i) });
const prints = [{ position: 1, impression: 0, quality: 50, template: new Uint8Array(30_000) }];

const store = await LmdbStore.open(process.argv[2]);
const codes = [];
let stored = 0;
for (let i = 0; codes.length < 3 && i < 1000; ++i) {
  try {
    await store.put(keyOf(i), prints);
    ++stored;
  } catch (error) {
    codes.push(error.code);
  }
}
const countWhenFull = store.count();
for (let i = 0; i < 5; ++i) await store.erase(keyOf(i));
await store.put(keyOf('after'), prints);
const count = store.count();
await store.close();
process.stdout.write(JSON.stringify({ codes, stored, countWhenFull, count }));
