import { describe, expect, test } from 'vitest';
import { decodePrintImage, pictureOfPrintImage } from '../../../../src/formats/ansi-nist/decode-image.js';
import { readImageHead } from '../../../../src/formats/ansi-nist/image-head.js';
import { type PrintImage, printImagesOf } from '../../../../src/formats/ansi-nist/print-images.js';
import type { TransactionRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writePng, writeWsq } from '../../../../src/formats/write-image.js';
import { expectCode } from '../../helpers/expect-code.js';
import { SeededRandom } from '../../helpers/seeded-random.js';
import { firstRecord, fixedPrint, rawPrint, tagged, transactionOf } from './sample-transactions.js';

function only(record: TransactionRecord): PrintImage {
  const [image] = printImagesOf(transactionOf(record));
  if (image === undefined) throw new Error('the record gave no image');
  return image;
}

describe('what a record says of its image', () => {
  test('all of a slap', () => {
    const image = only(
      rawPrint({
        13: '14',
        18: ['9', 'XX'],
        21: [['7', '0', '5', '1', '9']],
        22: [
          ['7', '2'],
          ['8', '255'],
        ],
        23: ['8', '90', '000F', '7'],
        24: ['10', '55', 'FFFE', '12'],
        25: ['8', '3', '0', '0', '6', '0', '6', '8'],
      }),
    );
    expect(image).toMatchObject({
      record: 1,
      recordType: 14,
      idc: 1,
      kind: 'slap',
      positions: [14],
      impression: 1,
      width: 12,
      height: 10,
      bitsPerPixel: 8,
      ppi: 500,
      compression: 'NONE',
      missing: [{ position: 9, code: 'XX' }],
      nfiq: [
        { position: 7, value: 2 },
        { position: 8, value: 255 },
      ],
      segmentationQuality: [{ position: 8, value: 90, vendor: '000F', product: 7 }],
      quality: [{ position: 10, value: 55, vendor: 'FFFE', product: 12 }],
    });
    expect(image.segments).toEqual([
      {
        position: 7,
        outline: [
          { x: 0, y: 1 },
          { x: 5, y: 1 },
          { x: 5, y: 9 },
          { x: 0, y: 9 },
        ],
        isBox: true,
      },
      {
        position: 8,
        outline: [
          { x: 0, y: 0 },
          { x: 6, y: 0 },
          { x: 6, y: 8 },
        ],
        isBox: false,
      },
    ]);
  });

  test.each([
    [{ 13: '1' }, 'print'],
    [{ 13: '11' }, 'print'],
    [{ 13: '13' }, 'slap'],
    [{ 13: '15' }, 'slap'],
    [{ 13: '46' }, 'slap'],
    [{ 13: '19' }, 'joints'],
    [{ 13: '99' }, 'print'],
  ])('a type-14 record of %o is a %s', (changes, kind) => {
    expect(only(rawPrint(changes)).kind).toBe(kind);
  });

  test('marks and palms are told by their record type, other records are none', () => {
    expect(only({ ...rawPrint(), type: 13 }).kind).toBe('mark');
    expect(only({ ...rawPrint({ 13: '21' }), type: 15 }).kind).toBe('palm');
    expect(printImagesOf(transactionOf(tagged(10, { 2: '1' }), tagged(9, { 2: '1' })))).toEqual([]);
  });

  test.each([
    ['pixels per inch', { 8: '1', 9: '1000' }, 1000],
    ['pixels per cm', { 8: '2', 9: '394' }, 1000],
    ['what no scanner means', { 8: '1', 9: '512' }, 512],
    ['no units', { 8: '0', 9: '500' }, undefined],
    ['no digits', { 8: '1', 9: 'many' }, undefined],
  ])('%s', (_, changes, ppi) => {
    expect(only(rawPrint(changes)).ppi).toBe(ppi);
  });

  test.each([
    [0, '39.37', '19.69', 4, 500],
    [1, '39.37', '19.69', 4, 1000],
    [0, '19.69', '09.84', 3, 250],
    [0, '00.00', '00.00', 4, 500],
    [0, '00.00', '00.00', 5, 250],
    [1, '00.00', '19.69', 4, undefined],
  ] as const)('a binary record with ISR %i, NSR %s, NTR %s of type %i has %s ppi', (isr, nsr, ntr, type, ppi) => {
    const print = fixedPrint({ type, scanningResolution: isr });
    const [image] = printImagesOf({ records: [firstRecord([print], { 11: nsr, 12: ntr }), print] });
    expect(image?.ppi).toBe(ppi);
  });

  test('the possible positions of a binary record are those it uses', () => {
    expect(only(fixedPrint({ positions: [3, 8, 255, 255, 255, 255] })).positions).toEqual([3, 8]);
  });
});

