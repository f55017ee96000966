import { describe, expect, test } from 'vitest';
import type { TransactionRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writePng, writeWsq } from '../../../../src/formats/write-image.js';
import { SeededRandom } from '../../helpers/seeded-random.js';
import { brief, mark, minutiae, palm, withFirst } from './checked.js';
import { fixedPrint, rawPrint, tagged, transactionOf, type Values } from './sample-transactions.js';

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
    ['two positions', { 13: [['2'], ['3']] }, ['warning 2 14.013']],
    ['segments of one finger', { 21: ['2', '0', '4', '0', '10'] }, ['warning 2 14.021']],
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
    const odd = fixedPrint({ impression: 9, positions: [60, 255, 16, 255, 255, 255], scanningResolution: 2 });
    expect(brief(transactionOf(odd))).toEqual(['error 2 4.003', 'error 2 4.004', 'error 2 4.004', 'error 2 4.005']);
    const empty = fixedPrint({ width: 0, height: 0, compression: 7, data: new Uint8Array() });
    expect(brief(transactionOf(empty))).toEqual(['error 2 4.006', 'error 2 4.007', 'error 2 4.008', 'error 2 4.009']);
    expect(brief(transactionOf(fixedPrint({ width: 65535, height: 65535 })))).toEqual(['error 2 4.009']);
  });

  test('both thumbs in a binary record, since 1-2011', () => {
    const thumbs = fixedPrint({ positions: [15, 255, 255, 255, 255, 255] });
    expect(brief(withFirst({ 2: '0400' }, thumbs))).toEqual(['error 2 4.004']);
    expect(brief(withFirst({ 2: '0500' }, thumbs))).toEqual([]);
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
