import { describe, expect, test } from 'vitest';
import { checkTransaction } from '../../../../src/formats/ansi-nist/check/check-transaction.js';
import { maxFindings } from '../../../../src/formats/ansi-nist/limits.js';
import type { Transaction, TransactionRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writeTransaction } from '../../../../src/formats/ansi-nist/write-transaction.js';
import { expectCode } from '../../helpers/expect-code.js';
import { SeededRandom } from '../../helpers/seeded-random.js';
import { brief, mark, minutiae, palm, withFirst } from './checked.js';
import {
  describing,
  fixedPrint,
  rawPrint,
  smallTransaction,
  tagged,
  transactionOf,
  type Values,
} from './sample-transactions.js';

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
