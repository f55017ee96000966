import { describe, expect, test } from 'vitest';
import { figure, type Panel } from '../../../../src/cli/bench/plot.js';

const panel: Panel = {
  title: 'a < b & c',
  x: { label: 'x', range: [0, 10] },
  y: { label: 'y', range: [1e-4, 1], logarithmic: true },
  curves: [
    {
      colour: '#123456',
      width: 2,
      points: [
        [0, 1],
        [5, 1e-2],
        [20, 1e-9],
      ],
    },
  ],
};

describe('figure', () => {
  const svg = figure('one & all', [panel, panel, panel], 2, [{ name: 'one', colour: '#123456' }]);

  test('draws every panel once, in rows', () => {
    expect(svg.match(/<path /g)?.length).toBe(3);
    expect(svg).toContain('viewBox="0 0 660 526"');
    expect(svg).toContain('translate(0 276)');
  });

  test('escapes words and names powers of ten', () => {
    expect(svg).toContain('a &lt; b &amp; c');
    expect(svg).toContain('<title>one &amp; all</title>');
    expect(svg).not.toContain('a < b');
    for (const tick of ['0.0001', '0.001', '0.01', '0.1']) expect(svg).toContain(`>${tick}<`);
  });

  test('fills bands under the curves, and names per cent', () => {
    const fraction = { label: 'rate', range: [0.002, 0.5], logarithmic: true, percent: true } as const;
    const points = [
      [0.002, 0.01, 0.1],
      [0.5, 0.002, 0.05],
    ] as const;
    const banded = figure(
      'bands',
      [{ ...panel, x: fraction, y: fraction, bands: [{ colour: '#abcdef', points }] }],
      1,
      [],
    );
    expect(banded.indexOf('fill="#abcdef"')).toBeLessThan(banded.indexOf('stroke="#123456"'));
    expect(banded).toMatch(/<path d="M[^"]*Z" fill="#abcdef"/);
    for (const tick of ['0.2 %', '1 %', '20 %', '50 %']) expect(banded).toContain(`>${tick}<`);
  });

  test('gives a legend the rows it needs', () => {
    const names = Array.from({ length: 5 }, (_, index) => ({ name: `n${index}`, colour: '#123456' }));
    const tall = figure('legend', [panel, panel], 2, names);
    expect(tall).toContain('viewBox="0 0 660 296"');
    expect(tall).toContain('translate(0 46)');
  });

  test('keeps points outside the range on its edge', () => {
    const path = /<path d="([^"]*)"/.exec(svg)?.[1] ?? '';
    const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
    expect(numbers.length).toBe(6);
    for (const [index, value] of numbers.entries()) {
      expect(value).toBeGreaterThanOrEqual(index % 2 === 0 ? 52 : 30);
      expect(value).toBeLessThanOrEqual(index % 2 === 0 ? 316 : 208);
    }
    // Two decades of four are half the height.
    expect(numbers[3]).toBeCloseTo((30 + 208) / 2);
  });
});
