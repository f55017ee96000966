import { expect, test } from 'vitest';
import type { FingerPosition } from '../../../src/engine/types.js';
import { expectCode } from '../helpers/expect-code.js';
import { captureOf, keyOf, openEngine, slowPrints } from './people.js';

test('searches go ahead of a bulk enrolment and of searches that compare everybody', async () => {
  const engine = await openEngine();
  await Promise.all(Array.from({ length: 60 }, (_, person) => engine.enrol(keyOf(person), captureOf(person))));
  const ended: string[] = [];
  const done = (what: string) => () => ended.push(what);
  const background = [
    ...Array.from({ length: 8 }, () => engine.identify({ prints: slowPrints(1) }).then(done('everybody'))),
    ...Array.from({ length: 200 }, (_, i) => engine.enrol(keyOf(1000 + i), captureOf(i)).then(done('enrolment'))),
  ];
  const searches = Array.from({ length: 20 }, (_, person) =>
    engine.identify({ prints: captureOf(person, 1) }).then(done('search')),
  );
  await Promise.all(searches);
  // They began last and share the queue with nobody: most of the rest is not done yet.
  expect(ended.filter((what) => what !== 'search').length).toBeLessThan(background.length / 2);
  await Promise.all(background);
  const { foreground, background: behind, searches: figures } = engine.load();
  expect(foreground).toMatchObject({ threads: 2, atWork: 0, waiting: 0 });
  expect(behind).toMatchObject({ threads: 2, atWork: 0, waiting: 0, tasks: { search: { done: 16 } } });
  expect(behind.tasks['extractEach']?.done).toBeGreaterThan(0);
  expect(foreground.tasks['append']).toBeUndefined();
  expect(figures).toMatchObject({ done: 28, incomplete: 0, waiting: 0 });
  expect(figures.subjectsSearched).toBeGreaterThanOrEqual(28 * 60);
  // Those that arrived while a thread was at work went together.
  expect(figures.meanTogether).toBeGreaterThan(1);
});

test('a caller with one search does not wait for the thousand of another', async () => {
  const engine = await openEngine({ threads: 1 });
  await Promise.all(Array.from({ length: 100 }, (_, person) => engine.enrol(keyOf(person), captureOf(person))));
  let ended = 0;
  const many = Array.from({ length: 1000 }, (_, i) =>
    engine.identify({ prints: captureOf(i % 100, 1) }, { caller: 'many' }).then(() => {
      ended += 1;
    }),
  );
  await many[0];
  const { decision } = await engine.identify({ prints: captureOf(7, 1) }, { caller: 'one' });
  expect(decision).toBe('hit');
  expect(ended).toBeLessThan(500);
  await Promise.all(many);
});

test('what says how to schedule is checked', async () => {
  const engine = await openEngine();
  for (const options of [{ priority: 'soon' }, { caller: 7 }, { caller: 'x'.repeat(129) }]) {
    await expectCode('INVALID_ARGUMENT', () => engine.identify({ prints: captureOf(1) }, options as never));
  }
});

test('a person whose hands were exchanged is found when both ways are searched, at the threshold of twice the subjects', async () => {
  const engine = await openEngine();
  const right: FingerPosition[] = [1, 2];
  for (let person = 0; person < 20; person += 1) await engine.enrol(keyOf(person), captureOf(person, 0, right));
  const exchanged = captureOf(3, 1, right).map((print) => ({
    ...print,
    position: (print.position + 5) as FingerPosition,
  }));
  const plain = await engine.identify({ prints: exchanged });
  expect(plain.decision).toBe('no-hit');
  const both = await engine.identify({ prints: exchanged, swappedHands: true });
  expect(both.candidates[0]).toMatchObject({ reference: '3', hit: true, handsSwapped: true });
  expect(both.candidates[0]?.fingers.map(({ position }) => position)).toEqual(right);
  expect(both.subjectsSearched).toBe(20);
  expect(both.threshold).toBeCloseTo(plain.threshold + 10 * Math.log10(2));
  const asEnrolled = await engine.identify({ prints: captureOf(3, 1, right), swappedHands: true });
  expect(asEnrolled.candidates[0]).toMatchObject({ reference: '3', hit: true });
  expect(asEnrolled.candidates[0]).not.toHaveProperty('handsSwapped');
});
