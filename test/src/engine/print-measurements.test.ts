import { describe, expect, test } from 'vitest';
import { compareWithTruth, measureExtraction, measureTemplate } from '../../../src/engine/print-measurements.js';
import type { ExplainedExtraction, TemplateContents } from '../../../src/native/binding.js';
import { loadNative } from '../../../src/native/load.js';
import { usualTouch } from '../helpers/usual-touch.js';

function contentsOf(points: readonly (readonly [x: number, y: number, angle: number, type?: number])[]) {
  return {
    ...{ position: 2, impression: 0, quality: 70, width: 200, height: 200 },
    x: Float32Array.from(points, ([x]) => x),
    y: Float32Array.from(points, ([, y]) => y),
    angle: Float32Array.from(points, ([, , angle]) => angle),
    type: Uint8Array.from(points, ([, , , type = 1]) => type),
    minutiaQuality: new Uint8Array(points.length).fill(50),
  } satisfies TemplateContents;
}

const field = (value: number) => ({ columns: 50, rows: 50, cellPx: 4, values: new Float32Array(2500).fill(value) });
const everywhere: ExplainedExtraction = {
  stages: [],
  figures: {},
  fields: { foreground: field(1), 'ridge-period': field(9), orientation: field(0.5) },
};

describe('measureTemplate', () => {
  test('knows hull and spacing of known points', () => {
    const square = contentsOf([
      [0, 0, 0],
      [100, 0, 0],
      [100, 100, 0],
      [0, 100, 0],
      [50, 40, 0],
    ]);
    const { hullCm2, spacingsPx, minutiae, areaCm2 } = measureTemplate(new Uint8Array(), square);
    expect(minutiae).toBe(5);
    expect(hullCm2).toBeCloseTo(((100 * 2.54) / 500 / 1) * ((100 * 2.54) / 500));
    expect(spacingsPx[4]).toBeCloseTo(Math.hypot(50, 40));
    expect(spacingsPx[0]).toBeCloseTo(Math.hypot(50, 40));
    expect(areaCm2).toBeNaN();
  });

  test('has no hull and no spacing of less than two minutiae', () => {
    for (const points of [[], [[5, 5, 0]]] as const) {
      const { hullCm2, spacingsPx } = measureTemplate(new Uint8Array(), contentsOf(points));
      expect(hullCm2).toBe(0);
      expect(spacingsPx.length).toBe(0);
    }
  });
});

describe('measureExtraction', () => {
  test('samples period and turn over the foreground', () => {
    const measured = measureExtraction(everywhere, new Uint8Array(), contentsOf([[5, 5, 0]]));
    expect(measured.areaCm2).toBeCloseTo(((200 * 2.54) / 500) ** 2);
    expect(new Set(measured.periodsPx)).toEqual(new Set([9]));
    expect(measured.turnsDegrees.every((turn) => turn === 0)).toBe(true);
    expect(measured.turnsDegrees.length).toBeGreaterThan(50);
  });
});

describe('compareWithTruth', () => {
  const truth = contentsOf([
    [100, 100, 10],
    [60, 60, 350],
    [140, 140, 0, 0],
    [2, 2, 0],
  ]);

  test('pairs by place and direction, around the full turn', () => {
    const found = contentsOf([
      [103, 104, 25],
      [60, 61, 8],
      [100, 60, 0],
    ]);
    expect(compareWithTruth(everywhere, found, truth)).toEqual({ known: 2, found: 2, extracted: 3, wrong: 1 });
  });

  test('does not count what is beside a doubtful place, nor what lies at the edge', () => {
    const found = contentsOf([
      [143, 141, 90],
      [1, 100, 0],
    ]);
    expect(compareWithTruth(everywhere, found, truth)).toEqual({ known: 2, found: 0, extracted: 1, wrong: 0 });
  });

  test('finds extraction near the truth on a clean synthetic print', () => {
    const native = loadNative();
    const request = { ...usualTouch, seed: 3, person: 1, position: 3, impression: 0, condition: 'clean' } as const;
    const { image, truth: true_ } = native.synthesizePrint(request);
    const explained = native.explainExtraction(image, 0, 0);
    const extracted = native.readTemplate(explained.print?.template ?? new Uint8Array());
    const { known, found, wrong } = compareWithTruth(explained, extracted, native.readTemplate(true_));
    expect(known).toBeGreaterThan(15);
    expect(found / known).toBeGreaterThan(0.85);
    expect(wrong / extracted.x.length).toBeLessThan(0.15);
  });
});
