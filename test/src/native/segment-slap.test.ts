import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodePrintImage } from '../../../src/formats/ansi-nist/decode-image.js';
import { printImagesOf } from '../../../src/formats/ansi-nist/print-images.js';
import { readTransaction } from '../../../src/formats/ansi-nist/read-transaction.js';
import type { GrayImage, SlapSynthesisRequest, SynthesisRequest } from '../../../src/native/binding.js';
import { loadNative } from '../../../src/native/load.js';

const native = loadNative();

function segmentSlap({ image, position, missing }: { image: GrayImage; position: number; missing: readonly number[] }) {
  const { hand, expected, fingers } = native.segmentSlap(image, position, missing);
  return { hand, expected, prints: fingers.map((box) => ({ ...box, box, image: native.uprightPrint(image, box) })) };
}

const touch = { seed: 21, person: 5, impression: 0, condition: 'any', difficulty: 0.3, ppi: 500 } as const;

function slapOf(position: number, tiltDegrees: number, missingFingers: readonly number[] = []) {
  const request: SlapSynthesisRequest = {
    ...touch,
    position,
    kind: 'plain',
    sensor: 'optical',
    tiltDegrees,
    missingFingers,
  };
  return native.synthesizeSlap(request);
}

function rolled(position: number): Uint8Array {
  const request: SynthesisRequest = { ...touch, position, kind: 'rolled', sensor: 'optical' };
  return native.extract(native.synthesizePrint(request).image, position, 1).template;
}

test('the fingers of a tilted slap come out upright: each matches its rolled print and no other finger', () => {
  const { image } = slapOf(13, 35);
  const { hand, expected, prints } = segmentSlap({ image, position: 13, missing: [] });
  expect(hand).toBe('right');
  expect(expected).toBe(4);
  expect(prints.map(({ position }) => position)).toEqual([2, 3, 4, 5]);
  const templates = prints.map((print) => native.extract(print.image, print.position, 0).template);
  for (const [index, template] of templates.entries()) {
    const upright = rolled(index + 2);
    expect(native.compare(template, upright)).toBeGreaterThan(40);
    expect(native.compare(template, templates[(index + 1) % 4] ?? template)).toBeLessThan(40);
    // The angle by which matching turns the print is what segmentation left of the tilt.
    expect(Math.abs(native.explainComparison(template, upright).rotationRad)).toBeLessThan(0.25);
  }
});

test('a slap of the other hand than claimed is seen, and its fingers have that hand’s positions', () => {
  const { hand, prints } = segmentSlap({ image: slapOf(14, -10).image, position: 13, missing: [] });
  expect(hand).toBe('left');
  expect(prints.map(({ position }) => position)).toEqual([10, 9, 8, 7]);
});

test('missing fingers, stated or not, leave the others their positions', () => {
  const { image } = slapOf(13, 0, [3]);
  for (const missing of [[3], []]) {
    const { expected, prints } = segmentSlap({ image, position: 13, missing });
    expect(expected).toBe(4 - missing.length);
    expect(prints.map(({ position }) => position)).toEqual([2, 4, 5]);
  }
});

const samples = fileURLToPath(new URL('../../../../shared/datasets/formats/ansi-nist/', import.meta.url));
const datasetsExist = existsSync(samples);

describe.runIf(datasetsExist)('slaps of real cards, with writing, text, holes and neighbours', () => {
  // Looked at: where each finger's pad lies in the picture, px.
  test.each([
    [
      'type-4-slaps.an2',
      13,
      'right',
      [
        [2, 255, 700],
        [3, 556, 235],
        [4, 925, 240],
        [5, 1350, 570],
      ],
    ],
    [
      'type-4-slaps.an2',
      14,
      'left',
      [
        [10, 285, 780],
        [9, 585, 290],
        [8, 915, 160],
        [7, 1285, 370],
      ],
    ],
    ['type-4-slaps.an2', 11, 'unknown', [[1, 265, 550]]],
    ['type-4-slaps.an2', 12, 'unknown', [[6, 200, 580]]],
    [
      'type-14-amp-nqm-utf8.an2',
      14,
      'left',
      [
        [10, 285, 780],
        [8, 915, 160],
        [7, 1285, 370],
      ],
    ],
    [
      'type-14-amp-nqm-utf8.an2',
      15,
      'unknown',
      [
        [6, 200, 580],
        [1, 670, 550],
      ],
    ],
  ] as const)('%s, position %i', async (file, position, hand, places) => {
    const images = printImagesOf(readTransaction(readFileSync(`${samples}${file}`)));
    const slap = images.find(({ positions }) => positions[0] === position);
    if (slap === undefined) throw new Error(`no position ${position}`);
    const missing = slap.missing.map((finger) => finger.position);
    const found = segmentSlap({ image: await decodePrintImage(slap), position, missing });
    expect(found.hand).toBe(hand);
    expect(found.prints.map((print) => print.position)).toEqual(places.map(([finger]) => finger));
    for (const [index, [, x, y]] of places.entries()) {
      const box = found.prints[index]?.box;
      expect(Math.abs((box?.centerX ?? 0) - x)).toBeLessThan(70);
      expect(Math.abs((box?.centerY ?? 0) - y)).toBeLessThan(70);
    }
  });
});
