import { describe, expect, test } from 'vitest';
import type { GrayImage, SynthesisRequest } from '../../../src/native/binding.js';
import { loadNative } from '../../../src/native/load.js';
import { usualTouch } from '../helpers/usual-touch.js';

const native = loadNative();
const request: SynthesisRequest = { ...usualTouch, seed: 7, person: 3, position: 2, impression: 0 };
const patternClasses = ['arch', 'tented-arch', 'left-loop', 'right-loop', 'whorl', 'double-loop'];

const flat: GrayImage = { width: 300, height: 300, ppi: 500, pixels: new Uint8Array(300 * 300).fill(128) };

describe('synthesizePrint', () => {
  test('gives an image with its true minutiae, the same each time', () => {
    const { image, truth, patternClass } = native.synthesizePrint(request);
    expect(image.pixels.length).toBe(image.width * image.height);
    expect(image.ppi).toBe(500);
    expect(patternClasses).toContain(patternClass);
    const contents = native.readTemplate(truth);
    expect(contents.position).toBe(request.position);
    expect(contents.x.length).toBeGreaterThan(10);
    expect(native.synthesizePrint(request)).toEqual({ image, truth, patternClass });
  });

  test('gives another image for another impression, but the same pattern', () => {
    const first = native.synthesizePrint(request);
    const second = native.synthesizePrint({ ...request, impression: 1 });
    expect(second.image.pixels).not.toEqual(first.image.pixels);
    expect(second.patternClass).toBe(first.patternClass);
  });
});

describe('extract', () => {
  test('makes a template of a print and says what it measured', () => {
    const { image } = native.synthesizePrint(request);
    const print = native.extract(image, 2, 1);
    const contents = native.readTemplate(print.template);
    expect(contents).toMatchObject({ position: 2, impression: 1, width: image.width, height: image.height });
    expect(contents.x.length).toBe(print.minutiaCount);
    expect(print.minutiaCount).toBeGreaterThan(10);
    expect(contents.quality).toBe(print.quality);
    expect(print.ridgePeriodPx).toBeGreaterThan(5);
    expect(print.ridgePeriodPx).toBeLessThan(14);
    expect(print.foregroundShare).toBeGreaterThan(0.1);
    expect(print.foregroundShare).toBeLessThanOrEqual(1);
    expect(print.inverted).toBe(false);
  });

  test.each([
    ['no ridges', 'NO_FINGERPRINT', flat],
    ['too few pixels', 'IMAGE_TOO_SMALL', { ...flat, width: 20, height: 20, pixels: new Uint8Array(400) }],
    ['no resolution', 'RESOLUTION_OUT_OF_RANGE', { ...flat, ppi: 0 }],
    ['a resolution that no scanner has', 'RESOLUTION_OUT_OF_RANGE', { ...flat, ppi: 5000 }],
  ] as const)('of an image with %s throws %s', (_, code, image) => {
    expect(() => native.extract(image, 0, 0)).toThrow(expect.objectContaining({ code, blame: 'input' }));
  });
});

describe('explainExtraction', () => {
  test('gives the same template as extract, with a picture of each stage and what was measured', () => {
    const { image } = native.synthesizePrint(request);
    const { print, error, stages, figures } = native.explainExtraction(image, 2, 0);
    expect(print).toEqual(native.extract(image, 2, 0));
    expect(error).toBeUndefined();
    expect(stages.length).toBeGreaterThan(5);
    expect(new Set(stages.map(({ stage }) => stage)).size).toBe(stages.length);
    for (const { width, height, channels, pixels } of stages) expect(pixels.length).toBe(width * height * channels);
    for (const figure of Object.values(figures)) expect(figure).toEqual(expect.any(Number));
    expect(Object.keys(figures).length).toBeGreaterThan(0);
  });

  test('of a blank image gives the error and the stages that were reached', () => {
    const { print, error, stages } = native.explainExtraction(flat, 0, 0);
    expect(print).toBeUndefined();
    expect(error).toEqual({ code: 'NO_FINGERPRINT', detail: expect.stringMatching(/./) });
    expect(stages.length).toBeGreaterThan(0);
  });
});
