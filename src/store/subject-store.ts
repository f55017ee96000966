import type { StoredPrint, StoredSubject, SubjectKey } from './subject-record.js';

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
  put(key: SubjectKey, prints: readonly StoredPrint[]): Promise<number>;

  /** Erases a subject for good and gives its number once no later start will see it; undefined where there is none. */
  erase(key: SubjectKey): Promise<number | undefined>;

  /** The next subjects in the order of their numbers, at most `limit`; empty at the end. Throws STORE_CORRUPT. */
  readAfter(number: number, limit: number): StoredSubject[];

  close(): Promise<void>;
}
