import { itemFor } from '../../../../src/formats/ansi-nist/byte-text.js';
import {
  type BinaryRecord,
  type Field,
  itemOf,
  type TaggedRecord,
  type Transaction,
  type TransactionRecord,
} from '../../../../src/formats/ansi-nist/transaction.js';
import { withLength } from '../../../../src/formats/ansi-nist/write-transaction.js';

/** Fields from plain values: a text is one item, a list one subfield, a list of lists several. */
export type Values = Readonly<Record<number, string | readonly string[] | readonly (readonly string[])[] | Uint8Array>>;

export function tagged(type: number, values: Values): TaggedRecord {
  const fields = Object.entries(values).map(([number, value]) => fieldFor(Number(number), value));
  return withLength({ kind: 'tagged', type, fields });
}

function fieldFor(number: number, value: Values[number]): Field {
  if (value instanceof Uint8Array) return { number: 999, data: value };
  const subfields = typeof value === 'string' ? [[value]] : isNested(value) ? value : [value as readonly string[]];
  return { number, subfields: subfields.map((items) => items.map(itemFor)) };
}

function isNested(value: readonly unknown[] | undefined): value is readonly (readonly string[])[] {
  return Array.isArray(value?.[0]);
}

/** A type-1 record that lists the others as they are. */
export function firstRecord(others: readonly TransactionRecord[], changes: Values = {}): TaggedRecord {
  const contents = others.map((record) => [
    String(record.type),
    (record.kind === 'binary' ? String(record.idc) : itemOf(record, 2)) ?? '',
  ]);
  return tagged(1, {
    2: '0502',
    3: [['1', String(others.length)], ...contents],
    4: 'TENPRT',
    5: '20260102',
    7: 'DEST',
    8: 'ORIG',
    9: 'TCN-1',
    11: others.some(({ kind }) => kind === 'binary') ? '19.69' : '00.00',
    12: others.some(({ kind }) => kind === 'binary') ? '19.69' : '00.00',
    ...changes,
  });
}

export function transactionOf(...others: readonly TransactionRecord[]): Transaction {
  return { records: [firstRecord(others), ...others] };
}

/** A type-14 record of a small raw print, 12 x 10 px. */
export function rawPrint(changes: Values = {}): TaggedRecord {
  return tagged(14, {
    2: '1',
    3: '1',
    4: 'ORIG',
    5: '20260102',
    6: '12',
    7: '10',
    8: '1',
    9: '500',
    10: '500',
    11: 'NONE',
    12: '8',
    13: '2',
    999: Uint8Array.from({ length: 120 }, (_, index) => (index * 7) & 255),
    ...changes,
  });
}

/** A type-4 record of a small raw print, 12 x 10 px. */
export function fixedPrint(changes: Partial<Extract<BinaryRecord, { type: 3 | 4 | 5 | 6 }>> = {}): BinaryRecord {
  return {
    kind: 'binary',
    type: 4,
    idc: 2,
    impression: 1,
    positions: [3, 255, 255, 255, 255, 255],
    scanningResolution: 0,
    width: 12,
    height: 10,
    compression: 0,
    data: Uint8Array.from({ length: 120 }, (_, index) => (index * 5) & 255),
    ...changes,
  };
}

export function describing(changes: Values = {}): TaggedRecord {
  return tagged(2, { 2: '0', 3: 'agreed text', ...changes });
}

/** A small transaction with text, a tagged print and a binary one. */
export function smallTransaction(): Transaction {
  return transactionOf(describing(), rawPrint(), fixedPrint());
}
