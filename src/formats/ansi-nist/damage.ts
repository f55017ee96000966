import { RidgelineError } from '../../native/error.js';
import type { TransactionRecord } from './transaction.js';

/** Why the bytes cannot be read on: a record's end, or its type, cannot be known. */
export interface Damage {
  /** The record it is about, counted from 0. */
  readonly record: number;
  /** Where it is known. */
  readonly type?: number;
  /** Number of the field that says it wrongly; absent where it is the record as a whole. */
  readonly field?: number;
  readonly expected: string;
  readonly got: string;
}

/** A record and the offset of the first byte after it, or why there is none. */
export type RecordReading<R extends TransactionRecord> =
  | { readonly record: R; readonly end: number }
  | { readonly damage: Damage };

/** Damage as the error that a reader throws. */
export function damageError({ record, type, expected, got }: Damage): RidgelineError {
  const place = `record ${record + 1}${type === undefined ? '' : ` (type ${type})`}`;
  return new RidgelineError('MALFORMED_TRANSACTION', `${place}: expected ${expected}, got ${got}`);
}
