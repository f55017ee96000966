import { describe, expect, test } from 'vitest';
import { checkTransaction } from '../../../../src/formats/ansi-nist/check/check-transaction.js';
import { maxFindings } from '../../../../src/formats/ansi-nist/limits.js';
import type { Transaction, TransactionRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writeTransaction } from '../../../../src/formats/ansi-nist/write-transaction.js';
import { writePng, writeWsq } from '../../../../src/formats/write-image.js';
import { expectCode } from '../../helpers/expect-code.js';
import { SeededRandom } from '../../helpers/seeded-random.js';
import {
  describing,
  firstRecord,
  fixedPrint,
  rawPrint,
  smallTransaction,
  tagged,
  transactionOf,
  type Values,
} from './sample-transactions.js';

/** What the checker says, short: severity, record, field. */
function brief(transaction: Transaction | Uint8Array): string[] {
  const bytes = transaction instanceof Uint8Array ? transaction : writeTransaction(transaction);
  return checkTransaction(bytes).findings.map(({ severity, record, field }) => `${severity} ${record} ${field ?? '-'}`);
}

const withFirst = (changes: Values, ...others: TransactionRecord[]): Transaction => ({
  records: [firstRecord(others, changes), ...others],
});

const minutiae = (changes: Values = {}) =>
  tagged(9, {
    2: '1',
    3: '1',
    4: 'U',
    126: ['27', '513', '0'],
    127: ['NONE', '0'],
    128: '12',
    129: '10',
    130: '1',
    131: '500',
    132: '500',
    133: '0',
    134: '2',
    135: '254',
    136: '1',
    137: ['1', '5', '5', '179', '2', '0'],
    ...changes,
  });
const mark = (changes: Values = {}) => ({ ...rawPrint({ 3: '4', ...changes }), type: 13 });
const palm = (changes: Values = {}) => ({ ...rawPrint({ 3: '0', 13: '21', ...changes }), type: 15 });

test('regular transactions have no findings', () => {
  expect(brief(smallTransaction())).toEqual([]);
  expect(brief(transactionOf(rawPrint(), minutiae(), mark({ 2: '5' }), palm({ 2: '6' })))).toEqual([]);
});

test('a finding says where, what was expected and what came', () => {
  const { findings } = checkTransaction(writeTransaction(transactionOf(rawPrint({ 13: '99' }))));
  const expected = 'a position code of fingers: 0 to 19 or 40 to 54';
  expect(findings).toEqual([
    {
      severity: 'error',
      record: 2,
      recordType: 14,
      field: '14.013',
      expected,
      got: '"99"',
      message: `record 2 14.013 FGP: expected ${expected}, got "99"`,
    },
  ]);
});

describe('the first record', () => {
  test.each<[string, Values, string[]]>([
    ['an unknown version', { 2: '0' }, ['error 1 1.002']],
    ['no type of transaction', { 4: '' }, ['error 1 1.004']],
    ['a day that is none', { 5: '20260230' }, ['error 1 1.005']],
    ['a priority of 0', { 6: '0' }, ['error 1 1.006']],
    ['resolutions that nothing needs', { 11: '19.69', 12: '19.69' }, ['warning 1 1.011', 'warning 1 1.012']],
    ['a resolution in other digits', { 11: '0' }, ['error 1 1.011']],
    ['a time that is none', { 14: '20260101250000Z' }, ['error 1 1.014']],
    ['words that are not ASCII', { 8: 'Bundesamt für' }, ['error 1 1.008']],
    [
      'a count that is wrong',
      {
        3: [
          ['1', '3'],
          ['14', '1'],
        ],
      },
      ['error 1 1.003'],
    ],
    [
      'an entry too many',
      {
        3: [
          ['1', '2'],
          ['14', '1'],
          ['14', '2'],
        ],
      },
      ['error 1 1.003'],
    ],
    ['an entry too few', { 3: ['1', '0'] }, ['error 1 1.003']],
    [
      'another type',
      {
        3: [
          ['1', '1'],
          ['13', '1'],
        ],
      },
      ['error 1 1.003'],
    ],
    [
      'another IDC',
      {
        3: [
          ['1', '1'],
          ['14', '2'],
        ],
      },
      ['error 2 14.002'],
    ],
  ])('with %s', (_, changes, expected) => {
    expect(brief(withFirst(changes, rawPrint()))).toEqual(expected);
  });

  test('every mandatory field is missed', () => {
    const first = tagged(1, { 3: ['1', '0'] });
    const missing = [2, 4, 5, 7, 8, 9].map((field) => `error 1 1.00${field}`);
    expect(brief({ records: [first] })).toEqual([...missing, 'error 1 1.011', 'error 1 1.012']);
  });

  test('binary images need a resolution', () => {
    const found = brief(withFirst({ 11: '00.00', 12: '00.00' }, fixedPrint()));
    expect(found).toEqual(['error 1 1.011', 'error 1 1.012']);
  });
});

