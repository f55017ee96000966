import { describe, expect, test } from 'vitest';
import { detBand, detCurve, detDraws, fmrGrid, meanCurve } from '../../../../../src/cli/bench/det/det-curve.js';
import { detPlot } from '../../../../../src/cli/bench/det/det-plot.js';
import { trialPairs } from '../../../../../src/cli/bench/pairs.js';

const fingers = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'];
const pairs = trialPairs(fingers, 'all');
/** Impostors score 1 to 24; one finger matches worse than that of all others. */
const scores = {
  fingers,
  pairs,
  genuine: Float64Array.of(50, 50, 50, 20.5),
  impostor: Float64Array.from({ length: 24 }, (_, pair) => pair + 1),
};
const grid = fmrGrid(0.01, 0.5);

describe('a DET curve', () => {
  test('has grid points at even ratios, both ends included', () => {
    expect(grid[0]).toBeCloseTo(0.01);
    expect(grid.at(-1)).toBeCloseTo(0.5);
    expect((grid[2] ?? 0) / (grid[1] ?? 1)).toBeCloseTo((grid[1] ?? 0) / (grid[0] ?? 1));
  });

  test('steps down where the impostors above a genuine score are let in', () => {
    // Four of 24 impostors lie above 20.5.
    for (const [at, rate] of detCurve(scores, grid).entries()) expect(rate).toBe((grid[at] ?? 0) >= 4 / 24 ? 0 : 0.25);
  });

  test('lies within the band of its draws, which is wide where one finger of four fails', () => {
    const draws = detDraws(scores, grid);
    expect(draws.length).toBeGreaterThan(150);
    const [low, high] = detBand(draws, grid)[0] ?? [1, 0];
    expect(low).toBe(0);
    expect(high).toBeGreaterThanOrEqual(0.5);
  });

  test('the mean counts all alike', () => {
    expect(meanCurve([grid, grid.map(() => 0)], grid)[7]).toBeCloseTo((grid[7] ?? 0) / 2);
  });
});

describe('the picture', () => {
  const set = (name: string, peers: readonly string[]) => ({
    run: { name, scores },
    peers: peers.map((peer) => ({ name: peer, genuine: scores.genuine, impostor: scores.impostor })),
  });

  test('has a panel a set and one for their mean, and a name for every program', () => {
    const svg = detPlot([set('one', ['x', 'y']), set('two', ['x'])]);
    for (const title of ['one', 'two', 'mean of the 2 sets', 'x', 'y', 'Ridgeline'])
      expect(svg).toContain(`>${title}<`);
    // A diagonal and our own curve in three panels; x in all of them, y where it has scores.
    expect(svg.match(/fill="none" stroke="#[0-9a-f]{6}"/g)).toHaveLength(3 * 2 + 3 + 1);
    expect(svg).not.toContain('NaN');
  });

  test('of one set is one panel', () => {
    expect(detPlot([set('one', [])])).not.toContain('mean of');
  });
});
