import { RidgelineError } from '../../native/error.js';
import { type Damage, damageError } from './damage.js';
import { maxFields, maxItems, maxRecords, maxTransactionBytes } from './limits.js';
import { isBinaryType, readBinary } from './read-binary.js';
import { type ReadingBudget, readTagged, taggedTypeAt } from './read-tagged.js';
import { type ContentEntry, contentsOf, type Transaction, type TransactionRecord } from './transaction.js';

/** The records that could be read and, where the rest could not, why. */
export interface TransactionReading {
  readonly transaction: Transaction;
  readonly damage?: Damage;
}

/**
 * Reads a transaction in traditional encoding. Bytes of fields are views of the file's. Takes bytes from strangers: what
 * cannot be read throws MALFORMED_TRANSACTION; what can be read and breaks a rule of the standard is the checker's business.
 */
export function readTransaction(bytes: Uint8Array): Transaction {
  const { transaction, damage } = readRecords(bytes);
  if (damage !== undefined) throw damageError(damage);
  return transaction;
}

/** Whether a file begins as a transaction does. */
export function beginsAsTransaction(bytes: Uint8Array): boolean {
  return taggedTypeAt(bytes, 0) === 1;
}

/** Reads as many records as can be read. Time is linear in the bytes; see limits.ts for what bounds memory. */
export function readRecords(file: Uint8Array): TransactionReading {
  checkSize(file);
  // Buffers slice otherwise than other arrays of bytes: the fields shall be plain ones.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  const budget: ReadingBudget = { fields: maxFields, items: maxItems };
  const records: TransactionRecord[] = [];
  const stopped = (damage: Damage): TransactionReading => ({ transaction: { records }, damage });
  let contents: readonly ContentEntry[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const index = records.length;
    const type = taggedTypeAt(bytes, offset);
    if (index === 0 && type !== 1) {
      return stopped({ record: 0, field: 1, expected: 'a file that begins with 1.001:', got: 'another beginning' });
    }
    if (index === maxRecords) {
      return stopped({ record: index, expected: `at most ${maxRecords} records`, got: 'more' });
    }
    if (type === undefined && index > contents.length) {
      return { transaction: { records, trailing: bytes.subarray(offset) } };
    }
    const reading =
      type === undefined ? binaryAt(bytes, offset, index, contents) : readTagged(bytes, offset, index, budget);
    if ('damage' in reading) return stopped(reading.damage);
    records.push(reading.record);
    offset = reading.end;
    if (index === 0 && reading.record.kind === 'tagged') contents = contentsOf(reading.record);
  }
  return { transaction: { records } };
}

function binaryAt(bytes: Uint8Array, offset: number, index: number, contents: readonly ContentEntry[]) {
  const type = contents[index - 1]?.type;
  if (isBinaryType(type)) return readBinary(bytes, offset, index, type);
  const named = type === undefined ? 'no readable type' : `type ${type}`;
  const expected = 'a tagged record, or one that 1.003 CNT names as binary';
  return { damage: { record: index, expected, got: `bytes without a tag, for which 1.003 CNT names ${named}` } };
}

function checkSize(bytes: Uint8Array): void {
  if (!(bytes instanceof Uint8Array)) throw new RidgelineError('INVALID_ARGUMENT', 'bytes must be a Uint8Array');
  if (bytes.length === 0)
    throw new RidgelineError('FILE_EMPTY', 'the file is empty; expected an ANSI/NIST transaction');
  if (bytes.length > maxTransactionBytes) {
    throw new RidgelineError(
      'FILE_TOO_LARGE',
      `the file has ${bytes.length} bytes, a transaction at most ${maxTransactionBytes}`,
    );
  }
}
