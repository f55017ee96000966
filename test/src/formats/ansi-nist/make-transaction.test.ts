import { describe, expect, test } from 'vitest';
import { textOf } from '../../../../src/formats/ansi-nist/byte-text.js';
import { checkTransaction } from '../../../../src/formats/ansi-nist/check/check-transaction.js';
import { decodePrintImage } from '../../../../src/formats/ansi-nist/decode-image.js';
import {
  makeTransaction,
  type PrintDescription,
  type TransactionDescription,
} from '../../../../src/formats/ansi-nist/make-transaction.js';
import { printImagesOf } from '../../../../src/formats/ansi-nist/print-images.js';
import { readTransaction } from '../../../../src/formats/ansi-nist/read-transaction.js';
import { itemOf, subfieldsOf, type TaggedRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writeTransaction } from '../../../../src/formats/ansi-nist/write-transaction.js';
import { writePng, writeWsq } from '../../../../src/formats/write-image.js';
import { expectCode } from '../../helpers/expect-code.js';
import { SeededRandom } from '../../helpers/seeded-random.js';

const width = 96;
const height = 80;
const pixels = new SeededRandom(6).bytes(width * height);
const picture = { width, height, ppi: 500, pixels };

const described: TransactionDescription = {
  type: 'TENPRT',
  date: '20260102',
  destination: 'ECRIS-TCN',
  origin: 'BE',
  controlNumber: 'BE-2026-1',
};

function print(position: number, changes: Partial<PrintDescription> = {}): PrintDescription {
  const raw = { width, height, ppi: 500, compression: 'NONE', data: pixels } as const;
  return { position, impression: 1, captured: '20260101', ...raw, ...changes };
}

async function card(): Promise<TransactionDescription> {
  const wsq = new Uint8Array(writeWsq(picture));
  const png = new Uint8Array(await writePng(picture));
  return {
    ...described,
    domain: ['NORAM', '7.02'],
    descriptive: { 18: 'Jürgen Ødegård', 19: [['a', 'b'], ['c']] },
    prints: [
      print(1, {
        compression: 'WSQ20',
        data: wsq,
        nfiq: [{ position: 1, value: 2 }],
        minutiae: [
          { x: 10, y: 20, angle: 359, type: 1, quality: 70 },
          { x: 30.4, y: 21, angle: 90, type: 2, quality: 0 },
        ],
      }),
      print(2, { compression: 'PNG', data: png }),
      print(3, { ppi: 1000 }),
      print(4, { data: new Uint8Array(), missing: [{ position: 4, code: 'XX' }] }),
      print(13, {
        impression: 0,
        missing: [{ position: 4, code: 'XX' }],
        boxes: [{ position: 2, left: 0, right: 40, top: 5, bottom: 80 }],
        polygons: [
          {
            position: 3,
            points: [
              { x: 41, y: 2 },
              { x: 60, y: 2 },
              { x: 50, y: 70 },
            ],
          },
        ],
        segmentationQuality: [{ position: 2, value: 90, vendor: '00A1', product: 7 }],
        quality: [{ position: 3, value: 254, vendor: '0000', product: 1 }],
      }),
    ],
  };
}

describe('a transaction from a description', () => {
  test('is accepted by our own reader and checker without a finding', async () => {
    const bytes = writeTransaction(makeTransaction(await card()));
    const { transaction, findings } = checkTransaction(bytes);
    expect(findings).toEqual([]);
    expect(transaction.records.map(({ type }) => type)).toEqual([1, 2, 14, 9, 14, 14, 14, 14]);
    expect(transaction).toEqual(makeTransaction(await card()));
  });

  test('holds what was described', async () => {
    const transaction = readTransaction(writeTransaction(makeTransaction(await card())));
    const [first, text, , minutiae] = transaction.records as TaggedRecord[] as [
      TaggedRecord,
      TaggedRecord,
      TaggedRecord,
      TaggedRecord,
    ];
    expect(itemOf(first, 3, 0, 1)).toBe('7');
    expect(subfieldsOf(first, 15)).toEqual([['003', 'UTF-8']]);
    expect(textOf(itemOf(text, 18) ?? '')).toBe('Jürgen Ødegård');
    expect(subfieldsOf(text, 19)).toEqual([['a', 'b'], ['c']]);
    expect(itemOf(minutiae, 136)).toBe('2');
    expect(subfieldsOf(minutiae, 137)).toEqual([
      ['001', '10', '20', '0', '1', '70'],
      ['002', '30', '21', '45', '2', '0'],
    ]);
    const images = printImagesOf(transaction);
    expect(images.map(({ positions, kind, ppi }) => [positions[0], kind, ppi])).toEqual([
      [1, 'print', 500],
      [2, 'print', 500],
      [3, 'print', 1000],
      [4, 'print', undefined],
      [13, 'slap', 500],
    ]);
    expect(images[4]?.segments).toMatchObject([
      { position: 2, isBox: true },
      {
        position: 3,
        isBox: false,
        outline: [
          { x: 41, y: 2 },
          { x: 60, y: 2 },
          { x: 50, y: 70 },
        ],
      },
    ]);
    expect(images[4]?.segmentationQuality).toEqual([{ position: 2, value: 90, vendor: '00A1', product: 7 }]);
    expect(images[4]?.quality).toEqual([{ position: 3, value: 254, vendor: '0000', product: 1 }]);
    expect((await decodePrintImage(images[1] as (typeof images)[0])).pixels).toEqual(pixels);
  });

  test('says ASCII where all is ASCII', () => {
    const [first] = makeTransaction(described).records as [TaggedRecord];
    expect(subfieldsOf(first, 15)).toEqual([]);
  });

  test('refuses separators in values', async () => {
    const wrong = { ...described, controlNumber: 'a\x1db' };
    const { message } = await expectCode('INVALID_ARGUMENT', () => makeTransaction(wrong));
    expect(message).toContain('1.9');
  });

  test('is checked for what a description can have wrong', () => {
    const wrong = { ...described, date: '2026-01-02', prints: [print(21), print(2, { width: 97 })] };
    const { findings } = checkTransaction(writeTransaction(makeTransaction(wrong)));
    expect(findings.map(({ field }) => field)).toEqual(['1.005', '14.013', '14.999']);
  });
});
