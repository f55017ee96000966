import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Engine, SearchIncompleteError } from '../../../src/engine/index.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { captureOf, keyOf, openEngine, slowPrints } from './people.js';

/** A probe of unknown fingers that contains a person's finger. */
const slowProbe = [...captureOf(1, 1, [1]), ...slowPrints(99, 39)];

describe('a search under way', () => {
  let engine: Engine;
  let fullMs = 0;

  // A gallery whose search takes long, with the person of the probe first in its shard.
  beforeAll(async () => {
    engine = await Engine.open({ threads: 2, maxGalleryBytes: 512 * 2 ** 20 });
    await engine.enrol(keyOf('wanted'), captureOf(1, 0, [1]));
    const prints = slowPrints(0);
    for (let subjects = 1, tried = 8; fullMs < 1000; ++subjects) {
      await engine.enrol(keyOf(subjects), prints);
      if (subjects < tried) continue;
      fullMs = (await engine.identify({ prints: slowProbe })).durationMs;
      tried *= 2;
    }
  });

  afterAll(() => engine.close());

  test('is stopped by its signal at once, and leaves the engine free for the next one', async () => {
    const controller = new AbortController();
    const search = engine.identify({ prints: slowProbe }, { signal: controller.signal });
    await wait(fullMs / 5);
    const abortedMs = performance.now();
    controller.abort(new Error('changed my mind'));
    const error = await expectCode('CANCELLED', () => search);
    expect(error.cause).toMatchObject({ message: 'changed my mind' });
    expect(performance.now() - abortedMs).toBeLessThan(fullMs / 2);
    // The threads are free again, or this short search would wait for the long one.
    const { durationMs } = await engine.identify({ prints: captureOf(1, 1, [1]), systems: ['ECRIS-TCN'] });
    expect(durationMs).toBeLessThan(fullMs / 2);
  });

  test('that passes its deadline throws SEARCH_INCOMPLETE with the hits so far', async () => {
    const startMs = performance.now();
    const error = await expectCode('SEARCH_INCOMPLETE', () =>
      engine.identify({ prints: slowProbe }, { timeoutMs: fullMs / 2 }),
    );
    expect(performance.now() - startMs).toBeLessThan(fullMs);
    expect(error).toBeInstanceOf(SearchIncompleteError);
    expect(error.cause).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const { hits, subjectsSearched } = error as SearchIncompleteError;
    expect(hits.map(({ reference, hit }) => [reference, hit])).toEqual([['wanted', true]]);
    expect(subjectsSearched).toBeGreaterThan(0);
    expect(subjectsSearched).toBeLessThan(engine.info().subjects);
  });

  test('is stopped by closing the engine', async () => {
    const search = expectCode('ENGINE_CLOSED', () => engine.identify({ prints: slowProbe }));
    await wait(fullMs / 5);
    const closedMs = performance.now();
    await engine.close();
    expect(performance.now() - closedMs).toBeLessThan(fullMs / 2);
    await search;
  });
});

test('an operation whose signal is raised or whose time is over does nothing', async () => {
  const engine = await openEngine();
  await engine.enrol(keyOf(1), captureOf(1));
  const options = [
    ['CANCELLED', { signal: AbortSignal.abort() }],
    ['DEADLINE_EXCEEDED', { timeoutMs: 0 }],
  ] as const;
  for (const [code, stopped] of options) {
    await expectCode(code, () => engine.enrol(keyOf(2), captureOf(2), stopped));
    await expectCode(code, () => engine.erase(keyOf(1), stopped));
    await expectCode(code, () => engine.identify({ prints: captureOf(1) }, stopped));
    await expectCode(code, () => engine.verify(keyOf(1), captureOf(1), stopped));
    await expectCode(code, () => engine.extract({ position: 1, bytes: new Uint8Array(10) }, stopped));
  }
  expect(engine.info()).toMatchObject({ subjects: 1 });
  const { decision } = await engine.identify({ prints: captureOf(1, 1) }, { timeoutMs: 600_000 });
  expect(decision).toBe('hit');
});

test('an enrolment that closing meets is whole or not there at all', async () => {
  const storePath = await temporaryFolder();
  const engine = await openEngine({ storePath });
  const enrolments = Array.from({ length: 40 }, (_, person) => engine.enrol(keyOf(person), captureOf(person)));
  const outcomes = Promise.allSettled(enrolments);
  await enrolments[3];
  await engine.close();
  const again = await openEngine({ storePath });
  for (const [person, outcome] of (await outcomes).entries()) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ENGINE_CLOSED' });
    const { candidates } = await again.identify({ prints: captureOf(person, 1), maxCandidates: 1 });
    expect(candidates.some(({ hit }) => hit)).toBe(outcome.status === 'fulfilled');
  }
});

test('a closed engine says so', async () => {
  const engine = await openEngine();
  await Promise.all([engine.close(), engine.close()]);
  await engine.close();
  await expectCode('ENGINE_CLOSED', () => engine.enrol(keyOf(1), captureOf(1)));
  await expectCode('ENGINE_CLOSED', () => engine.identify({ prints: captureOf(1) }));
  await expectCode('ENGINE_CLOSED', () => engine.verify(keyOf(1), captureOf(1)));
  await expectCode('ENGINE_CLOSED', () => engine.erase(keyOf(1)));
  await expectCode('ENGINE_CLOSED', () => engine.extract({ position: 1, bytes: new Uint8Array(10) }));
  await expectCode('ENGINE_CLOSED', () => engine.info());
  await expectCode('ENGINE_CLOSED', () => engine.enrolMany([{ subject: keyOf(1), prints: captureOf(1) }]).next());
});

test('more work than the queue holds is refused, and what was taken is done', async () => {
  const engine = await openEngine();
  const extractions = Array.from({ length: 8000 }, () => engine.extract({ position: 1, bytes: new Uint8Array() }));
  const codes = (await Promise.allSettled(extractions)).map((outcome) =>
    outcome.status === 'rejected' ? outcome.reason.code : 'done',
  );
  expect(new Set(codes)).toEqual(new Set(['FILE_EMPTY', 'ENGINE_BUSY']));
  expect(codes.slice(0, 4000)).not.toContain('ENGINE_BUSY');
  await engine.enrol(keyOf(1), captureOf(1));
});
