import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LmdbStore } from '../../../src/store/lmdb-store.js';
import { SeededRandom } from '../helpers/seeded-random.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { linesUntilKilled } from './lines-until-killed.js';
import { keyOf, openEngine, storeKey, templateOf } from './people.js';

const child = fileURLToPath(new URL('enrolling-child.mjs', import.meta.url));
const rounds = 6;

test(`kill -9 at any moment loses nothing acknowledged, ${rounds} times`, async () => {
  const folder = await temporaryFolder();
  const storePath = join(folder, 'store');
  const templatesPath = join(folder, 'templates.json');
  const templates = Array.from({ length: 10 }, (_, i) => templateOf(i, 0, 1));
  await writeFile(templatesPath, JSON.stringify(templates.map((template) => Buffer.from(template).toString('hex'))));

  const random = new SeededRandom(20261123);
  const enrolled = new Set<number>();
  const erased = new Set<number>();
  const begun = new Set<number>();
  for (let round = 0; round < rounds; ++round) {
    const command = [child, storePath, Buffer.from(storeKey).toString('hex'), templatesPath, String(round * 100_000)];
    // Every other one is killed after it wrote, however long it takes to begin on a loaded machine.
    const after = round % 2 === 0 ? 'enrolled' : 'open';
    for (const line of await linesUntilKilled(command, after, 5 + random.below(400))) {
      const [verb, text] = line.split(' ');
      const reference = Number(text);
      if (verb === 'enrol') begun.add(reference);
      if (verb === 'enrolled') enrolled.add(reference);
      // An erasure that began may have been done without having been acknowledged.
      if (verb === 'erase') enrolled.delete(reference);
      if (verb === 'erased') erased.add(reference);
    }

    const store = await LmdbStore.open(storePath, { storeKey });
    const stored = new Set<number>();
    for (const { key, prints } of store.readAfter(0, Number.MAX_SAFE_INTEGER)) {
      const reference = Number(key.reference);
      stored.add(reference);
      const [print] = prints;
      expect(new Uint8Array(print?.template ?? [])).toEqual(templates[reference % templates.length]);
    }
    await store.close();
    expect([...enrolled].filter((reference) => !stored.has(reference))).toEqual([]);
    expect([...erased].filter((reference) => stored.has(reference))).toEqual([]);
    expect([...stored].filter((reference) => !begun.has(reference))).toEqual([]);
  }
  expect(enrolled.size).toBeGreaterThan(rounds);
  expect(erased.size).toBeGreaterThan(0);

  const engine = await openEngine({ storePath, storeKey });
  const [someone = -1] = enrolled;
  const probe = { position: 1, template: templateOf(someone % 10, 1, 1) } as const;
  expect(await engine.verify(keyOf(someone), [probe])).toMatchObject({ decision: 'hit' });
});
