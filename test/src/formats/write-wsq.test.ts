import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { writeWsq } from '../../../src/formats/write-image.js';
import type { GrayImage } from '../../../src/native/binding.js';
import { datasetFolder } from '../helpers/dataset-folder.js';

async function decodeImage(bytes: Uint8Array, ppi?: number): Promise<GrayImage> {
  const decoded = await decodePrint(bytes, { ppi });
  if (decoded.kind !== 'image') throw new Error(`expected an image, got ${decoded.kind}`);
  return decoded.image;
}

/** Peak signal to noise ratio in decibels. */
function psnr(image: GrayImage, original: GrayImage): number {
  expect([image.width, image.height]).toEqual([original.width, original.height]);
  const squares = original.pixels.reduce((sum, level, index) => sum + (level - (image.pixels[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10((255 * 255 * original.pixels.length) / squares);
}

/** Bent ridges of 9 px. */
function ridges(width: number, height: number, ppi: number): GrayImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => {
    const x = index % width;
    const y = Math.floor(index / width);
    return 128 + 90 * Math.cos((Math.hypot(x + 20, 1.3 * (y - 10)) * 2 * Math.PI) / 9);
  });
  return { width, height, ppi, pixels };
}

describe('writing WSQ', () => {
  test('a print comes back with its sides, resolution and ridges, smaller at the lower rate', async () => {
    for (const ppi of [500, 1000]) {
      const image = ridges(301, 222, ppi);
      const [low, high] = [writeWsq(image), writeWsq(image, 2.25)];
      expect(low).toEqual(writeWsq(image, 0.75));
      expect(low.length).toBeLessThan(high.length);
      expect(low.length).toBeLessThan(image.pixels.length / 5);
      const fromLow = await decodeImage(low);
      expect(fromLow.ppi).toBe(ppi);
      expect(psnr(fromLow, image)).toBeGreaterThan(28);
      expect(psnr(await decodeImage(high), image)).toBeGreaterThan(40);
    }
  });

  test('without a resolution the comment states none, and readers take the 500 ppi of the format', async () => {
    const { width, height, pixels } = ridges(80, 90, 0);
    const bytes = writeWsq({ width, height, pixels });
    expect(Buffer.from(bytes).toString('latin1')).toContain('\nPPI -1\n');
    expect((await decodeImage(bytes)).ppi).toBe(500);
  });

  test('colours, sides and rates that WSQ does not have are refused', () => {
    const image = ridges(80, 90, 500);
    const colours = { width: 80, height: 90, channels: 3, pixels: new Uint8Array(3 * 80 * 90) } as const;
    expect(() => writeWsq(colours)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(() => writeWsq(image, 0)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(() => writeWsq(image, 9)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(() => writeWsq(ridges(63, 90, 500))).toThrow(expect.objectContaining({ code: 'IMAGE_TOO_SMALL' }));
    expect(() => writeWsq(ridges(4097, 64, 500))).toThrow(expect.objectContaining({ code: 'IMAGE_TOO_LARGE' }));
  });
});

/** The reference encodings of FVC images: fvc2002_db1_b_101_1_r75.wsq is fvc2002_db1_b/101_1 at 0.75 bit/pixel. */
function referenceEncodings(folder: string) {
  return readdirSync(join(folder, 'formats/wsq')).flatMap((file) => {
    const [, set = '', print = '', rate] = /^(.+_b)_(\d+_\d+)_r(\d+)\.wsq$/.exec(file) ?? [];
    if (rate === undefined) return [];
    const original = readdirSync(join(folder, set)).find((name) => name.startsWith(`${print}.`)) ?? '';
    return [
      { path: join(folder, 'formats/wsq', file), original: join(folder, set, original), rate: Number(rate) / 100 },
    ];
  });
}

describe.runIf(datasetFolder)('WSQ beside the reference encoder', () => {
  test('within 0.2 dB and 1 % of its size, at 0.75 and 2.25 bit/pixel', async () => {
    const references = referenceEncodings(datasetFolder ?? '');
    expect(references.length).toBeGreaterThanOrEqual(10);
    for (const { path, original, rate } of references) {
      const image = await decodeImage(readFileSync(original), 500);
      const reference = readFileSync(path);
      const ours = writeWsq(image, rate);
      expect(Math.abs(ours.length / reference.length - 1), path).toBeLessThan(0.01);
      const difference = psnr(await decodeImage(ours), image) - psnr(await decodeImage(reference), image);
      expect(Math.abs(difference), path).toBeLessThan(0.2);
    }
  });
});
