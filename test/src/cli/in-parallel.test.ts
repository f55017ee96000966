import { describe, expect, test } from 'vitest';
import { inParallel } from '../../../src/cli/in-parallel.js';

describe('work in parallel', () => {
  test('gives results in the order of the items, never more at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([30, 5, 20, 1, 10], 2, async (ms, index) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, ms));
      running -= 1;
      return index * 10;
    });
    expect(results).toEqual([0, 10, 20, 30, 40]);
    expect(most).toBe(2);
  });

  test('begins nothing after the first error', async () => {
    const begun: number[] = [];
    const work = inParallel([0, 1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (item === 1) throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(begun.length).toBeLessThan(5);
  });

  test('of nothing gives nothing', async () => {
    expect(await inParallel([], 3, async () => 1)).toEqual([]);
  });
});
