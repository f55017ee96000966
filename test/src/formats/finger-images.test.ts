import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePrint } from '../../../src/formats/decode-print.js';
import { decodeView } from '../../../src/formats/finger-images/decode-view.js';
import { readFingerImages } from '../../../src/formats/finger-images/read-finger-images.js';
import type { FingerImageVersion, FingerImageView } from '../../../src/formats/finger-images/record.js';
import { writeFingerImages } from '../../../src/formats/finger-images/write-finger-images.js';
import { writePicture } from '../../../src/formats/write-image.js';
import { RidgelineError } from '../../../src/native/error.js';
import { manyLevels } from './sample-images.js';

const image = manyLevels(70, 66);

function rawView(changes: Partial<FingerImageView> = {}): FingerImageView {
  return {
    position: 2,
    impression: 1,
    number: 1,
    width: image.width,
    height: image.height,
    ppi: 500,
    bitsPerPixel: 8,
    compression: 'NONE',
    quality: 70,
    data: image.pixels,
    ...changes,
  };
}

/** A record of 2005 written out by hand: one view of 2 x 1 px of the left thumb, rolled, 197 px/cm. */
const byHand2005 = [
  ...[0x46, 0x49, 0x52, 0, 0x30, 0x31, 0x30, 0],
  ...[0, 0, 0, 0, 0, 48, 0, 0, 0, 31, 1, 2, 0, 197, 0, 197, 0, 197, 0, 197, 8, 0, 0, 0],
  ...[0, 0, 0, 16, 6, 1, 1, 88, 1, 0, 2, 0, 1, 0, 11, 22],
];

/** One of 2011 with two quality blocks, a certification block and three bytes of extended data behind the image. */
const byHand2011 = [
  ...[0x46, 0x49, 0x52, 0, 0x30, 0x32, 0x30, 0],
  ...[0, 0, 0, 75, 0, 1, 1, 1],
  ...[0, 0, 0, 59, 7, 0xdb, 1, 2, 3, 4, 5, 0, 6, 1, 0xab, 0xcd, 0, 9],
  ...[2, 55, 0, 1, 0, 2, 60, 0, 3, 0, 4, 1, 0, 7, 2],
  ...[7, 1, 1, 3, 0xe8, 3, 0xe8, 3, 0xe8, 3, 0xe8, 8, 0, 0, 0, 2, 0, 1],
  ...[0, 0, 0, 2, 33, 44, 9, 9],
];

const codeOf = (bytes: Uint8Array): string => {
  try {
    readFingerImages(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof RidgelineError) return error.code;
    throw error;
  }
};

describe('finger image records', () => {
  test('2005 and 2011 are read as they are laid out', () => {
    expect(readFingerImages(Uint8Array.from(byHand2005))).toEqual({
      version: 2005,
      views: [{ ...rawView({ position: 6, quality: 88, width: 2, height: 1, data: Uint8Array.of(11, 22) }) }],
    });
    expect(readFingerImages(Uint8Array.from(byHand2011))).toEqual({
      version: 2011,
      views: [
        rawView({
          position: 7,
          impression: 0,
          quality: 55,
          width: 2,
          height: 1,
          ppi: 1000,
          data: Uint8Array.of(33, 44),
        }),
      ],
    });
  });

  test.each([2005, 2011] as const)('what is written of %i is read back equal, several views too', (version) => {
    const view = fc.record({
      position: fc.nat(50),
      impression: fc.nat(42),
      number: fc.nat(255),
      width: fc.nat(65535),
      height: fc.nat(65535),
      quality: fc.option(fc.nat(100), { nil: undefined }),
      data: fc.uint8Array({ maxLength: 50 }),
    });
    const shared = fc.record({
      ppi: fc.constantFrom(300, 500, 512, 1000, 1200),
      bitsPerPixel: fc.integer({ min: 1, max: 16 }),
      compression: fc.constantFrom('NONE', 'WSQ20', 'JPEGB', 'JP2', 'PNG' as const),
    });
    fc.assert(
      fc.property(fc.array(view, { minLength: 1, maxLength: 20 }), shared, (views, all) => {
        const record = { version, views: views.map((each) => ({ ...each, ...all }) as FingerImageView) };
        expect(readFingerImages(writeFingerImages(record))).toEqual(record);
      }),
      { numRuns: 100 },
    );
  });

  test('views of every compression come out as the pixels that went in', async () => {
    const forms = { NONE: undefined, PACKED: undefined, PNG: 'png', JP2L: 'jp2', JP2: 'jp2' } as const;
    for (const [compression, format] of Object.entries(forms)) {
      const data = format === undefined ? image.pixels : await writePicture(image, format);
      const record = { version: 2011 as const, views: [rawView({ compression: compression as 'PNG', data })] };
      const [view] = readFingerImages(writeFingerImages(record)).views;
      expect(await decodeView(view as FingerImageView)).toEqual(image);
    }
    const wsq = rawView({ compression: 'WSQ20', data: await writePicture(image, 'wsq') });
    expect(await decodeView(wsq)).toMatchObject({ width: image.width, height: image.height, ppi: 500 });
  });

  test('decodePrint finds the views, and --ppi wins over the record', async () => {
    const bytes = writeFingerImages({ version: 2005, views: [rawView(), rawView({ number: 2 })] });
    const decoded = await decodePrint(bytes);
    expect(decoded).toMatchObject({ kind: 'views', views: [{ number: 1 }, { number: 2 }] });
    expect((await decodeView(rawView(), 1000)).ppi).toBe(1000);
  });
});

