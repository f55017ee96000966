import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { writeJpeg2000 } from '../../../src/formats/jpeg2000/write-jpeg2000.js';
import type { GrayImage } from '../../../src/native/binding.js';
import { hasRidgelineCode, RidgelineError } from '../../../src/native/error.js';
import { datasetFolder } from '../helpers/dataset-folder.js';
import { manyLevels } from './sample-images.js';

async function decode(bytes: Uint8Array, ppi?: number): Promise<GrayImage> {
  const decoded = await decodePrint(bytes, { ppi });
  if (decoded.kind !== 'image') throw new Error(`expected an image, got ${decoded.kind}`);
  return decoded.image;
}

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await decodePrint(bytes, { ppi: 500 });
    return 'decoded';
  } catch (error) {
    if (hasRidgelineCode(error)) return error.code;
    throw error;
  }
};

/** Where the codestream of a file of ours begins. */
const codestreamStart = (file: Uint8Array): number => Buffer.from(file).indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
const codestreamOf = (file: Uint8Array): Uint8Array => Uint8Array.from(file.subarray(codestreamStart(file)));

/** The codestream with other numbers of four bytes in its image size segment. */
function withSize(codestream: Uint8Array, changes: Readonly<Record<number, number>>): Uint8Array {
  const bytes = Uint8Array.from(codestream);
  for (const [at, value] of Object.entries(changes)) new DataView(bytes.buffer).setUint32(Number(at), value);
  return bytes;
}

const image = manyLevels(61, 47);
const whole = await writeJpeg2000(image);
const codestream = codestreamOf(whole);

describe('JPEG 2000', () => {
  test('without loss every pixel comes back, with the resolution of the box', async () => {
    for (const [width, height, ppi] of [
      [61, 47, 500],
      [32, 32, 1000],
      [200, 33, 1200],
      [33, 500, 300],
    ] as const) {
      const original = { ...manyLevels(width, height), ppi };
      expect(await decode(await writeJpeg2000(original))).toEqual(original);
    }
  });

  test('with loss it is as small as was asked, and near', async () => {
    const pixels = Uint8Array.from({ length: 400 * 400 }, (_, index) =>
      Math.round(128 + 100 * Math.cos((Math.hypot((index % 400) + 20, index / 400) * 2 * Math.PI) / 9)),
    );
    const ridges = { width: 400, height: 400, ppi: 1000, pixels };
    const bytes = await writeJpeg2000(ridges, 10);
    expect(bytes.length).toBeGreaterThan(14_000);
    expect(bytes.length).toBeLessThan(17_000);
    const back = await decode(bytes);
    expect(back.ppi).toBe(1000);
    const squares = pixels.reduce((sum, level, index) => sum + (level - (back.pixels[index] ?? 0)) ** 2, 0);
    expect(10 * Math.log10((255 * 255 * pixels.length) / squares)).toBeGreaterThan(35);
  });

  test('a raw codestream needs its resolution told', async () => {
    expect(await decode(codestream, 1000)).toEqual({ ...image, ppi: 1000 });
    await expect(decodePrint(codestream)).rejects.toMatchObject({ code: 'RESOLUTION_UNKNOWN' });
    await expect(decodePrint(await writeJpeg2000({ ...image, ppi: 0 }))).rejects.toMatchObject({
      code: 'RESOLUTION_UNKNOWN',
    });
  });

  test('the box of the display serves where there is none of the capture', async () => {
    const bytes = Uint8Array.from(whole);
    bytes.set(Buffer.from('resd'), Buffer.from(whole).indexOf('resc'));
    expect((await decode(bytes)).ppi).toBe(500);
  });

  test('nothing is printed', async () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined);
    try {
      await decode(whole);
      await codeOf(codestream.subarray(0, 300));
      await writeJpeg2000(image);
      expect([...out.mock.calls, ...log.mock.calls]).toEqual([]);
    } finally {
      out.mockRestore();
      log.mockRestore();
    }
  });
});

