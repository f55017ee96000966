import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../../src/formats/ansi-nist/read-transaction.js';
import { contentsOf, type TaggedRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writeTransaction } from '../../../../src/formats/ansi-nist/write-transaction.js';
import { datasetTransactions } from './sample-files.js';

describe.runIf(datasetTransactions.length > 0)('the transactions of the data sets', () => {
  test.each(datasetTransactions)('$name is read to its end and written again byte for byte', ({ read }) => {
    const bytes = read();
    const { transaction, damage } = readRecords(bytes);
    expect(damage).toBeUndefined();
    expect(transaction.trailing).toBeUndefined();
    const [first, ...others] = transaction.records as [TaggedRecord, ...TaggedRecord[]];
    expect(others.map(({ type }) => type)).toEqual(contentsOf(first).map(({ type }) => type));
    expect(Buffer.compare(writeTransaction(transaction), bytes)).toBe(0);
  });
});
