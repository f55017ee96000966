import { describe, expect, test } from 'vitest';
import {
  distributionOf,
  kolmogorovSmirnov,
  quantile,
  shareUpTo,
} from '../../../../../src/cli/bench/synthesis/distribution.js';
import { SeededRandom } from '../../../helpers/seeded-random.js';

describe('distributionOf', () => {
  test('lets every set weigh the same, however large', () => {
    const distribution = distributionOf([[1, 1, 1, 1], [3], []]);
    expect(shareUpTo(distribution, 0.9)).toBe(0);
    expect(shareUpTo(distribution, 1)).toBeCloseTo(0.5);
    expect(shareUpTo(distribution, 2.9)).toBeCloseTo(0.5);
    expect(shareUpTo(distribution, 3)).toBeCloseTo(1);
  });

  test('has the quantiles of its values', () => {
    const distribution = distributionOf([[5, 1, 3, 2, 4]]);
    expect([0.2, 0.21, 0.5, 1].map((share) => quantile(distribution, share))).toEqual([1, 2, 3, 5]);
    expect(quantile(distributionOf([]), 0.5)).toBeNaN();
  });
});

describe('kolmogorovSmirnov', () => {
  test('is 0 of a sample and itself, 1 of samples that don’t meet', () => {
    const one = distributionOf([[1, 2, 3]]);
    expect(kolmogorovSmirnov(one, one)).toBe(0);
    expect(kolmogorovSmirnov(one, distributionOf([[4, 5]]))).toBeCloseTo(1);
  });

  test('is the largest difference of the shares, at whichever value', () => {
    const random = new SeededRandom(3);
    for (let round = 0; round < 20; round += 1) {
      const [a, b] = [11, 17].map((length) => Array.from({ length }, () => random.below(12)));
      const shares =
        (set: number[] = []) =>
        (value: number) =>
          set.filter((each) => each <= value).length / set.length;
      const plain = Math.max(...Array.from({ length: 12 }, (_, at) => Math.abs(shares(a)(at) - shares(b)(at))));
      expect(kolmogorovSmirnov(distributionOf([a ?? []]), distributionOf([b ?? []]))).toBeCloseTo(plain);
    }
  });
});