describe('its pixels', () => {
  const pixels = new SeededRandom(2).bytes(96 * 80);
  const picture = { width: 96, height: 80, ppi: 500, pixels };
  const sides = { 6: '96', 7: '80' };

  test('raw and PNG are exact, WSQ has the same size', async () => {
    const raw = await decodePrintImage(only(rawPrint({ ...sides, 999: pixels })));
    expect(raw).toEqual({ width: 96, height: 80, ppi: 500, pixels });
    const png = new Uint8Array(await writePng(picture));
    expect(await decodePrintImage(only(rawPrint({ ...sides, 11: 'PNG', 999: png })))).toEqual(raw);
    const wsq = new Uint8Array(writeWsq(picture));
    const fixed = fixedPrint({ width: 96, height: 80, compression: 1, data: wsq });
    expect(await decodePrintImage(only(fixed))).toMatchObject({ width: 96, height: 80, ppi: 500 });
  });

  test('raw pixels are a copy that does not hold the file', async () => {
    const data = Buffer.from(pixels);
    const { pixels: copied } = await decodePrintImage(only(rawPrint({ ...sides, 999: data })));
    data.fill(0);
    expect(copied).toEqual(pixels);
    expect(copied.buffer.byteLength).toBe(pixels.length);
  });

  test('bilevel lines begin at whole bytes, 1 is black', async () => {
    const data = Uint8Array.of(0b10000000, 0b01000000, 0b00000001, 0b10000000);
    const image = await decodePrintImage(only(fixedPrint({ type: 6, width: 10, height: 2, data })));
    expect([...image.pixels].map((level, index) => (level === 0 ? index : -1)).filter((index) => index >= 0)).toEqual([
      0, 9, 17, 18,
    ]);
  });

  test.each([
    ['JP2', Uint8Array.of(1, 2, 3, 4), 'begins with the bytes 01 02 03 04'],
    ['JPEGL', Uint8Array.of(0xff, 0xd8, 0xff, 0xc3, ...new Array(40).fill(0)), 'JPEG lossless (JPEGL)'],
    ['GIF', Uint8Array.of(1), 'in no table'],
  ])('%s that cannot be decoded is named', async (compression, data, named) => {
    const image = only(rawPrint({ 11: compression, 999: data }));
    const { message } = await expectCode('UNSUPPORTED_FORMAT', () => decodePrintImage(image));
    expect(message).toContain('record 2 (type 14, IDC 1)');
    expect(message).toContain(named);
  });

  test('bytes that are too few, none, too large or without resolution are coded errors', async () => {
    const failing = (changes: Parameters<typeof rawPrint>[0]) => () => decodePrintImage(only(rawPrint(changes)));
    await expectCode('MALFORMED_IMAGE', failing({ 7: '11' }));
    await expectCode('MALFORMED_IMAGE', failing({ 6: '0' }));
    await expectCode('MALFORMED_IMAGE', failing({ 11: 'PNG', 999: new Uint8Array() }));
    await expectCode('IMAGE_TOO_LARGE', failing({ 6: '99999', 7: '99999' }));
    await expectCode('UNSUPPORTED_FORMAT', failing({ 12: '16' }));
    await expectCode('RESOLUTION_UNKNOWN', failing({ 8: '0' }));
    const { message } = await expectCode('RESOLUTION_OUT_OF_RANGE', failing({ 9: '250' }));
    expect(message).toContain('record 2 (type 14, IDC 1): 250 ppi');
    await expectCode('MALFORMED_WSQ', failing({ 11: 'WSQ20', 999: Uint8Array.of(0xff, 0xa0, 0xff, 0xa2, 0, 0) }));
  });

  test('a picture to look at needs no resolution', async () => {
    const image = only(rawPrint({ ...sides, 8: '0', 999: pixels }));
    expect(await pictureOfPrintImage(image)).toEqual({ width: 96, height: 80, ppi: 0, pixels });
  });
});

describe('heads of images', () => {
  const siz = [0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0, 0, 0, 3, 32, 0, 0, 2, 88, 0, 0, 0, 32, 0, 0, 0, 8];

  test.each([
    ['a codestream', siz, { family: 'JPEG 2000', width: 768, height: 592 }],
    [
      'a JP2 file',
      [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 13, 10, 0x87, 10, 0, 0, 0, 0, 0x6a, 0x70, 0x32, 0x63, ...siz],
      { family: 'JPEG 2000', width: 768, height: 592 },
    ],
    [
      'a JPEG with a table before its frame',
      [0xff, 0xd8, 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xff, 0xc0, 0, 11, 8, 0, 10, 0, 12, 1, 1, 0x11, 0, 0, 0],
      { family: 'JPEG', width: 12, height: 10 },
    ],
    ['text', [...new Array(30).fill(65)], undefined],
    ['a JPEG that ends before its frame', [0xff, 0xd8, 0xff, 0xdb, 0, 30, ...new Array(30).fill(0)], undefined],
    [
      'a box of no length',
      [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 13, 10, 0x87, 10, ...new Array(30).fill(0)],
      undefined,
    ],
  ])('%s', (_, bytes, head) => {
    expect(readImageHead(Uint8Array.from(bytes))).toEqual(head);
  });

  test('any bytes end, quickly', () => {
    const random = new SeededRandom(5);
    for (let round = 0; round < 2000; ++round) {
      const bytes = random.bytes(24 + random.below(80));
      bytes.set(
        [
          [0xff, 0xa0, 0xff],
          [0xff, 0xd8, 0xff],
          [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20],
        ][round % 3] ?? [],
      );
      const head = readImageHead(bytes);
      expect(head === undefined || head.width >= 0 || head.family === 'JPEG 2000').toBe(true);
    }
  });
});