describe('images of friction ridges', () => {
  test.each<[string, Values, string[]]>([
    ['an impression in no table', { 3: '9' }, ['error 2 14.003']],
    ['no source', { 4: '' }, ['error 2 14.004']],
    ['no date', { 5: '1999' }, ['error 2 14.005']],
    ['a width of 0', { 6: '0', 999: Uint8Array.of(1) }, ['error 2 14.006', 'error 2 14.999']],
    ['a width of 2^31', { 6: '2147483648' }, ['error 2 14.006', 'error 2 14.999']],
    ['another height than the bytes', { 7: '11' }, ['error 2 14.999']],
    ['units of 3', { 8: '3' }, ['error 2 14.008', 'error 2 14.008']],
    ['no resolution', { 8: '0' }, ['error 2 14.008']],
    ['half the resolution', { 9: '250', 10: '250' }, ['error 2 14.009']],
    ['pixels that are not square', { 10: '600' }, ['error 2 14.010']],
    ['197 pixels per cm', { 8: '2', 9: '197', 10: '197' }, []],
    ['a compression in no table', { 11: 'GIF' }, ['error 2 14.011']],
    ['12 bits a pixel', { 12: '12' }, ['error 2 14.012', 'error 2 14.999']],
    ['a palm as position', { 13: '21' }, ['error 2 14.013']],
    ['two positions, one of them none', { 13: [['2'], ['x']] }, ['error 2 14.013']],
    ['no data', { 999: new Uint8Array() }, ['error 2 14.999']],
    ['data that are no WSQ', { 11: 'WSQ20' }, ['error 2 14.011']],
  ])('a print with %s', (_, changes, expected) => {
    expect(brief(transactionOf(rawPrint(changes)))).toEqual(expected);
  });

  test('an impression is one of the version and of the record type', () => {
    const ofVersion = (version: string, print: TransactionRecord) => brief(withFirst({ 2: version }, print));
    expect(ofVersion('0501', rawPrint({ 3: '3' }))).toEqual([]);
    expect(ofVersion('0502', rawPrint({ 3: '3' }))).toEqual(['warning 2 14.003']);
    expect(ofVersion('0502', fixedPrint({ impression: 2 }))).toEqual(['warning 2 4.003']);
    expect(ofVersion('0400', rawPrint({ 3: '4' }))).toEqual(['warning 2 14.003']);
    expect(ofVersion('0400', mark({ 3: '1' }))).toEqual(['warning 2 13.003']);
    expect(ofVersion('0400', palm({ 3: '11' }))).toEqual([]);
    expect(ofVersion('0400', palm({ 3: '12' }))).toEqual(['warning 2 15.003']);
  });

  test('each mandatory field of a print, a mark and a palm is missed', () => {
    const fields = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((field) => String(field).padStart(3, '0'));
    for (const type of [13, 14, 15]) {
      const found = brief(transactionOf(tagged(type, { 2: '1' })));
      expect(found).toEqual([...fields, '999'].map((field) => `error 2 ${type}.${field}`));
    }
  });

  test('a print of a missing finger needs no image', () => {
    const absent = tagged(14, { 2: '1', 3: '1', 4: 'ORIG', 5: '20260102', 13: '2', 18: ['2', 'XX'] });
    expect(brief(transactionOf(absent))).toEqual([]);
  });

  test('a binary print with impossible values', () => {
    const odd = fixedPrint({ impression: 9, positions: [60, 255, 15, 255, 255, 255], scanningResolution: 2 });
    expect(brief(transactionOf(odd))).toEqual(['error 2 4.003', 'error 2 4.004', 'error 2 4.004', 'error 2 4.005']);
    const empty = fixedPrint({ width: 0, height: 0, compression: 7, data: new Uint8Array() });
    expect(brief(transactionOf(empty))).toEqual(['error 2 4.006', 'error 2 4.007', 'error 2 4.008', 'error 2 4.009']);
    expect(brief(transactionOf(fixedPrint({ width: 65535, height: 65535 })))).toEqual(['error 2 4.009']);
  });

  test('sizes are those of the image’s own head', async () => {
    const pixels = new SeededRandom(1).bytes(96 * 80);
    const picture = { width: 96, height: 80, ppi: 500, pixels };
    const right = { 6: '96', 7: '80' };
    for (const [compression, data] of [
      ['PNG', new Uint8Array(await writePng(picture))],
      ['WSQ20', new Uint8Array(writeWsq(picture))],
    ] as const) {
      const print = (changes: Values) => rawPrint({ ...right, 11: compression, 999: data, ...changes });
      expect(brief(transactionOf(print({})))).toEqual([]);
      expect(brief(transactionOf(print({ 6: '97' })))).toEqual(['error 2 14.006']);
      expect(brief(transactionOf(print({ 11: 'JP2' })))).toEqual(['error 2 14.011']);
      expect(brief(transactionOf(print({ 999: data.subarray(0, 20) })))).toEqual(['error 2 14.011']);
    }
  });

  test('WSQ at 1000 ppi is warned of', () => {
    const data = new Uint8Array(writeWsq({ width: 96, height: 80, ppi: 1000, pixels: new Uint8Array(96 * 80) }));
    const print = rawPrint({ 6: '96', 7: '80', 9: '1000', 10: '1000', 11: 'WSQ20', 999: data });
    expect(brief(transactionOf(print))).toEqual(['warning 2 14.009']);
  });
});

