import { describe, expect, test } from 'vitest';
import type { IdentifyResult } from '../../../src/engine/types.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { captureOf, keyOf, openEngine, storeKey } from './people.js';

const references = (result: IdentifyResult) =>
  result.candidates.filter(({ hit }) => hit).map(({ reference }) => reference);

async function engineWithPeople(count: number) {
  const engine = await openEngine();
  for (let person = 0; person < count; ++person) await engine.enrol(keyOf(person), captureOf(person));
  return engine;
}

describe('identify', () => {
  test('finds an enrolled person and says how sure it is', async () => {
    const engine = await engineWithPeople(20);
    const result = await engine.identify({ prints: captureOf(7, 1) });
    expect(result).toMatchObject({ decision: 'hit', complete: true, subjectsSearched: 20, fpir: 0.001, failures: [] });
    expect(result.threshold).toBeCloseTo(10 * Math.log10(20 / 0.001), 6);
    const [best] = result.candidates;
    expect(best).toMatchObject({ ...keyOf(7), rank: 1, hit: true });
    expect(best?.score).toBeGreaterThanOrEqual(result.threshold);
    expect(best?.fingers.map(({ position }) => position)).toEqual([1, 2]);
    expect(references(result)).toEqual(['7']);
  });

  test('answers no hit for a stranger, with candidates below the threshold', async () => {
    const engine = await engineWithPeople(20);
    const result = await engine.identify({ prints: captureOf(999), maxCandidates: 3 });
    expect(result).toMatchObject({ decision: 'no-hit', complete: true, subjectsSearched: 20 });
    expect(result.candidates).toHaveLength(3);
    expect(result.candidates.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(result.candidates.every(({ hit, score }) => !hit && score < result.threshold)).toBe(true);
    const scores = result.candidates.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('searches only the systems and owners it may', async () => {
    const engine = await openEngine();
    await engine.enrol(keyOf(1, 'BE', 'ECRIS-TCN'), captureOf(1));
    await engine.enrol(keyOf(2, 'NL', 'ECRIS-TCN'), captureOf(1));
    await engine.enrol(keyOf(3, 'NL', 'SIS'), captureOf(1));
    const search = async (limits: { systems?: string[]; owners?: string[] }) => {
      const result = await engine.identify({ prints: captureOf(1, 2), ...limits });
      return { found: references(result).sort(), searched: result.subjectsSearched };
    };
    expect(await search({})).toEqual({ found: ['1', '2', '3'], searched: 3 });
    expect(await search({ systems: ['ECRIS-TCN'] })).toEqual({ found: ['1', '2'], searched: 2 });
    expect(await search({ owners: ['NL'] })).toEqual({ found: ['2', '3'], searched: 2 });
    expect(await search({ systems: ['SIS'], owners: ['BE'] })).toEqual({ found: [], searched: 0 });
    expect(await search({ systems: ['VIS'] })).toEqual({ found: [], searched: 0 });
    expect(await search({ systems: ['VIS', 'SIS'] })).toEqual({ found: ['3'], searched: 1 });
  });

  test('of an empty gallery is a no-hit', async () => {
    const engine = await openEngine();
    const result = await engine.identify({ prints: captureOf(1) });
    expect(result).toMatchObject({ decision: 'no-hit', candidates: [], subjectsSearched: 0, complete: true });
  });
});

describe('verify', () => {
  test('compares with one subject, and scores as identify does', async () => {
    const engine = await engineWithPeople(5);
    const same = await engine.verify(keyOf(3), captureOf(3, 1));
    expect(same).toMatchObject({ decision: 'hit', fmr: 0.0001, failures: [] });
    expect(same.threshold).toBeCloseTo(40, 6);
    expect(same.fingers.map(({ position }) => position)).toEqual([1, 2]);
    const { candidates } = await engine.identify({ prints: captureOf(3, 1) });
    expect(candidates[0]).toMatchObject({ reference: '3', score: same.score, fingers: same.fingers });

    const other = await engine.verify(keyOf(3), captureOf(4, 1), { fmr: 0.001 });
    expect(other).toMatchObject({ decision: 'no-hit', fmr: 0.001 });
    expect(other.threshold).toBeCloseTo(30, 6);
  });

  test('of fingers that the subject does not have is no hit', async () => {
    const engine = await engineWithPeople(2);
    const result = await engine.verify(keyOf(1), captureOf(1, 1, [7, 8]));
    expect(result).toMatchObject({ decision: 'no-hit', score: 0, fingers: [] });
  });

  test('of somebody who is not enrolled is an error', async () => {
    const engine = await engineWithPeople(1);
    await expectCode('SUBJECT_NOT_FOUND', () => engine.verify(keyOf(99), captureOf(1)));
  });
});

describe('erase', () => {
  test('takes the subject out of every later answer, and frees its key', async () => {
    const engine = await engineWithPeople(4);
    await engine.erase(keyOf(2));
    const result = await engine.identify({ prints: captureOf(2, 1) });
    expect(result).toMatchObject({ decision: 'no-hit', subjectsSearched: 3 });
    await expectCode('SUBJECT_NOT_FOUND', () => engine.verify(keyOf(2), captureOf(2)));
    await expectCode('SUBJECT_NOT_FOUND', () => engine.erase(keyOf(2)));
    await engine.enrol(keyOf(2), captureOf(55));
    expect(references(await engine.identify({ prints: captureOf(55, 1) }))).toEqual(['2']);
    expect(references(await engine.identify({ prints: captureOf(2, 1) }))).toEqual([]);
  });
});

test('a restart gives the same answers', async () => {
  const storePath = await temporaryFolder();
  const engine = await openEngine({ storePath, storeKey });
  for (let person = 0; person < 30; ++person) await engine.enrol(keyOf(person), captureOf(person));
  await engine.erase(keyOf(11));
  const ask = async (asked: typeof engine) => {
    const answers = await Promise.all([3, 11, 999].map((person) => asked.identify({ prints: captureOf(person, 1) })));
    return answers.map(({ durationMs, ...answer }) => answer);
  };
  const before = await ask(engine);
  expect(before.map(({ decision }) => decision)).toEqual(['hit', 'no-hit', 'no-hit']);
  const { subjects, prints } = engine.info();
  expect({ subjects, prints }).toEqual({ subjects: 29, prints: 58 });
  await engine.close();

  const progress: number[] = [];
  const again = await openEngine({
    storePath,
    storeKey,
    // Other shards must make no difference.
    threads: 3,
    onProgress: ({ subjectsLoaded, subjectsTotal }) => progress.push(subjectsLoaded, subjectsTotal),
  });
  expect(progress.slice(-2)).toEqual([29, 29]);
  expect(again.info()).toMatchObject({ subjects: 29, prints: 58, encrypted: true, storePath, threads: 3, shards: 12 });
  expect(await ask(again)).toEqual(before);
  await expectCode('SUBJECT_EXISTS', () => again.enrol(keyOf(3), captureOf(3)));
});

test('a wrong key leaves the store free for the right one', async () => {
  const storePath = await temporaryFolder();
  const engine = await openEngine({ storePath, storeKey });
  await expectCode('STORE_IN_USE', () => openEngine({ storePath, storeKey }));
  await engine.close();
  await expectCode('STORE_KEY_WRONG', () => openEngine({ storePath, storeKey: new Uint8Array(32) }));
  expect((await openEngine({ storePath, storeKey })).info()).toMatchObject({ subjects: 0 });
});
