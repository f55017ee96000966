import { nominalPpi } from '../resolution.js';
import {
  type FixedPrintRecord,
  itemOf,
  numberOf,
  type TaggedRecord,
  type Transaction,
  type TransactionRecord,
} from './transaction.js';

const cmPerInch = 2.54;
const mmPerInch = 25.4;

/** Class resolution of low- and high-resolution binary records, pixels per mm (1-1993, 1-2000). */
const lowClassPpmm = 9.84;
const highClassPpmm = 19.69;

/**
 * Pixels per inch of a print's image along its lines, the nominal value where one is meant; undefined where the record
 * states none. Binary records refer to the transaction's first record.
 */
export function ppiOf(record: TransactionRecord, transaction: Transaction): number | undefined {
  const stated = record.kind === 'tagged' ? taggedPpi(record, 9) : fixedPpi(record as FixedPrintRecord, transaction);
  return stated === undefined ? undefined : nominalPpi(stated);
}

/** As `ppiOf`, across the lines; binary records have one resolution for both. */
export function verticalPpiOf(record: TransactionRecord, transaction: Transaction): number | undefined {
  if (record.kind === 'binary') return ppiOf(record, transaction);
  const stated = taggedPpi(record, 10);
  return stated === undefined ? undefined : nominalPpi(stated);
}

/** Field 8 SLC: 1 pixels per inch, 2 per cm, 0 none given. */
function taggedPpi(record: TaggedRecord, field: 9 | 10): number | undefined {
  const units = numberOf(record, 8);
  const scale = numberOf(record, field);
  if (scale === undefined || scale === 0) return undefined;
  if (units === 1) return scale;
  return units === 2 ? scale * cmPerInch : undefined;
}

/** ISR 1 refers to 1.011 NSR; ISR 0 to 1.012 NTR or, where that says nothing, to the record type's own class. */
function fixedPpi({ type, scanningResolution }: FixedPrintRecord, transaction: Transaction): number | undefined {
  const [first] = transaction.records;
  if (first?.kind !== 'tagged') return undefined;
  if (scanningResolution === 1) return ppmmOf(first, 11);
  return ppmmOf(first, 12) ?? (type === 3 || type === 5 ? lowClassPpmm : highClassPpmm) * mmPerInch;
}

function ppmmOf(first: TaggedRecord, field: 11 | 12): number | undefined {
  const text = itemOf(first, field) ?? '';
  const ppmm = /^\d{1,3}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  return ppmm > 0 ? ppmm * mmPerInch : undefined;
}
