import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { grayFromRaw } from '../../../src/formats/raw-gray.js';
import { writePng, writeTiff } from '../../../src/formats/write-image.js';
import { manyLevels } from './sample-images.js';

const image = manyLevels();
const written = (ppi: number) => writePng({ ...image, ppi });

async function ppiOf(bytes: Uint8Array, ppi?: number): Promise<number> {
  const decoded = await decodePrint(bytes, { ppi });
  return decoded.kind === 'image' ? decoded.image.ppi : Number.NaN;
}

describe("the header's resolution", () => {
  test.each([300, 500, 512, 569, 1000, 1200])('%i ppi is read back from PNG and TIFF', async (ppi) => {
    expect(await ppiOf(await written(ppi))).toBe(ppi);
    expect(await ppiOf(await writeTiff({ ...image, ppi }))).toBe(ppi);
  });

  test.each([0, 72, 96, 299, 1201])('%i ppi counts as not stated', async (ppi) => {
    await expect(ppiOf(await written(ppi))).rejects.toMatchObject({ code: 'RESOLUTION_UNKNOWN', blame: 'input' });
  });

  test("the caller's wins over it and fills in for it", async () => {
    expect(await ppiOf(await written(1000), 500)).toBe(500);
    expect(await ppiOf(await written(72), 569)).toBe(569);
  });
});

describe("the caller's resolution", () => {
  test.each([299, 1201, 1e9])('%d ppi is out of range', async (ppi) => {
    await expect(ppiOf(await written(500), ppi)).rejects.toMatchObject({ code: 'RESOLUTION_OUT_OF_RANGE' });
  });

  test.each([0, -500, Number.NaN, Number.POSITIVE_INFINITY])('%d is no resolution', async (ppi) => {
    await expect(ppiOf(await written(500), ppi)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', blame: 'caller' });
  });
});

describe('raw grey', () => {
  const { width, height, pixels } = image;

  test('is taken as it is', () => {
    expect(grayFromRaw(pixels, { width, height, ppi: 500 })).toEqual(image);
  });

  test.each([
    ['too few pixels', { width: width + 1, height, ppi: 500 }, 'INVALID_ARGUMENT'],
    ['a side of zero', { width: 0, height: 0, ppi: 500 }, 'INVALID_ARGUMENT'],
    ['a side that is not whole', { width: width / 2, height: height * 2, ppi: 500 }, 'INVALID_ARGUMENT'],
    ['a side above the limit', { width: 4097, height: 1, ppi: 500 }, 'IMAGE_TOO_LARGE'],
    ['a resolution of no scanner', { width, height, ppi: 72 }, 'RESOLUTION_OUT_OF_RANGE'],
  ])('%s is refused', (_, shape, code) => {
    expect(() => grayFromRaw(pixels, shape)).toThrow(expect.objectContaining({ code }));
  });
});
