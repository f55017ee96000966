import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { writePicture } from '../../../src/formats/write-image.js';
import type { GrayImage } from '../../../src/native/binding.js';
import { hasRidgelineCode } from '../../../src/native/error.js';
import { bmpOf } from './bmp-image.js';
import { manyLevels } from './sample-images.js';

async function decode(bytes: Uint8Array, ppi?: number): Promise<GrayImage> {
  const decoded = await decodePrint(bytes, { ppi });
  if (decoded.kind !== 'image') throw new Error(`expected an image, got ${decoded.kind}`);
  return decoded.image;
}

const codeOf = async (bytes: Uint8Array, ppi: number | undefined = 500): Promise<string> => {
  try {
    await decodePrint(bytes, { ppi });
    return 'decoded';
  } catch (error) {
    if (hasRidgelineCode(error)) return error.code;
    throw error;
  }
};

/** A BMP with another depth: the palette given as blue, green, red, nothing, and rows as they lie in the file. */
function bmpWith(bits: number, width: number, height: number, palette: number[], rows: number[]): Uint8Array {
  const bytes = new Uint8Array([...bmpOf(1, 1).subarray(0, 54), ...palette, ...rows]);
  const view = new DataView(bytes.buffer);
  view.setUint32(10, 54 + palette.length, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(28, bits, true);
  view.setUint32(46, palette.length / 4, true);
  return bytes;
}

describe('BMP', () => {
  test('what is written comes back with its resolution', async () => {
    for (const [width, height] of [
      [61, 47],
      [64, 5],
      [2, 9],
    ] as const) {
      const image = { ...manyLevels(width, height), ppi: 1000 };
      expect(await decode(await writePicture(image, 'bmp'))).toEqual(image);
    }
  });

  test('rows of the file run upwards, unless the height is negative', async () => {
    const greys = [0, 0, 0, 0, 255, 255, 255, 0];
    const rows = [1, 0, 0, 0, 0, 1, 0, 0];
    expect([...(await decode(bmpWith(8, 2, 2, greys, rows), 500)).pixels]).toEqual([0, 255, 255, 0]);
    expect([...(await decode(bmpWith(8, 2, -2, greys, rows), 500)).pixels]).toEqual([255, 0, 0, 255]);
  });

  test('palettes of any order, of one, four and eight bits', async () => {
    const palette = [200, 200, 200, 0, 10, 10, 10, 0];
    expect([...(await decode(bmpWith(1, 9, 1, palette, [0b01100001, 0x80, 0, 0]), 500)).pixels]).toEqual([
      200, 10, 10, 200, 200, 200, 200, 10, 10,
    ]);
    expect([...(await decode(bmpWith(4, 3, 1, palette, [0x10, 0x10, 0, 0]), 500)).pixels]).toEqual([10, 200, 10]);
    expect(await codeOf(bmpWith(8, 1, 1, palette, [2, 0, 0, 0]))).toBe('MALFORMED_IMAGE');
  });

  test('24 and 32 bits are blue, green, red', async () => {
    // Luma of pure blue, green and red: 0.114, 0.587 and 0.299 of 255.
    const row = [255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0];
    expect([...(await decode(bmpWith(24, 3, 1, [], row), 500)).pixels]).toEqual([29, 150, 76]);
    const padded = [7, 7, 7, 99, 0, 0, 255, 99];
    expect([...(await decode(bmpWith(32, 2, 1, [], padded), 500)).pixels]).toEqual([7, 76]);
  });

  test('what is not read, lies or is cut is a coded error', async () => {
    expect(await codeOf(bmpOf(0, 10))).toBe('MALFORMED_IMAGE');
    expect(await codeOf(bmpOf(10, 0))).toBe('MALFORMED_IMAGE');
    expect(await codeOf(bmpWith(16, 1, 1, [], [0, 0, 0, 0]))).toBe('UNSUPPORTED_FORMAT');
    expect(await codeOf(bmpWith(8, 2_000_000_000, 2_000_000_000, [], []))).toBe('IMAGE_TOO_LARGE');
    const compressed = bmpOf(4, 4);
    compressed[30] = 1;
    expect(await codeOf(compressed)).toBe('UNSUPPORTED_FORMAT');
    const whole = bmpOf(5, 3);
    expect(await codeOf(whole)).toBe('decoded');
    for (let length = 2; length < whole.length; ++length) {
      expect(await codeOf(whole.subarray(0, length))).toBe('MALFORMED_IMAGE');
    }
    const paletteInPixels = bmpOf(4, 4);
    new DataView(paletteInPixels.buffer).setUint32(10, 60, true);
    expect(await codeOf(paletteInPixels)).toBe('MALFORMED_IMAGE');
  });
});

const pgm = (header: string, samples: number[]) => Uint8Array.from([...Buffer.from(header), ...samples]);

describe('PGM', () => {
  test('what is written comes back, with the resolution that is given', async () => {
    const image = manyLevels();
    const bytes = await writePicture(image, 'pgm');
    expect(await decode(bytes, 500)).toEqual(image);
    await expect(decodePrint(bytes)).rejects.toMatchObject({ code: 'RESOLUTION_UNKNOWN' });
  });

  test('headers with comments, other whites and two bytes a sample', async () => {
    expect([...(await decode(pgm('P5 # a scanner\n# of ours\n2\t1 #\n255\n', [35, 10]), 500)).pixels]).toEqual([
      35, 10,
    ]);
    expect([...(await decode(pgm('P5\n3 1\n100\n', [0, 50, 120]), 500)).pixels]).toEqual([0, 128, 255]);
    expect([...(await decode(pgm('P5\n2 1\n65535\n', [128, 128, 255, 255]), 500)).pixels]).toEqual([128, 255]);
  });

  test('damage is a coded error at every length', async () => {
    const whole = pgm('P5\n3 2\n255\n', [1, 2, 3, 4, 5, 6]);
    for (let length = 2; length < whole.length; ++length) {
      expect(await codeOf(whole.subarray(0, length))).toBe('MALFORMED_IMAGE');
    }
    expect(await codeOf(pgm('P5\n0 2\n255\n', [1]))).toBe('MALFORMED_IMAGE');
    expect(await codeOf(pgm('P5\n2 2\n70000\n', [1]))).toBe('MALFORMED_IMAGE');
    expect(await codeOf(pgm('P5\n999999999 999999999\n255\n', [1]))).toBe('IMAGE_TOO_LARGE');
  });
});

test('changed in any few bytes, both give an image or a coded error', async () => {
  const wholes = [await writePicture(manyLevels(9, 7), 'bmp'), await writePicture(manyLevels(9, 7), 'pgm')];
  const change = fc.record({ at: fc.nat(80), to: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...wholes),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async (whole, changes) => {
        const bytes = Uint8Array.from(whole);
        for (const { at, to } of changes) bytes[at] = to;
        expect(await codeOf(bytes)).toMatch(/^[A-Z_]+$|^decoded$/);
      },
    ),
    { numRuns: 400 },
  );
});
