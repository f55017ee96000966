import { checkTransaction } from '../../../../src/formats/ansi-nist/check/check-transaction.js';
import type { Transaction, TransactionRecord } from '../../../../src/formats/ansi-nist/transaction.js';
import { writeTransaction } from '../../../../src/formats/ansi-nist/write-transaction.js';
import { firstRecord, rawPrint, tagged, type Values } from './sample-transactions.js';

/** What the checker says, short: severity, record, field. */
export function brief(transaction: Transaction | Uint8Array): string[] {
  const bytes = transaction instanceof Uint8Array ? transaction : writeTransaction(transaction);
  return checkTransaction(bytes).findings.map(({ severity, record, field }) => `${severity} ${record} ${field ?? '-'}`);
}

export const withFirst = (changes: Values, ...others: TransactionRecord[]): Transaction => ({
  records: [firstRecord(others, changes), ...others],
});

export const minutiae = (changes: Values = {}) =>
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
export const mark = (changes: Values = {}) => ({ ...rawPrint({ 3: '4', ...changes }), type: 13 });
export const palm = (changes: Values = {}) => ({ ...rawPrint({ 3: '0', 13: '21', ...changes }), type: 15 });
