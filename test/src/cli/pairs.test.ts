import { describe, expect, test } from 'vitest';
import { trialPairs } from '../../../src/cli/bench/pairs.js';

/** Ten fingers with eight impressions each, as every FVC set B has. */
const fvc = Array.from({ length: 80 }, (_, index) => String(101 + Math.floor(index / 8)));
const listed = (pairs: Uint32Array) =>
  Array.from({ length: pairs.length / 2 }, (_, pair) => [pairs[2 * pair], pairs[2 * pair + 1]]);

describe('pairs of a trial', () => {
  test.each([
    ['all', 280, 2880],
    ['fvc', 280, 45],
  ] as const)('%s gives %i genuine and %i impostor pairs of 10 x 8 prints', (protocol, genuine, impostor) => {
    const pairs = trialPairs(fvc, protocol);
    expect([pairs.genuine.length / 2, pairs.impostor.length / 2]).toEqual([genuine, impostor]);
  });

  test('every pair comes once, and none with itself', () => {
    const { genuine, impostor } = trialPairs(fvc, 'all');
    const all = [...listed(genuine), ...listed(impostor)];
    expect(all.every(([probe = 0, candidate = 0]) => probe < candidate)).toBe(true);
    expect(new Set(all.map(String)).size).toBe((80 * 79) / 2);
  });

  test('genuine pairs are of one finger, impostor pairs are not', () => {
    const pairs = trialPairs(['a', 'a', 'b', 'b', 'b', 'c'], 'all');
    expect(listed(pairs.genuine)).toEqual([
      [0, 1],
      [2, 3],
      [2, 4],
      [3, 4],
    ]);
    expect(pairs.impostor.length / 2).toBe(15 - 4);
  });

  test('fvc compares the first impressions of different fingers', () => {
    expect(listed(trialPairs(['a', 'a', 'b', 'b', 'c'], 'fvc').impostor)).toEqual([
      [0, 2],
      [0, 4],
      [2, 4],
    ]);
  });

  test('of several folders only prints of different ones are compared, and each has its first impressions', () => {
    const fingers = ['a', 'a', 'b', 'a', 'b', 'b'];
    const folders = ['x', 'x', 'x', 'y', 'y', 'y'];
    const { genuine, impostor } = trialPairs(fingers, 'all', folders);
    expect(listed(genuine)).toEqual([
      [0, 3],
      [1, 3],
      [2, 4],
      [2, 5],
    ]);
    expect(impostor.length / 2).toBe(3 * 3 - 4);
    expect(listed(trialPairs(fingers, 'fvc', folders).impostor)).toEqual([
      [0, 4],
      [2, 3],
    ]);
  });
});