describe('fingers of a slap', () => {
  const slap = (changes: Values) => transactionOf(rawPrint({ 13: '13', ...changes }));

  test.each<[string, Values, string[]]>([
    ['a missing finger of it', { 18: ['4', 'UP'] }, []],
    ['a missing finger of the other hand', { 18: ['8', 'XX'] }, ['error 2 14.018']],
    ['a missing finger without reason', { 18: ['4', ''] }, ['error 2 14.018']],
    [
      'boxes',
      {
        21: [
          ['2', '0', '4', '0', '10'],
          ['3', '4', '12', '0', '9'],
        ],
      },
      [],
    ],
    ['a box turned round', { 21: ['2', '4', '0', '0', '10'] }, ['error 2 14.021']],
    ['a box beyond the image', { 21: ['2', '0', '13', '0', '10'] }, ['error 2 14.021']],
    ['a box with four numbers', { 21: ['2', '0', '12', '0'] }, ['error 2 14.021']],
    ['a polygon', { 25: ['2', '3', '0', '0', '5', '0', '5', '9'] }, []],
    ['a polygon that lacks a point', { 25: ['2', '4', '0', '0', '5', '0', '5', '9'] }, ['error 2 14.025']],
    ['an NFIQ of 6', { 22: ['2', '6'] }, ['warning 2 14.022']],
    ['a quality without vendor', { 24: ['2', '60'] }, ['warning 2 14.024', 'warning 2 14.024']],
    ['a quality of another hand', { 23: ['7', '60', '000F', '1'] }, ['warning 2 14.023']],
  ])('%s', (_, changes, expected) => {
    expect(brief(slap(changes))).toEqual(expected);
  });
});

