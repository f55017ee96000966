import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { writePng, writeTiff } from '../../../src/formats/write-image.js';
import type { GrayImage } from '../../../src/native/binding.js';
import {
  blackIsZero,
  grayTiffFields,
  manyLevels,
  palette,
  resolutionFields,
  tiffFile,
  whiteIsZero,
} from './sample-images.js';

const image = manyLevels();
const size = { width: image.width, height: image.height };

async function decodeImage(bytes: Uint8Array, ppi?: number): Promise<GrayImage> {
  const decoded = await decodePrint(bytes, { ppi });
  if (decoded.kind !== 'image') throw new Error(`expected an image, got ${decoded.kind}`);
  return decoded.image;
}

/** Samples of any depth and channel count through sharp, as a file. */
function fileOf(values: Uint8Array | Uint16Array, channels: 1 | 2 | 3 | 4, space: string): Sharp {
  return sharp(values, { raw: { ...size, channels } }).toColourspace(space);
}

describe('grey levels are kept exactly', () => {
  test.each([
    ['PNG', writePng],
    ['TIFF', writeTiff],
  ])('%s written by us', async (_, write) => {
    expect(await decodeImage(await write(image))).toEqual(image);
  });

  test('JPEG: the levels that the decoder gives, in one channel', async () => {
    const bytes = await fileOf(image.pixels, 1, 'b-w').withDensity(500).jpeg({ quality: 95 }).toBuffer();
    const expected = await sharp(bytes).toColourspace('b-w').raw().toBuffer();
    const decoded = await decodeImage(bytes);
    expect(Buffer.from(decoded.pixels).equals(expected)).toBe(true);
    expect(decoded.ppi).toBe(500);
    // Quality 95 keeps every level near the original, so no channel was dropped or scaled.
    const farthest = decoded.pixels.reduce(
      (most, level, i) => Math.max(most, Math.abs(level - (image.pixels[i] ?? 0))),
      0,
    );
    expect(farthest).toBeLessThan(40);
  });

  test('grey stored as red, green, blue', async () => {
    const colour = Uint8Array.from({ length: image.pixels.length * 3 }, (_, i) => image.pixels[Math.floor(i / 3)] ?? 0);
    expect((await decodeImage(await fileOf(colour, 3, 'srgb').png().toBuffer(), 500)).pixels).toEqual(image.pixels);
  });

  test('grey with an embedded colour profile', async () => {
    const colour = Uint8Array.from({ length: image.pixels.length * 3 }, (_, i) => image.pixels[Math.floor(i / 3)] ?? 0);
    const stored = await fileOf(colour, 3, 'srgb').withIccProfile('p3').png().toBuffer();
    const untouched = await sharp(stored, { ignoreIcc: true }).raw().toBuffer();
    const decoded = await decodeImage(stored, 500);
    expect(decoded.pixels).toEqual(Uint8Array.from(image.pixels, (_, i) => untouched[3 * i] ?? 0));
  });

  test('EXIF orientation does not turn the print', async () => {
    const turned = await fileOf(image.pixels, 1, 'b-w').withMetadata({ orientation: 6 }).png().toBuffer();
    expect((await sharp(turned).metadata()).orientation).toBe(6);
    expect(await decodeImage(turned, 500)).toMatchObject(size);
  });
});

