import type { ErasureReason, ErasureReceipt } from './erasure-receipt.js';
import type { KeptForms } from './kept-forms.js';
import type { SubjectForm } from './subject-form.js';
import type { StoredPrint, StoredSubject, SubjectKey } from './subject-record.js';

/** What is stored of a subject besides its prints. */
export interface PutOptions {
  /** When it has to be erased, milliseconds since the epoch. */
  readonly retainUntilMs?: number | undefined;
}

/** Where the enrolled subjects are kept: on disk (lmdb-store.ts) or in memory (memory-store.ts). */
export interface SubjectStore {
  /** The folder; absent in memory. */
  readonly path?: string;
  readonly encrypted: boolean;

  /** Subjects enrolled. */
  count(): number;

  /** The number of an enrolled subject. */
  find(key: SubjectKey): number | undefined;

  /** An enrolled subject. Throws STORE_CORRUPT where its record cannot be read back. */
  get(number: number): StoredSubject | undefined;

  /**
   * Enrols a subject and gives its number once it cannot be lost any more. Throws SUBJECT_EXISTS, and FILE_NOT_WRITABLE
   * where the disk refuses; then nothing is enrolled.
   */
  put(key: SubjectKey, prints: readonly StoredPrint[], options?: PutOptions): Promise<number>;

  /** A number that no subject has had, for `replace`. */
  reserveNumber(): number;

  /**
   * Puts other prints in the place of a subject's, under a reserved number; the old ones are erased for good. Gives the receipt of that.
   * Throws SUBJECT_NOT_FOUND, and FILE_NOT_WRITABLE where the disk refuses; then the old ones are there.
   */
  replace(
    key: SubjectKey,
    number: number,
    prints: readonly StoredPrint[],
    options?: PutOptions,
  ): Promise<ErasureReceipt>;

  /** Erases a subject for good and gives the receipt once no later start will see it; undefined where there is none. */
  erase(key: SubjectKey, reason?: ErasureReason): Promise<ErasureReceipt | undefined>;

  /** Subjects whose retention ended before a time, the most overdue first, at most `limit`. */
  expired(nowMs: number, limit: number): StoredSubject[];

  /** Receipts of erasures that nobody has settled, also those of earlier runs. */
  pendingReceipts(): ErasureReceipt[];

  /** The receipt of a number is kept elsewhere now. */
  settleReceipt(number: number): Promise<void>;

  /** Whether it can be seen that what a receipt speaks of is gone: the record, its index entry and its salt. */
  isErased(receipt: ErasureReceipt): boolean;

  /** The next subjects in the order of their numbers, at most `limit`; empty at the end. Throws STORE_CORRUPT. */
  readAfter(number: number, limit: number): StoredSubject[];

  /** Keeps the form of an enrolled subject for a later start, as far as the disk permits. */
  keepForm(form: SubjectForm): void;

  /** The next numbers of subjects, ascending, at most `limit`; empty at the end. */
  numbersAfter(number: number, limit: number): Float64Array;

  /** Where the forms of these numbers may lie, for another thread to read; undefined where none are kept. */
  keptForms(numbers: Float64Array): KeptForms | undefined;

  close(): Promise<void>;
}
