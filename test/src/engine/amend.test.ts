import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/index.js';
import type { PrintInput } from '../../../src/engine/types.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { captureOf, keyOf, openEngine, storeKey, templateOf } from './people.js';

/** Where the packed form keeps the quality, bytes from its start (native/template/packed.hpp). */
const qualityOffset = 5;

function printOf(person: number, capture: number, position: 1 | 2, quality: number): PrintInput {
  const template = templateOf(person, capture, position);
  template[qualityOffset] = quality;
  return { position, template, name: `${position} of ${quality}` };
}

const qualities = async (engine: Engine, person: number) => {
  const same = await engine.amend(keyOf(1), [printOf(person, 0, 1, 0), printOf(person, 0, 2, 0)]);
  return same.prints.map(({ qualityBefore }) => qualityBefore);
};

test.each([
  ['on disk', true],
  ['in memory', false],
])('a better print of the same finger takes the place of the stored one: a store %s', async (_name, onDisk) => {
  const options = onDisk ? { storePath: await temporaryFolder(), storeKey } : {};
  const engine = await openEngine(options);
  await engine.enrol(keyOf(1), [printOf(1, 0, 1, 40), printOf(1, 0, 2, 60)]);
  const amended = await engine.amend(keyOf(1), [printOf(1, 1, 1, 50), printOf(1, 1, 2, 55)]);
  expect(amended.prints).toEqual([
    { position: 1, name: '1 of 50', change: 'replaced', quality: 50, qualityBefore: 40 },
    { position: 2, name: '2 of 55', change: 'kept', quality: 55, qualityBefore: 60 },
  ]);
  expect(amended.receipt).toMatchObject({ subject: keyOf(1), reason: 'replaced' });
  expect(amended.receipt !== undefined && engine.isErased(amended.receipt)).toBe(true);
  expect(engine.info()).toMatchObject({ subjects: 1, prints: 2 });
  const found = await engine.identify({ prints: captureOf(1, 2) });
  expect(found).toMatchObject({ decision: 'hit', subjectsSearched: 1, candidates: [{ reference: '1' }] });
  expect(await engine.verify(keyOf(1), captureOf(1, 3))).toMatchObject({ decision: 'hit' });

  const unchanged = await engine.amend(keyOf(1), [printOf(1, 1, 1, 50)]);
  expect(unchanged.receipt).toBeUndefined();
  await engine.amend(keyOf(1), [printOf(2, 0, 1, 10), printOf(2, 0, 2, 10)], { replace: 'all' });
  expect(await qualities(engine, 2)).toEqual([10, 10]);
  expect(await engine.identify({ prints: captureOf(1, 2) })).toMatchObject({ decision: 'no-hit', subjectsSearched: 1 });
  await expectCode('SUBJECT_NOT_FOUND', () => engine.amend(keyOf(9), captureOf(9)));
  await expectCode('INVALID_ARGUMENT', () => engine.amend(keyOf(1), []));
  if (!onDisk) return;

  await engine.close();
  const again = await openEngine(options);
  expect(await again.identify({ prints: captureOf(2, 2) })).toMatchObject({ decision: 'hit', subjectsSearched: 1 });
});

test('searches that run while a subject is amended again and again find it each time, once', async () => {
  const engine = await openEngine();
  await engine.enrol(keyOf(1), [printOf(1, 0, 1, 0)]);
  for (let i = 2; i < 40; ++i) await engine.enrol(keyOf(i), captureOf(i));
  let amending = true;
  const searches = (async () => {
    let count = 0;
    for (; amending; ++count) {
      const { decision, candidates } = await engine.identify({ prints: captureOf(1, 5, [1]), maxCandidates: 50 });
      expect(decision).toBe('hit');
      expect(candidates.filter(({ reference }) => reference === '1')).toHaveLength(1);
    }
    return count;
  })();
  for (let quality = 1; quality <= 60; ++quality) {
    const { prints } = await engine.amend(keyOf(1), [printOf(1, quality % 4, 1, quality)]);
    expect(prints).toMatchObject([{ change: 'replaced', qualityBefore: quality - 1 }]);
  }
  amending = false;
  expect(await searches).toBeGreaterThan(5);
  expect(engine.info().subjects).toBe(40 - 1);
});
