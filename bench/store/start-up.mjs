// How fast an engine starts: fills a store with synthetic ten-finger subjects where it is not there yet, then opens an engine on it
// several times and says subjects per second. Arguments: folder, subjects, threads. Run after `npm run build`.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Engine, synthesizeTemplates, Workbench } from '../../dist/engine/index.js';
import { LmdbStore } from '../../dist/store/lmdb-store.js';

const [folder, subjectsText = '100000', threadsText = String(availableParallelism())] = process.argv.slice(2);
const subjects = Number(subjectsText);
const threads = Number(threadsText);
const storeKey = new Uint8Array(32).fill(1);
/** Different people; the rest of the gallery are the same ones under other references, which costs the same to load. */
const people = Math.min(subjects, 2000);
/** Enrolments that share a commit. */
const atATime = 1000;

async function makePeople() {
  const workbench = new Workbench({ threads });
  const positions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const request = { seed: 1, firstPerson: 1, people, positions, firstImpression: 1, impressions: 1 };
  const all = [];
  for await (const { templates } of synthesizeTemplates(workbench, request)) {
    all.push(templates.map(({ position, template }) => ({ position, impression: 0, quality: 60, template })));
  }
  await workbench.close();
  return all;
}

async function makeStore() {
  const all = await makePeople();
  const store = await LmdbStore.open(folder, { storeKey });
  for (let first = 0; first < subjects; first += atATime) {
    const puts = Array.from({ length: Math.min(atATime, subjects - first) }, (_, i) =>
      store.put({ system: 'ECRIS-TCN', owner: 'BE', reference: String(first + i) }, all[(first + i) % people]),
    );
    await Promise.all(puts);
  }
  await store.close();
}

function say(what, count, startMs) {
  const seconds = (performance.now() - startMs) / 1000;
  console.log(`${what}: ${count} in ${seconds.toFixed(2)} s, ${Math.round(count / seconds)} a second`);
}

/** What the system takes to hand out memory: a start is bound by it where a virtual machine's host backs pages only when they are touched. */
function sayMemory() {
  const bytes = 2 ** 28;
  const memory = Buffer.allocUnsafeSlow(bytes);
  const [first, again] = [1, 2].map((value) => {
    const startMs = performance.now();
    memory.fill(value);
    return bytes / (performance.now() - startMs) / 1e6;
  });
  console.log(`fresh memory: ${first.toFixed(1)} GB/s a thread, the same again ${again.toFixed(1)} GB/s`);
}

if (!existsSync(folder)) {
  const startMs = performance.now();
  await makeStore();
  say('made', subjects, startMs);
}
// The first time, where no forms are kept yet, every template is prepared.
for (let round = 0; round <= 3; ++round) {
  const startMs = performance.now();
  const engine = await Engine.open({ storePath: folder, storeKey, threads });
  say(`start ${round} with ${threads} threads`, engine.info().subjects, startMs);
  await engine.close();
}
sayMemory();