describe('finger image records that are wrong', () => {
  test.each([
    [2005, byHand2005],
    [2011, byHand2011],
  ] as const)('%i cut off at any byte', (_, whole) => {
    for (let length = 8; length < whole.length; ++length) {
      expect(codeOf(Uint8Array.from(whole.slice(0, length))), `${length} bytes`).toBe('MALFORMED_IMAGE');
    }
  });

  test.each([2005, 2011] as FingerImageVersion[])('%i with lengths that lie', (version) => {
    const whole = version === 2005 ? byHand2005 : byHand2011;
    const changed = (at: number, ...bytes: number[]): Uint8Array => {
      const copy = Uint8Array.from(whole);
      copy.set(bytes, at);
      return copy;
    };
    const [lengthAt, countAt, viewAt] = version === 2005 ? [10, 18, 32] : [8, 13, 16];
    expect(codeOf(changed(lengthAt, 0xff, 0xff, 0xff, 0xff))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(lengthAt, 0, 0, 0, 3))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(countAt, 0))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(countAt, 2))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(countAt, 65))).toBe('UNSUPPORTED_FORMAT');
    expect(codeOf(changed(viewAt, 0xff, 0xff, 0xff, 0xff))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(viewAt, 0, 0, 0, 0))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(5, 0x39))).toBe('UNSUPPORTED_FORMAT');
  });

  test('an image that ends beyond its view, blocks that do, units of nothing, pixels that are not square', () => {
    const changed = (at: number, value: number): Uint8Array => Uint8Array.from(byHand2011.with(at, value));
    expect(codeOf(changed(70, 5))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(34, 255))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(45, 255))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(51, 3))).toBe('MALFORMED_IMAGE');
    expect(codeOf(changed(56, 1))).toBe('UNSUPPORTED_FORMAT');
  });

  test('pixels that are not as stated', async () => {
    const png = await writePicture(image, 'png');
    const failing = (view: FingerImageView) => decodeView(view);
    await expect(failing(rawView({ width: 71 }))).rejects.toMatchObject({ code: 'MALFORMED_IMAGE' });
    for (const nothing of [{ width: 0 }, { height: 0 }, { width: 0, height: 0 }]) {
      const view = rawView({ ...nothing, data: new Uint8Array() });
      await expect(failing(view)).rejects.toMatchObject({ code: 'MALFORMED_IMAGE', blame: 'input' });
    }
    await expect(failing(rawView({ compression: 'PNG', data: png, width: 71 }))).rejects.toMatchObject({
      code: 'MALFORMED_IMAGE',
      message: expect.stringContaining('view 1 of position 2: 70 x 66 px came where 71 x 66'),
    });
    await expect(failing(rawView({ bitsPerPixel: 16 }))).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
    await expect(failing(rawView({ compression: undefined }))).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
    await expect(failing(rawView({ ppi: 72 }))).rejects.toMatchObject({ code: 'RESOLUTION_OUT_OF_RANGE' });
    await expect(
      failing(rawView({ compression: 'PNG', data: writeFingerImages({ version: 2011, views: [rawView()] }) })),
    ).rejects.toMatchObject({ code: 'MALFORMED_IMAGE' });
  });

  test.each(['NONE', 'PNG'] as const)('a resolution of 0 (%s) needs the caller to say another', async (compression) => {
    const png = await writePicture(image, 'png');
    const view = rawView({ ppi: 0, compression, ...(compression === 'PNG' ? { data: png } : {}) });
    await expect(decodeView(view)).rejects.toMatchObject({ code: 'RESOLUTION_UNKNOWN', blame: 'input' });
    expect((await decodeView(view, 500)).pixels).toEqual(image.pixels);
  });

  test('what a record cannot hold is not written', () => {
    const write =
      (views: FingerImageView[], version: FingerImageVersion = 2005) =>
      () =>
        writeFingerImages({ version, views });
    for (const failing of [
      write([]),
      write(Array(65).fill(rawView())),
      write([rawView(), rawView({ ppi: 1000 })]),
      write([rawView({ compression: undefined })]),
      write([rawView({ width: 70_000 })], 2011),
      write([rawView({ quality: 101 })], 2011),
    ]) {
      expect(failing).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    }
  });

  test('changed in any few bytes, it is read or a coded error', () => {
    const change = fc.record({ at: fc.nat(74), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.boolean(), fc.array(change, { minLength: 1, maxLength: 4 }), (first, changes) => {
        const bytes = Uint8Array.from(first ? byHand2005 : byHand2011);
        for (const { at, to } of changes) bytes[at] = to;
        expect(codeOf(bytes)).toMatch(/^(read|MALFORMED_IMAGE|UNSUPPORTED_FORMAT)$/);
      }),
      { numRuns: 1000 },
    );
  });
});