describe('TIFF fields', () => {
  const resolution = resolutionFields([500, 1], 2);

  test('a grey palette in any order gives its levels', async () => {
    const reversed = Array.from({ length: 256 }, (_, index) => (255 - index) * 257);
    const fields = [...grayTiffFields(image, palette), { tag: 320, short: [...reversed, ...reversed, ...reversed] }];
    const decoded = await decodeImage(tiffFile([{ fields: [...fields, ...resolution], strip: image.pixels }]));
    expect(decoded.pixels).toEqual(image.pixels.map((index) => 255 - index));
  });

  test('white is zero', async () => {
    const fields = [...grayTiffFields(image, whiteIsZero), ...resolution];
    const decoded = await decodeImage(tiffFile([{ fields, strip: image.pixels }]));
    expect(decoded.pixels).toEqual(image.pixels.map((level) => 255 - level));
  });

  test('the first of several pages', async () => {
    const fields = [...grayTiffFields(image, blackIsZero), ...resolution];
    const second = image.pixels.map((level) => level ^ 0xff);
    const decoded = await decodeImage(
      tiffFile([
        { fields, strip: image.pixels },
        { fields, strip: second },
      ]),
    );
    expect(decoded).toEqual(image);
  });

  test.each([
    ['pixels per inch', [1000, 1], 2, 1000],
    ['pixels per centimetre', [19685, 100], 3, 500],
    ['pixels per centimetre at 1000 ppi', [3937, 10], 3, 1000],
  ] as const)('resolution in %s', async (_, rational, unit, ppi) => {
    const fields = [...grayTiffFields(image, blackIsZero), ...resolutionFields(rational, unit)];
    expect((await decodeImage(tiffFile([{ fields, strip: image.pixels }]))).ppi).toBe(ppi);
  });

  test('floating-point samples are UNSUPPORTED_FORMAT', async () => {
    const floats = Float32Array.from(image.pixels, (level) => level / 255);
    const bytes = await sharp(floats, { raw: { ...size, channels: 1 } })
      .toColourspace('b-w')
      .tiff()
      .toBuffer();
    const isFloat = (await sharp(bytes).metadata()).depth === 'float';
    const fields = [...grayTiffFields(image, blackIsZero).filter(({ tag }) => tag !== 258), ...resolution];
    const strip = new Uint8Array(floats.buffer);
    const written = tiffFile([{ fields: [...fields, { tag: 258, short: [32] }, { tag: 339, short: [3] }], strip }]);
    expect(isFloat).toBe(false);
    await expect(decodePrint(written)).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
  });
});

describe('16 bits a sample are scaled by rounding', () => {
  const wide = Uint16Array.from({ length: image.pixels.length }, (_, index) => (index * 40503) & 0xffff);
  const rounded = Uint8Array.from(wide, (level) => Math.round((level * 255) / 65535));

  test('PNG', async () => {
    expect((await decodeImage(await fileOf(wide, 1, 'grey16').png().toBuffer(), 500)).pixels).toEqual(rounded);
  });

  test('TIFF', async () => {
    const bytes = await fileOf(wide, 1, 'grey16').tiff({ compression: 'lzw' }).toBuffer();
    expect((await decodeImage(bytes, 500)).pixels).toEqual(rounded);
  });

  test('grey with alpha lies on white', async () => {
    const withAlpha = Uint16Array.from({ length: wide.length * 2 }, (_, i) =>
      i % 2 === 0 ? (wide[i / 2] ?? 0) : i % 4 === 1 ? 65535 : 0,
    );
    const bytes = await fileOf(withAlpha, 2, 'grey16').png().toBuffer();
    expect((await decodeImage(bytes, 500)).pixels).toEqual(rounded.map((level, i) => (i % 2 === 0 ? level : 255)));
  });
});

test('red, green and blue weigh as in BT.601', async () => {
  const colours = [
    [255, 0, 0, 76],
    [0, 255, 0, 150],
    [0, 0, 255, 29],
    [255, 255, 255, 255],
  ];
  const pixels = Uint8Array.from(colours.flatMap(([red, green, blue]) => [red ?? 0, green ?? 0, blue ?? 0]));
  const bytes = await sharp(pixels, { raw: { width: 4, height: 1, channels: 3 } })
    .png()
    .toBuffer();
  expect([...(await decodeImage(bytes, 500)).pixels]).toEqual(colours.map(([, , , level]) => level));
});

test('half-transparent black on white paper is mid grey', async () => {
  const bytes = await sharp(Uint8Array.from([0, 0, 0, 128]), { raw: { width: 1, height: 1, channels: 4 } })
    .png()
    .toBuffer();
  expect([...(await decodeImage(bytes, 500)).pixels]).toEqual([127]);
});