describe('JPEG 2000 that is damaged or lies', () => {
  test('cut off at any byte', async () => {
    for (let length = 12; length < whole.length; ++length) {
      expect(await codeOf(whole.subarray(0, length)), `${length} bytes`).toBe('MALFORMED_IMAGE');
    }
    for (let length = 4; length < codestream.length; ++length) {
      expect(await codeOf(codestream.subarray(0, length)), `${length} bytes`).toBe('MALFORMED_IMAGE');
    }
  });

  test.each([
    ['4 000 000 000 px wide', { 8: 4_000_000_000 }, 'IMAGE_TOO_LARGE'],
    ['4097 px high', { 12: 4097 }, 'IMAGE_TOO_LARGE'],
    ['an image that ends before it begins', { 16: 61 }, 'MALFORMED_IMAGE'],
    ['tiles of no width', { 24: 0 }, 'MALFORMED_IMAGE'],
    ['tiles of one pixel', { 24: 1, 28: 1 }, 'IMAGE_TOO_LARGE'],
    ['four tiles, of which one is there', { 24: 32, 28: 32 }, 'MALFORMED_IMAGE'],
    ['more pixels than it codes', { 8: 4096, 12: 4096, 24: 4096, 28: 4096 }, 'decoded'],
  ])('%s', async (_, changes, code) => {
    // OpenJPEG fills what no packet holds; the bound on the sides is what keeps that small.
    expect(await codeOf(withSize(codestream, changes))).toBe(code);
  });

  test('components, depths and segments that are not read', async () => {
    const changed = (at: number, ...bytes: number[]): Uint8Array => {
      const copy = Uint8Array.from(codestream);
      copy.set(bytes, at);
      return copy;
    };
    expect(await codeOf(changed(40, 0xff, 0xff))).toBe('UNSUPPORTED_FORMAT');
    expect(await codeOf(changed(40, 0, 3))).toBe('MALFORMED_IMAGE');
    expect(await codeOf(changed(42, 0x87))).toBe('UNSUPPORTED_FORMAT');
    expect(await codeOf(changed(43, 2))).toBe('UNSUPPORTED_FORMAT');
    const coding = Buffer.from(codestream).indexOf(Buffer.from([0xff, 0x52]));
    // COC, which would hold for one component only.
    expect(await codeOf(changed(coding + 1, 0x53))).toBe('UNSUPPORTED_FORMAT');
    expect(await codeOf(changed(coding + 9, 33))).toBe('MALFORMED_IMAGE');
    expect(await codeOf(changed(coding + 10, 9))).toBe('MALFORMED_IMAGE');
    // 65535 layers of few precincts are packets enough.
    expect(await codeOf(changed(coding + 6, 0xff, 0xff))).toBe('IMAGE_TOO_LARGE');
  });

  test('a size that the boxes state otherwise', async () => {
    const bytes = Uint8Array.from(whole);
    new DataView(bytes.buffer).setUint32(codestreamStart(bytes) + 8, 62);
    expect(await codeOf(bytes)).toBe('MALFORMED_IMAGE');
  });

  test('a palette or another colour space', async () => {
    const space = Buffer.from(whole).indexOf('colr') + 4;
    const bytes = Uint8Array.from(whole);
    bytes[space + 6] = 18;
    expect(await codeOf(bytes)).toBe('UNSUPPORTED_FORMAT');
  });

  test('changed in any few bytes, it gives an image or a coded error', async () => {
    const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) });
    const early = fc.record({ at: fc.nat(220), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(change, early), { minLength: 1, maxLength: 5 }), async (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const { at, to } of changes) bytes[at] = to;
        try {
          const decoded = await decodePrint(bytes, { ppi: 500 });
          if (decoded.kind === 'image') {
            expect(decoded.image.pixels.length).toBe(decoded.image.width * decoded.image.height);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(RidgelineError);
          expect(error).toMatchObject({ blame: 'input' });
        }
      }),
      { numRuns: 250 },
    );
  });
});

describe.runIf(datasetFolder)('the JPEG 2000 file of the data sets', () => {
  test('is a print of 1000 ppi', async () => {
    const bytes = readFileSync(join(datasetFolder ?? '', 'formats/jp2/img.jp2'));
    const { width, height, ppi, pixels } = await decode(bytes);
    expect({ width, height, ppi }).toEqual({ width: 908, height: 1007, ppi: 1000 });
    // Ink on paper: both are there.
    expect(Math.min(...new Set(pixels))).toBeLessThan(60);
    expect(Math.max(...new Set(pixels))).toBeGreaterThan(200);
  });
});
