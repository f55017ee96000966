import { describe, expect, test } from 'vitest';
import { loadNative } from '../../../src/native/load.js';
import { jittered, packedTemplate, scatteredMinutiae } from './sample-templates.js';

const native = loadNative();

const fingers = [11, 22, 33].map((seed) => scatteredMinutiae(seed));
const first = fingers.map((minutiae) => packedTemplate({ minutiae }));
const second = fingers.map((minutiae, finger) => packedTemplate({ minutiae: jittered(minutiae, finger) }));
const none = new Uint8Array(0);

/** Every probe with every candidate, as indices into [...first, ...second]. */
const allPairs = Uint32Array.from(first.flatMap((_, probe) => second.flatMap((_, other) => [probe, 3 + other])));

describe('scores', () => {
  test('are high for impressions of one finger and low for different fingers', () => {
    const prepared = native.prepare([...first, ...second]);
    const scores = native.comparePairs(prepared, allPairs);
    const genuine = scores.filter((_, pair) => pair % 4 === 0);
    const impostor = scores.filter((_, pair) => pair % 4 !== 0);
    expect(Math.min(...genuine)).toBeGreaterThan(40);
    expect(Math.max(...impostor)).toBeLessThan(30);
  });

  test('are the same one by one and in a batch', () => {
    const batch = native.comparePairs(native.prepare([...first, ...second]), allPairs);
    const single = first.flatMap((probe) => second.map((candidate) => native.compare(probe, candidate)));
    expect([...batch]).toEqual(single);
  });

  test('of a print without a template are 0 and do not disturb the others', () => {
    const prepared = native.prepare([first[0] ?? none, none, second[0] ?? none]);
    const scores = native.comparePairs(prepared, Uint32Array.from([0, 1, 1, 2, 1, 1, 0, 2]));
    expect([...scores.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(scores[3]).toBe(native.compare(first[0] ?? none, second[0] ?? none));
  });
});

test('an explained comparison has the same score, its rotation, and pairs of minutiae that exist', () => {
  const [probe = none] = first;
  const [candidate = none] = second;
  const { score, rotationRad, pairs } = native.explainComparison(probe, candidate);
  expect(score).toBe(native.compare(probe, candidate));
  expect(Math.abs(rotationRad)).toBeLessThan(0.1);
  expect(pairs.length % 2).toBe(0);
  expect(pairs.length).toBeGreaterThanOrEqual(2 * 10);
  // The jittered print lists its minutiae in the same order, so a right pair has equal indices.
  const right = Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i] === pairs[2 * i + 1]);
  expect(right.filter(Boolean).length).toBeGreaterThan(0.9 * right.length);
});

test('the time of each comparison is measured', () => {
  const times = native.timePairs(native.prepare([...first, ...second]), allPairs);
  expect(times.length).toBe(allPairs.length / 2);
  expect(Math.min(...times)).toBeGreaterThan(0);
  expect(Math.max(...times)).toBeLessThan(1e6);
});

describe('bad pairs', () => {
  const prepared = native.prepare(first);

  test.each([
    [
      'an index beyond the prints',
      Uint32Array.from([0, 3]),
      'pairs must be indices below the 3 prepared prints, not 3',
    ],
    ['a probe without a candidate', Uint32Array.from([0]), 'pairs must be a Uint32Array of even length'],
    ['numbers of another width', Uint16Array.from([0, 1]), 'pairs must be a Uint32Array'],
  ])('%s', (_, pairs, message) => {
    expect(() => native.comparePairs(prepared, pairs as Uint32Array)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(message) }),
    );
    expect(() => native.timePairs(prepared, pairs as Uint32Array)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  test('the template that cannot be read is named', () => {
    expect(() => native.prepare([...first, Uint8Array.from([1, 2, 3])])).toThrow(
      expect.objectContaining({ code: 'MALFORMED_TEMPLATE', message: expect.stringMatching(/^templates\[3\]: /) }),
    );
  });
});
