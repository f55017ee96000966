import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { maxFileBytes, maxImageSide } from '../../../src/formats/limits.js';
import { writePng, writeTiff } from '../../../src/formats/write-image.js';
import { RidgelineError } from '../../../src/native/error.js';
import { blackIsZero, grayTiffFields, manyLevels, resolutionFields, tiffFile } from './sample-images.js';

const image = manyLevels();

/** A whole file of each format that sharp reads. */
const wholeFiles = {
  PNG: () => writePng(image),
  TIFF: () => writeTiff(image),
  'uncompressed TIFF': async () => {
    const fields = [...grayTiffFields(image, blackIsZero), ...resolutionFields([500, 1], 2)];
    return tiffFile([{ fields, strip: image.pixels }]);
  },
  JPEG: async () =>
    await sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 1 } })
      .toColourspace('b-w')
      .withDensity(500)
      .jpeg()
      .toBuffer(),
};

const expectCode = (bytes: Uint8Array, code: string) =>
  expect(decodePrint(bytes, { ppi: 500, name: 'left.png' })).rejects.toMatchObject({
    code,
    blame: 'input',
    message: expect.stringMatching(/^left\.png: /),
  });

describe('files that are no print', () => {
  test('empty', async () => await expectCode(new Uint8Array(0), 'FILE_EMPTY'));

  test('above the size limit', async () => await expectCode(new Uint8Array(maxFileBytes + 1), 'FILE_TOO_LARGE'));

  test.each([
    ['text', new TextEncoder().encode('To whom it may concern')],
    ['a GIF', Uint8Array.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0])],
    ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['one byte', Uint8Array.from([0xff])],
  ])('%s is in no format that is read, and the error says which are', async (_, bytes) => {
    await expectCode(bytes, 'UNSUPPORTED_FORMAT');
    await expect(decodePrint(bytes)).rejects.toThrow('expected a PNG, TIFF, JPEG, JPEG 2000, WSQ, BMP or PGM image');
  });

  test('not bytes at all', async () => {
    const text = 'left.png' as unknown as Uint8Array;
    await expect(decodePrint(text)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', blame: 'caller' });
  });
});

describe('images beyond the limits', () => {
  test.each([
    [maxImageSide + 1, 1],
    [1, maxImageSide + 1],
  ])('%i x %i px', async (width, height) => {
    const wide = { width, height, pixels: new Uint8Array(width * height) };
    await expectCode(await writePng(wide), 'IMAGE_TOO_LARGE');
    await expectCode(await writeTiff(wide), 'IMAGE_TOO_LARGE');
  });

  test('a header that promises 2 000 000 000 x 2 000 000 000 px', async () => {
    const bytes = Uint8Array.from(await writePng(image));
    bytes.set([0x77, 0x35, 0x94, 0x00, 0x77, 0x35, 0x94, 0x00], 16);
    const error = await decodePrint(bytes, { ppi: 500 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RidgelineError);
    expect(['IMAGE_TOO_LARGE', 'MALFORMED_IMAGE']).toContain((error as RidgelineError).code);
  });
});

describe.each(Object.entries(wholeFiles))('%s that is damaged', (_, makeFile) => {
  test('the whole file decodes', async () => {
    expect(await decodePrint(await makeFile())).toMatchObject({ kind: 'image', image: { ppi: 500 } });
  });

  test('cut off anywhere after its signature', async () => {
    const bytes = await makeFile();
    for (const share of [0.02, 0.2, 0.5, 0.8, 0.95]) {
      await expectCode(bytes.subarray(0, Math.max(8, Math.floor(bytes.length * share))), 'MALFORMED_IMAGE');
    }
  });

  test('changed in any few bytes, it gives an image or a coded error', async () => {
    const whole = await makeFile();
    const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(whole.length), async (changes, cut) => {
        const bytes = Uint8Array.from(whole).subarray(0, changes.length % 2 === 0 ? cut : whole.length);
        for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
        await expectImageOrCode(bytes);
      }),
      { numRuns: 150 },
    );
  });
});

test.each(['PNG', 'uncompressed TIFF', 'JPEG'] as const)('%s without its last byte', async (format) => {
  const bytes = await wholeFiles[format]();
  await expectCode(bytes.subarray(0, bytes.length - 1), 'MALFORMED_IMAGE');
});

test('any bytes after any signature give a coded error or an image', async () => {
  const signature = fc.constantFrom(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0xff, 0xd8, 0xff],
    [0x49, 0x49, 0x2a, 0x00],
    [0x4d, 0x4d, 0x00, 0x2b],
    [0xff, 0xa0],
    [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a],
    [0xff, 0x4f, 0xff, 0x51, 0x00, 0x29],
    [0x42, 0x4d],
    [0x50, 0x35, 0x0a],
    [0x46, 0x4d, 0x52, 0x00, 0x20, 0x32, 0x30, 0x00],
    [0x52, 0x54, 0x01],
    [],
  );
  await fc.assert(
    fc.asyncProperty(signature, fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
      await expectImageOrCode(Uint8Array.from([...start, ...rest]));
    }),
    { numRuns: 400 },
  );
});

/** Decoding ends in a print whose parts agree, or in a coded error that blames the bytes. */
async function expectImageOrCode(bytes: Uint8Array): Promise<void> {
  try {
    const decoded = await decodePrint(bytes, { ppi: 500 });
    if (decoded.kind === 'image') expect(decoded.image.pixels.length).toBe(decoded.image.width * decoded.image.height);
  } catch (error) {
    expect(error).toBeInstanceOf(RidgelineError);
    expect(error).toMatchObject({ blame: 'input' });
  }
}
