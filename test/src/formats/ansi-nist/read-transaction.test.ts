import { describe, expect, test } from 'vitest';
import { textAsBytes } from '../../../../src/formats/ansi-nist/byte-text.js';
import { maxFields, maxItems, maxRecords } from '../../../../src/formats/ansi-nist/limits.js';
import { readRecords, readTransaction } from '../../../../src/formats/ansi-nist/read-transaction.js';
import { dataOf, idcOf, numberOf, type TaggedRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writeTransaction } from '../../../../src/formats/ansi-nist/write-transaction.js';
import { expectCode } from '../../helpers/expect-code.js';
import { SeededRandom } from '../../helpers/seeded-random.js';
import { describing, fixedPrint, rawPrint, smallTransaction, tagged, transactionOf } from './sample-transactions.js';

/** Text with the separators spelled as in the standard: ^ for US, ~ for RS, | for GS, ! for FS. */
function spelled(text: string): Uint8Array {
  const separators: Readonly<Record<string, string>> = { '^': '\x1f', '~': '\x1e', '|': '\x1d', '!': '\x1c' };
  return textAsBytes(text.replace(/[\^~|!]/g, (character) => separators[character] ?? ''));
}

describe('what a transaction holds', () => {
  test('fields, subfields and items of a file written by hand', () => {
    const bytes = spelled('1.001:44|1.002:0400|1.003:1^1~2^00|1.004:AMN!2.001:28|2.002:00|2.003:a^b~c!');
    const { records } = readTransaction(bytes);
    expect(records).toEqual([
      {
        kind: 'tagged',
        type: 1,
        fields: [
          { number: 1, subfields: [['44']] },
          { number: 2, subfields: [['0400']] },
          {
            number: 3,
            subfields: [
              ['1', '1'],
              ['2', '00'],
            ],
          },
          { number: 4, subfields: [['AMN']] },
        ],
      },
      {
        kind: 'tagged',
        type: 2,
        fields: [
          { number: 1, subfields: [['28']] },
          { number: 2, subfields: [['00']] },
          { number: 3, subfields: [['a', 'b'], ['c']] },
        ],
      },
    ]);
  });

  test('a binary record of 18 bytes and its data', () => {
    const head = spelled('1.001:31|1.002:0400|1.003:1^1~4^9!');
    const binary = [0, 0, 0, 20, 9, 3, 7, 255, 255, 255, 255, 255, 0, 0x03, 0x24, 0x02, 0xf0, 1, 0xff, 0xa0];
    const { records } = readTransaction(Uint8Array.of(...head, ...binary));
    expect(records[1]).toEqual({
      kind: 'binary',
      type: 4,
      idc: 9,
      impression: 3,
      positions: [7, 255, 255, 255, 255, 255],
      scanningResolution: 0,
      width: 804,
      height: 752,
      compression: 1,
      data: Uint8Array.of(0xff, 0xa0),
    });
  });

  test('data may hold separators and what looks like a record', () => {
    const data = spelled('!14.001:9|14.999:~^!');
    const { records } = readTransaction(writeTransaction(transactionOf(rawPrint({ 999: data }), rawPrint())));
    expect(records).toHaveLength(3);
    expect(dataOf(records[1] as TaggedRecord)).toEqual(data);
  });

  test('a field of another type, of odd digits or without a tag is kept as it is', () => {
    const bytes = spelled('1.01:20|1.2:0300|13.005:x|no tag|!');
    const { records } = readTransaction(bytes);
    const [first] = records as TaggedRecord[];
    expect(first?.fields.map(({ number, prefix }) => [number, prefix])).toEqual([
      [1, '1.01:'],
      [2, '1.2:'],
      [5, '13.005:'],
      [0, ''],
      [0, ''],
    ]);
    expect(writeTransaction({ records })).toEqual(bytes);
  });

  test('data of a file read as Buffer are plain arrays of bytes', () => {
    const { records } = readTransaction(Buffer.from(writeTransaction(smallTransaction())));
    expect(dataOf(records[2] as TaggedRecord)).not.toBeInstanceOf(Buffer);
    expect(dataOf(records[2] as TaggedRecord)).toHaveLength(120);
  });

  test('bytes after the last record are kept', () => {
    const bytes = Uint8Array.of(...writeTransaction(smallTransaction()), 13, 10);
    const transaction = readTransaction(bytes);
    expect(transaction.trailing).toEqual(Uint8Array.of(13, 10));
    expect(writeTransaction(transaction)).toEqual(bytes);
  });
});

describe('read, write, read', () => {
  test('any transaction that can be written is read as it was, and its lengths are right', () => {
    const random = new SeededRandom(14);
    for (let round = 0; round < 300; ++round) {
      const transaction = transactionOf(...Array.from({ length: random.below(6) }, () => anyRecord(random)));
      const bytes = writeTransaction(transaction);
      const read = readTransaction(bytes);
      expect(read).toEqual(transaction);
      expect(Buffer.compare(writeTransaction(read), bytes)).toBe(0);
      for (const record of read.records) {
        if (record.kind === 'tagged') expect(numberOf(record, 1)).toBe(writeTransaction({ records: [record] }).length);
      }
    }
  });
});

