import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  equalErrorRate,
  fnmrAtFmr,
  mean,
  type OperatingPoints,
  operatingPoints,
  percentile,
  rankScores,
} from '../../../src/cli/bench/statistics.js';

/** Columns as rows, to read them. */
const rows = ({ thresholds, fmr, fnmr }: OperatingPoints) =>
  Array.from(thresholds, (threshold, index) => ({ threshold, fmr: fmr[index], fnmr: fnmr[index] }));
const pointsOf = (genuine: number[], impostor: number[]) => operatingPoints(rankScores({ genuine, impostor }));
const never = Number.NEGATIVE_INFINITY;

describe('operating points', () => {
  test('a score that equals the threshold matches', () => {
    expect(rows(pointsOf([2, 3], [1, 2]))).toEqual([
      { threshold: 1, fmr: 1, fnmr: 0 },
      { threshold: 2, fmr: 0.5, fnmr: 0 },
      { threshold: 3, fmr: 0, fnmr: 0.5 },
      { threshold: Number.POSITIVE_INFINITY, fmr: 0, fnmr: 1 },
    ]);
  });

  test('equal scores are one threshold, and the order they come in changes nothing', () => {
    expect(pointsOf([5, 5, 1, 5], [5, 0, 0])).toEqual(pointsOf([1, 5, 5, 5], [0, 5, 0]));
    expect([...pointsOf([5, 5, 1, 5], [5, 0, 0]).thresholds]).toEqual([0, 1, 5, Number.POSITIVE_INFINITY]);
  });

  test('a pair without a template matches at no threshold', () => {
    expect(rows(pointsOf([never, 4], [never, 1]))).toEqual([
      { threshold: 1, fmr: 0.5, fnmr: 0.5 },
      { threshold: 4, fmr: 0, fnmr: 0.5 },
      { threshold: Number.POSITIVE_INFINITY, fmr: 0, fnmr: 1 },
    ]);
  });

  test('rates equal those counted one threshold at a time', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: -3, max: 6 }), fc.constant(never)), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        for (const { threshold, fmr, fnmr } of rows(pointsOf(genuine, impostor))) {
          expect(fmr).toBe(impostor.filter((score) => score >= threshold).length / impostor.length);
          expect(fnmr).toBe(genuine.filter((score) => score < threshold).length / genuine.length);
        }
      }),
    );
  });

  test('a weight counts a pair as often as repeating it', () => {
    const small = fc.integer({ min: 0, max: 4 });
    const weighted = fc.array(fc.tuple(small, fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 12 });
    const repeat = (pairs: [number, number][]) => pairs.flatMap(([score, times]) => Array<number>(times).fill(score));
    fc.assert(
      fc.property(weighted, weighted, (genuine, impostor) => {
        const ranked = rankScores({
          genuine: genuine.map(([score]) => score),
          impostor: impostor.map(([score]) => score),
        });
        const weights = { genuine: genuine.map(([, times]) => times), impostor: impostor.map(([, times]) => times) };
        expect(operatingPoints(ranked, weights)).toEqual(pointsOf(repeat(genuine), repeat(impostor)));
      }),
    );
  });

  test('there is nothing to say of no pairs', () => {
    expect(() => rankScores({ genuine: [], impostor: [1] })).toThrow(RangeError);
    expect(() => rankScores({ genuine: [1], impostor: [] })).toThrow(RangeError);
  });
});

describe('equal error rate', () => {
  test('0 where the scores are apart, 1/2 where they are the same', () => {
    expect(equalErrorRate(pointsOf([10, 11, 12], [1, 2, 3]))).toBe(0);
    expect(equalErrorRate(pointsOf([7, 7], [7, 7, 7]))).toBe(0.5);
  });

  test('the rate itself where FMR and FNMR meet', () => {
    // At threshold 4: one impostor of four reaches it, one genuine of four does not.
    expect(equalErrorRate(pointsOf([3, 4, 5, 6], [1, 2, 2, 4]))).toBe(0.25);
  });

  test('the middle of the nearer steps where they cross without meeting', () => {
    // Threshold 3: FMR 1/4, FNMR 0. Threshold 5: FMR 1/4, FNMR 1/2. Between them lies the crossing, the first has the smaller sum.
    expect(equalErrorRate(pointsOf([3, 5], [1, 1, 2, 6]))).toBe(0.125);
    // Threshold 4: FMR 1/2, FNMR 1/4. Threshold 5: FMR 0, FNMR 1/4, the smaller sum.
    expect(equalErrorRate(pointsOf([1, 5, 5, 5], [0, 4]))).toBe(0.125);
  });

  test('prints without a template raise it', () => {
    const whole = equalErrorRate(pointsOf([8, 8, 8, 8], [1, 2, 3, 4]));
    const broken = equalErrorRate(pointsOf([never, 8, 8, 8], [1, 2, 3, 4]));
    expect([whole, broken]).toEqual([0, 0.25]);
  });

  test('lies between 0 and 1 and never rises where genuine scores do', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        const rate = equalErrorRate(pointsOf(genuine, impostor));
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
        // Moving every genuine score up can only help.
        expect(
          equalErrorRate(
            pointsOf(
              genuine.map((score) => score + 7),
              impostor,
            ),
          ),
        ).toBeLessThanOrEqual(rate);
      }),
    );
  });
});

describe('FNMR at a wanted FMR', () => {
  const points = pointsOf([1, 2, 3, 4, 5], [0, 0, 0, 0, 0, 0, 0, 0, 2.5, 4.5]);

  test('is the lowest at which FMR is not higher', () => {
    expect(fnmrAtFmr(points, 1)).toBe(0);
    expect(fnmrAtFmr(points, 0.2)).toBe(0);
    expect(fnmrAtFmr(points, 0.1)).toBe(0.4);
    expect(fnmrAtFmr(points, 0.0999)).toBe(0.8);
  });

  test('is ZeroFMR at 0', () => {
    expect(fnmrAtFmr(points, 0)).toBe(0.8);
    expect(fnmrAtFmr(pointsOf([1, 2], [9]), 0)).toBe(1);
  });

  test('exactly 1 false match in 100 is an FMR of 0.01', () => {
    const impostor = Array.from({ length: 1000 }, (_, index) => (index < 10 ? 20 : 0));
    expect(fnmrAtFmr(pointsOf([-5, 20, 20, 30], impostor), 0.01)).toBe(0.25);
    expect(fnmrAtFmr(pointsOf([20, 20, 30, 30], impostor), 0.01)).toBe(0);
    expect(fnmrAtFmr(pointsOf([20, 20, 30, 30], [...impostor, 20]), 0.01)).toBe(0.5);
  });
});

test('percentiles are values of the list, by nearest rank', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([4, 3, 2, 1], 0.5)).toBe(2);
  expect(percentile([4, 3, 2, 1], 0.95)).toBe(4);
  expect(percentile([7], 0)).toBe(7);
  expect(percentile([], 0.5)).toBeUndefined();
});

test('mean', () => {
  expect(mean([1, 2, 6])).toBe(3);
});
