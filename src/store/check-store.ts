import { entryCount, type LmdbEnvironment } from './lmdb-environment.js';
import { numberKey, readNumber, retentionKey } from './number-keys.js';
import { type OpenedStore, readNextNumber } from './open-store.js';
import { decodeSubject, type StoredSubject } from './subject-record.js';

/** What is wrong with a store. */
export interface StoreProblem {
  readonly kind: 'unreadable' | 'salt-missing' | 'index' | 'number' | 'retention';
  /** The subject's number. */
  readonly number: number;
  /** A sentence for a person; names no reference. */
  readonly message: string;
}

export interface StoreCheck {
  /** True where nothing is wrong. */
  readonly sound: boolean;
  readonly subjects: number;
  readonly prints: number;
  /** Records that still have the previous key. */
  readonly underPreviousKey: number;
  /** Salts without a record: of enrolments that did not reach the disk. They open nothing. */
  readonly orphanSalts: number;
  /** Erased subjects: numbers that were given and have no salt any more. */
  readonly erased: number;
  /** Erasures whose receipt is not settled. */
  readonly pendingReceipts: number;
  /** At most 100. */
  readonly problems: readonly StoreProblem[];
}

/** Most problems that are listed. */
const maxProblems = 100;

/** Opens every record of a store and compares the databases and the salts with one another. */
export class StoreChecker {
  readonly #environment: LmdbEnvironment;
  readonly #opened: OpenedStore;
  readonly #problems: StoreProblem[] = [];
  #prints = 0;
  #underPreviousKey = 0;

  constructor(environment: LmdbEnvironment, opened: OpenedStore) {
    this.#environment = environment;
    this.#opened = opened;
  }

  async run(onProgress?: (subjectsDone: number, subjectsTotal: number) => void): Promise<StoreCheck> {
    const { subjects, erasures } = this.#environment;
    const total = entryCount(subjects);
    let done = 0;
    for (const { key, value } of subjects.getRange({})) {
      this.#checkRecord(readNumber(key), value);
      if (++done % 1024 === 0) {
        onProgress?.(done, total);
        // Others have a turn between two pieces.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    this.#checkRetention();
    return {
      sound: this.#problems.length === 0,
      subjects: total,
      prints: this.#prints,
      underPreviousKey: this.#underPreviousKey,
      ...this.#countSalts(),
      pendingReceipts: entryCount(erasures),
      problems: this.#problems.slice(0, maxProblems),
    };
  }

  #checkRecord(number: number, sealed: Buffer): void {
    const { ring } = this.#opened;
    if (!ring.isCurrent(sealed)) ++this.#underPreviousKey;
    if (number >= readNextNumber(this.#environment)) this.#add('number', number, 'has a number that was never given');
    const plain = ring.openRecord(number, sealed);
    const subject = plain === undefined ? undefined : decodeSubject(number, plain);
    if (subject !== undefined) this.#checkSubject(subject);
    else if (ring.isOverwritten(number)) this.#add('salt-missing', number, 'has a record and no salt: it was erased');
    else this.#add('unreadable', number, 'has a record that does not open');
  }

  #checkSubject({ number, key, prints, retainUntilMs }: StoredSubject): void {
    const { index, retention } = this.#environment;
    this.#prints += prints.length;
    const found = this.#opened.ring.indexEntries(key).map((entry) => index.get(entry));
    if (!found.some((value) => value !== undefined && readNumber(value) === number)) {
      this.#add('index', number, 'is not what the index has under its key');
    }
    if (retainUntilMs !== undefined && retention.get(retentionKey(retainUntilMs, number)) === undefined) {
      this.#add('retention', number, 'is missing in the list of ends of retention');
    }
  }

  #checkRetention(): void {
    for (const key of this.#environment.retention.getKeys()) {
      const number = readNumber(key.subarray(8));
      if (this.#environment.subjects.get(numberKey(number)) !== undefined) continue;
      this.#add('retention', number, 'stands in the list of ends of retention and has no record');
    }
    for (const { value } of this.#environment.index.getRange({})) {
      const number = readNumber(value);
      if (this.#environment.subjects.get(numberKey(number)) !== undefined) continue;
      this.#add('index', number, 'stands in the index and has no record');
    }
  }

  #countSalts(): { readonly orphanSalts: number; readonly erased: number } {
    let orphanSalts = 0;
    let erased = 0;
    for (let number = 1; number < readNextNumber(this.#environment); ++number) {
      if (this.#environment.subjects.get(numberKey(number)) !== undefined) continue;
      if (this.#opened.ring.isOverwritten(number)) ++erased;
      else ++orphanSalts;
    }
    return { orphanSalts, erased };
  }

  #add(kind: StoreProblem['kind'], number: number, what: string): void {
    this.#problems.push({ kind, number, message: `subject ${number} ${what}` });
  }
}