function anyRecord(random: SeededRandom) {
  const idc = random.below(100);
  const text = () => String.fromCharCode(...random.bytes(random.below(6)).filter((byte) => byte > 0x1f && byte < 0x7f));
  const items = () => Array.from({ length: 1 + random.below(4) }, text);
  const subfields = () => Array.from({ length: 1 + random.below(4) }, items);
  const types = [2, 9, 10, 13, 14, 15, 16, 17, 20, 21, 98, 99, 57];
  const kind = random.below(types.length + 3);
  if (kind === types.length) return fixedPrint({ idc, data: random.bytes(random.below(40)) });
  if (kind > types.length) {
    const shared = { kind: 'binary', idc, data: random.bytes(random.below(40)) } as const;
    if (kind === types.length + 1) return { ...shared, type: 7 } as const;
    const sides = { width: random.below(65536), height: random.below(65536) };
    return {
      ...shared,
      ...sides,
      type: 8,
      signatureType: 0,
      representation: random.below(3),
      scanningResolution: 1,
    } as const;
  }
  const type = types[kind] ?? 2;
  const data = random.below(2) === 0 ? {} : { 999: random.bytes(random.below(80)) };
  return tagged(type, { 2: String(idc), [3 + random.below(900)]: subfields(), [990]: subfields(), ...data });
}

describe('damage', () => {
  test('a transaction cut anywhere is an error or lacks records, and nothing of it is invented', () => {
    const bytes = writeTransaction(smallTransaction());
    const whole = readTransaction(bytes).records;
    for (let length = 1; length < bytes.length; ++length) {
      const { transaction, damage } = readRecords(bytes.subarray(0, length));
      expect(transaction.records.length).toBeLessThan(whole.length);
      expect(transaction.records).toEqual(whole.slice(0, transaction.records.length));
      const consumed = writeTransaction(transaction).length;
      expect(damage === undefined).toBe(consumed === length);
    }
  });

  test.each([
    ['a length beyond the file', '999', '999, where'],
    ['a length that ends within the data', '151', '151, where no separator ends the record'],
    ['no digits', 'many', 'got "many"'],
    ['nothing', '', 'got ""'],
    ['the length of the text alone', '130', 'no separator'],
  ])('a record with data whose length is %s ends as an error', async (_, stated, got) => {
    const print = rawPrint();
    const lying = { ...print, fields: [{ number: 1, subfields: [[stated]] }, ...print.fields.slice(1)] };
    const bytes = writeTransaction(transactionOf(lying));
    const { message } = await expectCode('MALFORMED_TRANSACTION', () => readTransaction(bytes));
    expect(message).toContain('record 2 (type 14)');
    expect(message).toContain(got);
  });

  test('a lying length of a record without data is read over, since its separator ends it', () => {
    const lying = { ...describing(), fields: [{ number: 1, subfields: [['99999']] }, ...describing().fields.slice(1)] };
    const transaction = transactionOf(lying, rawPrint());
    expect(readTransaction(writeTransaction(transaction))).toEqual(transaction);
  });

  test.each([
    ['beyond the file', [0, 0, 255, 255]],
    ['of 2^32 - 1', [255, 255, 255, 255]],
    ['shorter than the header', [0, 0, 0, 17]],
    ['of nothing', [0, 0, 0, 0]],
  ])('a binary length %s ends as an error', async (_, length) => {
    const bytes = writeTransaction(transactionOf(fixedPrint()));
    bytes.set(length, bytes.length - 138);
    const { message } = await expectCode('MALFORMED_TRANSACTION', () => readTransaction(bytes));
    expect(message).toContain('record 2 (type 4): expected a length');
  });

  test('a binary record that the contents call a tagged one ends as an error', async () => {
    const first = tagged(1, {
      2: '0502',
      3: [
        ['1', '1'],
        ['14', '2'],
      ],
    });
    const bytes = writeTransaction({ records: [first, fixedPrint()] });
    const { message } = await expectCode('MALFORMED_TRANSACTION', () => readTransaction(bytes));
    expect(message).toContain('1.003 CNT names type 14');
  });

  test('other files are refused', async () => {
    await expectCode('FILE_EMPTY', () => readTransaction(new Uint8Array()));
    await expectCode('MALFORMED_TRANSACTION', () => readTransaction(textAsBytes('%PDF-1.7')));
    await expectCode('MALFORMED_TRANSACTION', () => readTransaction(spelled('14.001:30|14.002:1!')));
  });

  test('bytes flipped anywhere give records or damage, and what is read is written again', () => {
    const bytes = writeTransaction(smallTransaction());
    const random = new SeededRandom(3);
    for (let round = 0; round < 4000; ++round) {
      const flipped = bytes.slice();
      for (let flips = 1 + random.below(4); flips > 0; --flips) flipped[random.below(bytes.length)] = random.below(256);
      const { transaction, damage } = readRecords(flipped);
      const written = writeTransaction(transaction);
      expect(Buffer.compare(written, flipped.subarray(0, written.length))).toBe(0);
      if (damage === undefined) expect(written.length).toBe(flipped.length);
    }
  });

  test('separators, fields and records without end are bounded', async () => {
    const many = textAsBytes(`1.001:9\x1d1.002:${'\x1e'.repeat(40 * maxItems)}\x1c`);
    expect((await expectCode('MALFORMED_TRANSACTION', () => readTransaction(many))).message).toContain('items');
    const fields = textAsBytes(`1.001:9${'\x1d'.repeat(maxFields)}\x1c`);
    expect((await expectCode('MALFORMED_TRANSACTION', () => readTransaction(fields))).message).toContain('fields');
    const records = textAsBytes(`1.001:8\x1c${'2.001:8\x1c'.repeat(maxRecords)}`);
    expect((await expectCode('MALFORMED_TRANSACTION', () => readTransaction(records))).message).toContain('records');
  });

  test('the identity of a record is its IDC, binary or tagged', () => {
    expect(smallTransaction().records.map(idcOf)).toEqual([undefined, 0, 1, 2]);
  });
});