describe('minutiae', () => {
  test.each<[string, Values, string[]]>([
    ['a format that is none', { 4: 'X' }, ['error 2 9.004']],
    ['a count that differs', { 136: '2' }, ['error 2 9.136']],
    ['a minutia beyond the image', { 137: ['1', '13', '5', '0', '1', '0'] }, ['error 2 9.137']],
    ['a minutia without angle', { 137: ['1', '12', '10'] }, ['error 2 9.137']],
    ['an angle of a whole turn', { 137: ['1', '12', '10', '180', '1', '0'] }, ['error 2 9.137']],
    [
      'the standard format without its fields',
      { 4: 'S' },
      [5, 6, 7, 10, 11, 12].map((n) => `error 2 9.0${n < 10 ? 0 : ''}${n}`),
    ],
  ])('%s', (_, changes, expected) => {
    expect(brief(transactionOf(minutiae(changes)))).toEqual(expected);
  });

  test('a block without what its minutiae mean', () => {
    const bare = tagged(9, { 2: '1', 3: '1', 4: 'U', 137: ['1', '0', '0', '0', '1', '0'] });
    const fields = [128, 129, 130, 131, 132, 134, 136].map((field) => `error 2 9.${field}`);
    const describing = [126, 127, 133, 135].map((field) => `warning 2 9.${field}`);
    expect(brief(transactionOf(bare))).toEqual([...fields, ...describing]);
    expect(brief(transactionOf(tagged(9, { 2: '1', 3: '1', 4: 'U', 300: '1' })))).toEqual([]);
  });
});

describe('structure', () => {
  const [first, print] = transactionOf(rawPrint()).records;

  test('lengths, tags, order and repetition', () => {
    const text = describing();
    const changed = (fields: typeof text.fields) => ({ records: [first, { ...text, fields }] }) as Transaction;
    const found = (fields: typeof text.fields) => brief(changed(fields)).filter((line) => !line.includes('1.003'));
    const [length, idc, words] = text.fields as [
      (typeof text.fields)[0],
      (typeof text.fields)[0],
      (typeof text.fields)[0],
    ];
    expect(found([{ number: 1, subfields: [['9']] }, idc, words])).toEqual(['error 2 2.001']);
    expect(found([length, words, idc])).toEqual(['error 2 2.002']);
    expect(found([length, idc, { ...words, prefix: '' }])).toContain('error 2 2.001');
    expect(found([length, idc, { number: 0, prefix: '', subfields: [['x']] }])).toContain('error 2 -');
    expect(found([length, idc, { ...words, prefix: '9.003:' }])).toEqual(['error 2 2.003']);
    expect(found([length, idc, words, words])).toContain('warning 2 2.003');
    expect(brief(transactionOf(rawPrint({ 2: '100' })))).toEqual(['error 2 14.002']);
  });

  test('two images with one IDC, a reserved type, bytes at the end', () => {
    expect(brief(transactionOf(rawPrint(), mark()))).toEqual(['error 3 13.002']);
    expect(brief(transactionOf(tagged(57, { 2: '1' })))).toEqual(['warning 2 -']);
    const bytes = writeTransaction({ records: [first, print] as TransactionRecord[] });
    expect(brief(Uint8Array.of(...bytes, 0))).toEqual(['error 2 -']);
  });
});

describe('damage', () => {
  test('a small transaction cut anywhere has an error', () => {
    const bytes = writeTransaction(smallTransaction());
    for (let length = 1; length < bytes.length; ++length) {
      const { findings } = checkTransaction(bytes.subarray(0, length));
      expect(
        findings.some(({ severity }) => severity === 'error'),
        `cut at ${length}`,
      ).toBe(true);
    }
  });

  test('bytes flipped anywhere give findings or nothing, never another end', () => {
    const bytes = writeTransaction(smallTransaction());
    const random = new SeededRandom(8);
    for (let round = 0; round < 2000; ++round) {
      const flipped = bytes.slice();
      flipped[random.below(bytes.length)] = random.below(256);
      const { findings } = checkTransaction(flipped);
      for (const { message } of findings) expect(message).not.toMatch(/undefined|NaN|\p{Cc}/u);
    }
  });

  test('findings are bounded, and the last says how many more there are', () => {
    const many = Array.from({ length: 10_000 }, () => ['x']);
    const { findings } = checkTransaction(writeTransaction(transactionOf(rawPrint({ 13: many }))));
    expect(findings).toHaveLength(maxFindings + 1);
    expect(findings.at(-1)?.message).toBe(`there are ${10_000 - maxFindings} more`);
  });

  test('an empty file is refused', async () => {
    await expectCode('FILE_EMPTY', () => checkTransaction(new Uint8Array()));
  });
});
