import { expect, test } from 'vitest';
import { SeededRandom } from '../helpers/seeded-random.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { Client, type Counts, type World } from './mixed/client.js';
import { Model } from './mixed/model.js';
import { capturesOf, printsOf, probesOf, Scores } from './mixed/scores.js';
import { openEngine, storeKey } from './people.js';

/** RIDGELINE_MIXED_MINUTES=30 works for half an hour at least, and tells what was done. */
const minutes = Number(process.env['RIDGELINE_MIXED_MINUTES'] ?? 0);
const seed = Number(process.env['RIDGELINE_MIXED_SEED'] ?? 1);
const clients = 8;
const leastSteps = 40;
const people = 40;

test(
  'searches, enrolments, amendments and erasures of eight clients at once are as a plain list says',
  async () => {
    const options = { storePath: await temporaryFolder(), storeKey };
    const engine = await openEngine(options);
    const captures = capturesOf(people, 4);
    const probes = probesOf(people + 4, 2);
    const scores = await Scores.of(await openEngine({ threads: 1 }), captures, probes);
    const model = new Model();
    const world: World = { engine, model, scores, captures, probes, owners: ['BE', 'NL', 'FR'] };
    const counts: Counts = {};
    const untilMs = performance.now() + minutes * 60_000;
    const all = Array.from({ length: clients }, (_, i) => {
      return new Client(`client ${i}`, world, new SeededRandom(100 * seed + i), counts);
    });
    await Promise.all(all.map((client) => client.work(leastSteps, untilMs)));
    if (minutes > 0) console.info(counts);

    expect(engine.info().subjects).toBe(model.size);
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['enrolments', 'amendments', 'erasures', 'searches', 'searches of everybody']),
    );
    const last = async (asked: typeof engine) => {
      const found = await Promise.all(
        probes.map((probe) => asked.identify({ prints: printsOf(probe), exhaustive: true, maxCandidates: 1000 })),
      );
      return found.map(({ candidates }) => candidates.map(({ reference, score }) => ({ reference, score })));
    };
    const before = await last(engine);
    await engine.close();
    const again = await openEngine(options);
    expect(again.info().subjects).toBe(model.size);
    expect(await last(again)).toEqual(before);
  },
  minutes * 60_000 + 240_000,
);
