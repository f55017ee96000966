import { expect, test } from 'vitest';
import { findWorstPairs } from '../../../../../src/cli/bench/failures/worst-pairs.js';

const scores = {
  fingers: ['a', 'a', 'a', 'b', 'b'],
  pairs: {
    genuine: Uint32Array.of(0, 1, 0, 2, 1, 2, 3, 4),
    impostor: Uint32Array.of(0, 3, 0, 4, 1, 3, 1, 4),
  },
  genuine: Float64Array.of(50, 9, Number.NEGATIVE_INFINITY, 12),
  impostor: Float64Array.of(2, 12, 7, 5),
};

test('genuine pairs below the threshold are named, the worst first, and the highest impostors', () => {
  const { threshold, genuine, impostor, failing } = findWorstPairs(scores, 0.25, { genuine: 9, impostor: 2 });
  // From 9 on only the impostor at 12 matches: one of four.
  expect(threshold).toBe(9);
  expect(genuine.map(({ probe, candidate }) => [probe, candidate])).toEqual([[1, 2]]);
  expect(failing).toBe(1);
  expect(impostor.map(({ score }) => score)).toEqual([12, 7]);
});

test('no more than asked for are named, and all are counted', () => {
  const { threshold, genuine, failing } = findWorstPairs(scores, 0, { genuine: 2, impostor: 1 });
  expect(threshold).toBe(50);
  expect(genuine.map(({ score }) => score)).toEqual([Number.NEGATIVE_INFINITY, 9]);
  expect(failing).toBe(3);
});
