import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { RidgelineError } from '../native/error.js';
import { type StoreCheck, StoreChecker } from './check-store.js';
import { decodeReceipt, type ErasureReason, type ErasureReceipt, encodeReceipt } from './erasure-receipt.js';
import { FormCache } from './form-cache.js';
import type { KeptForms } from './kept-forms.js';
import type { KeyRing } from './key-ring.js';
import { KeyedMutex } from './keyed-mutex.js';
import { entryCount, LmdbEnvironment } from './lmdb-environment.js';
import { numberKey, readNumber, retentionKey } from './number-keys.js';
import { nextNumberKey, type OpenedStore, openOrMake, readNextNumber } from './open-store.js';
import { KeyRotation, type RotationProgress } from './rotate-keys.js';
import { prepareStoreFolder, storeFiles } from './store-folder.js';
import type { GivenKeys } from './store-header.js';
import { checkStoreKey } from './store-keys.js';
import { StoreLock } from './store-lock.js';
import { encodeForm, type SubjectForm } from './subject-form.js';
import {
  decodeSubject,
  describeKey,
  encodeSubject,
  keyText,
  type StoredPrint,
  type StoredSubject,
  type SubjectKey,
} from './subject-record.js';
import type { PutOptions, SubjectStore } from './subject-store.js';
import { type BackupOptions, type BackupResult, writeBackup } from './write-backup.js';

/** Numbers for each record up to which the salts of a range are read at once: 1 KiB a record. */
const numbersPerRecord = 64;

export interface LmdbStoreOptions extends GivenKeys {
  /** Keeps the receipts of erasures until they are settled; default: where an audit log lies in the store's folder, for it. */
  readonly keepsReceipts?: boolean | undefined;
  /** What forms of subjects have to be made by (NativeBinding.galleryFormVersion); default: none are kept. */
  readonly formVersion?: number | undefined;
}

/** What an open store consists of. */
interface Parts extends OpenedStore {
  readonly folder: string;
  readonly lock: StoreLock;
  readonly environment: LmdbEnvironment;
  readonly keepsReceipts: boolean;
  readonly forms: FormCache | undefined;
}

/**
 * Subjects in a folder on disk. A record is a MessagePack value, sealed with AES-256-GCM under a key of its own that is made from
 * the store key and the record's salt. An operation is acknowledged when the disk has it; at any crash before that, the store is
 * as if it had not begun, or as if it had ended.
 */
export class LmdbStore implements SubjectStore {
  readonly path: string;
  readonly encrypted: boolean;
  readonly #parts: Parts;
  readonly #environment: LmdbEnvironment;
  /** Writes for one subject key come one after the other. */
  readonly #writes = new KeyedMutex();
  #nextNumber: number;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#environment = parts.environment;
    this.path = parts.folder;
    this.encrypted = parts.header.current.check !== null;
    this.#nextNumber = readNextNumber(parts.environment);
  }

  /**
   * Opens the store in a folder, and makes it where the folder is empty or does not exist. With a previous key beside the key, the
   * previous one reads, the new one writes, and `rotate` takes the rest over. Throws STORE_FOREIGN, STORE_IN_USE, STORE_KEY_REQUIRED,
   * STORE_KEY_WRONG, STORE_CORRUPT, FILE_NOT_READABLE and FILE_NOT_WRITABLE.
   */
  static async open(folder: string, options: LmdbStoreOptions = {}): Promise<LmdbStore> {
    const files = storeFiles(folder);
    const { storeKey, previousKey, keepsReceipts = existsSync(files.audit), formVersion } = options;
    checkStoreKey(storeKey);
    if (previousKey !== 'none') checkStoreKey(previousKey);
    await prepareStoreFolder(folder);
    const lock = await StoreLock.take(files.lock);
    let environment: LmdbEnvironment | undefined;
    let opened: OpenedStore | undefined;
    try {
      environment = await LmdbEnvironment.open(folder, files.data);
      opened = await openOrMake(folder, environment, { storeKey, previousKey });
      const forms = formVersion === undefined ? undefined : await FormCache.open(files.forms, formVersion);
      const store = new LmdbStore({ folder, lock, environment, keepsReceipts, forms, ...opened });
      await store.#finishErasures();
      return store;
    } catch (error) {
      await environment?.close();
      await opened?.ring.close();
      await lock.release();
      throw error;
    }
  }

  count(): number {
    return entryCount(this.#environment.subjects);
  }

  find(key: SubjectKey): number | undefined {
    for (const entry of this.#parts.ring.indexEntries(key)) {
      const number = this.#environment.index.get(entry);
      if (number !== undefined) return readNumber(number);
    }
    return undefined;
  }

  get(number: number): StoredSubject | undefined {
    const sealed = this.#environment.subjects.get(numberKey(number));
    return sealed === undefined ? undefined : this.#read(number, sealed);
  }

  readAfter(number: number, limit: number): StoredSubject[] {
    const range = this.#environment.subjects.getRange({ start: numberKey(number + 1), limit });
    const entries = Array.from(range, ({ key, value }) => ({ number: readNumber(key), sealed: value }));
    const [first, last] = [entries[0]?.number ?? 0, entries.at(-1)?.number ?? 0];
    const opened = isDense(first, last, entries.length) ? this.#parts.ring.opener(first, last) : undefined;
    return entries.map(({ number, sealed }) => this.#read(number, sealed, opened));
  }

  keepForm(form: SubjectForm): void {
    const sealed = this.#parts.forms && this.#parts.ring.sealForm(form.number, encodeForm(form));
    if (sealed !== undefined) this.#parts.forms?.keep(form.number, sealed);
  }

  numbersAfter(number: number, limit: number): Float64Array {
    return Float64Array.from(this.#environment.subjects.getKeys({ start: numberKey(number + 1), limit }), readNumber);
  }

  keptForms(numbers: Float64Array): KeptForms | undefined {
    const { forms, ring } = this.#parts;
    const [first, last] = [numbers[0], numbers.at(-1)];
    if (forms === undefined || first === undefined || last === undefined) return undefined;
    // Where most numbers between are erased, the salts between are not worth reading; such a store is prepared anew.
    if (!isDense(first, last, numbers.length)) return undefined;
    // Looking for forms of nobody costs a tenth of a start: where there are some they are more than subjects, at the latest when those
    // that are missing now have been made.
    if (forms.count > this.count()) forms.forgetOthers(numbers);
    return {
      ...{ path: forms.path, places: forms.placesOf(numbers) },
      ...{ generation: ring.current.number, numbers, keys: ring.recordKeys(numbers) },
    };
  }

  put(key: SubjectKey, prints: readonly StoredPrint[], { retainUntilMs }: PutOptions = {}): Promise<number> {
    return this.#writes.run(keyText(key), async () => {
      if (this.find(key) !== undefined) {
        throw new RidgelineError('SUBJECT_EXISTS', `${describeKey(key)} is enrolled already`);
      }
      const subject = { number: this.reserveNumber(), key, prints, createdMs: Date.now(), retainUntilMs };
      const sealed = await this.#parts.ring.sealRecord(subject.number, encodeSubject(subject));
      await this.#environment.commitMore(() => this.#writesOf(subject, sealed));
      return subject.number;
    });
  }

  reserveNumber(): number {
    return this.#nextNumber++;
  }

  replace(
    key: SubjectKey,
    number: number,
    prints: readonly StoredPrint[],
    { retainUntilMs }: PutOptions = {},
  ): Promise<ErasureReceipt> {
    return this.#writes.run(keyText(key), async () => {
      const old = this.get(this.find(key) ?? 0);
      if (old === undefined) throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not enrolled`);
      const subject = { number, key, prints, createdMs: old.createdMs, changedMs: Date.now(), retainUntilMs };
      const sealed = await this.#parts.ring.sealRecord(number, encodeSubject(subject));
      const receipt = this.#receiptOf(old, 'replaced');
      await this.#environment.commitMore(() => [...this.#erasureOf(old, receipt), ...this.#writesOf(subject, sealed)]);
      await this.#forget([old.number]);
      return receipt;
    });
  }

  erase(key: SubjectKey, reason: ErasureReason = 'request'): Promise<ErasureReceipt | undefined> {
    return this.#writes.run(keyText(key), async () => {
      const number = this.find(key);
      if (number === undefined) return undefined;
      const old = this.#erasable(number, key);
      const receipt = this.#receiptOf(old, reason);
      await this.#environment.commit(() => this.#erasureOf(old, receipt));
      await this.#forget([number]);
      return receipt;
    });
  }

  expired(nowMs: number, limit: number): StoredSubject[] {
    const range = this.#environment.retention.getKeys({ end: retentionKey(Math.max(0, nowMs), 0), limit });
    return Array.from(range, (key) => this.get(readNumber(key.subarray(8)))).filter((subject) => subject !== undefined);
  }

  pendingReceipts(): ErasureReceipt[] {
    return Array.from(this.#environment.erasures.getRange(), ({ key, value }) => {
      const bytes = this.#parts.ring.openNote(readNumber(key), value);
      return bytes === undefined ? [] : [decodeReceipt(bytes)];
    }).flat();
  }

  async settleReceipt(number: number): Promise<void> {
    await this.#environment.commit(() => [this.#environment.erasures.remove(numberKey(number))]);
  }

  isErased({ number, subject }: ErasureReceipt): boolean {
    const isThere = this.#environment.subjects.get(numberKey(number)) !== undefined || this.find(subject) === number;
    return !isThere && number < this.#nextNumber && this.#parts.ring.isOverwritten(number);
  }

  /** Whether records may still have the previous key. */
  get isRotating(): boolean {
    return this.#parts.ring.previous !== undefined;
  }

  /**
   * Seals all records anew with the current key, while reads and writes go on, then destroys what the previous key could open. One that
   * was interrupted goes on where it was when it is called after the next opening. Ends early where the signal says so.
   */
  async rotate(onProgress?: (progress: RotationProgress) => void, signal?: AbortSignal): Promise<void> {
    const { environment, ring, header, folder } = this.#parts;
    if (!this.isRotating) return;
    const read = (number: number, sealed: Buffer) => this.#read(number, sealed);
    const onResealed = (number: number) => this.#resealForm(number);
    const rotation = new KeyRotation({ environment, ring, header, folder, writes: this.#writes, read, onResealed });
    await rotation.run(onProgress, signal);
  }

  /** Writes a snapshot into a backup folder while reads and writes go on. */
  backUp(folder: string, options?: BackupOptions): Promise<BackupResult | undefined> {
    return writeBackup(this.#environment, this.path, folder, options);
  }

  /** Opens every record and compares the databases and the salts with one another. */
  check(onProgress?: (subjectsDone: number, subjectsTotal: number) => void): Promise<StoreCheck> {
    return new StoreChecker(this.#environment, this.#parts).run(onProgress);
  }

  async close(): Promise<void> {
    const { environment, ring, lock, forms } = this.#parts;
    await forms?.close();
    await environment.close();
    await ring.close();
    await lock.release();
  }

  #read(number: number, sealed: Uint8Array, open?: ReturnType<KeyRing['opener']>): StoredSubject {
    const plain = open === undefined ? this.#parts.ring.openRecord(number, sealed) : open(number, sealed);
    const subject = plain === undefined ? undefined : decodeSubject(number, plain);
    if (subject !== undefined) return subject;
    throw new RidgelineError('STORE_CORRUPT', `the record of subject ${number} in ${this.path} cannot be read back`);
  }

  /** The writes that make a subject, or take another place for it. */
  #writesOf({ number, key, retainUntilMs }: StoredSubject, sealed: Buffer): Promise<boolean>[] {
    const { subjects, index, meta, retention } = this.#environment;
    const [entry = Buffer.of()] = this.#parts.ring.indexEntries(key);
    return [
      subjects.put(numberKey(number), sealed),
      index.put(entry, numberKey(number)),
      // The number as it is now, not this subject's: commits need not come in the order of the numbers.
      meta.put(nextNumberKey, numberKey(this.#nextNumber)),
      ...(retainUntilMs === undefined ? [] : [retention.put(retentionKey(retainUntilMs, number), Buffer.of(1))]),
    ];
  }

  /** The writes that unmake one. A crash after them leaves the mark, and the next start ends the erasure. */
  #erasureOf({ number, key, retainUntilMs }: StoredSubject, receipt: ErasureReceipt): Promise<boolean>[] {
    const { subjects, index, erasures, retention } = this.#environment;
    return [
      subjects.remove(numberKey(number)),
      ...this.#parts.ring.indexEntries(key).map((entry) => index.remove(entry)),
      erasures.put(numberKey(number), this.#parts.ring.sealNote(number, encodeReceipt(receipt))),
      ...(retainUntilMs === undefined ? [] : [retention.remove(retentionKey(retainUntilMs, number))]),
    ];
  }

  /** What an erasure needs to know; a record that cannot be read any more can be erased, too. */
  #erasable(number: number, key: SubjectKey): StoredSubject {
    try {
      return this.get(number) ?? { number, key, prints: [], createdMs: 0 };
    } catch {
      return { number, key, prints: [], createdMs: 0 };
    }
  }

  #receiptOf({ number, key }: StoredSubject, reason: ErasureReason): ErasureReceipt {
    const sealed = this.#environment.subjects.get(numberKey(number)) ?? Buffer.of();
    const saltHash = this.#parts.ring.saltHash(number, sealed);
    const { system, owner, reference } = key;
    return {
      subject: { system, owner, reference },
      number,
      erasedAt: new Date().toISOString(),
      reason,
      ...(saltHash === undefined ? {} : { saltHash }),
      recordHash: createHash('sha256').update(sealed).digest('hex'),
    };
  }

  #resealForm(number: number): void {
    const sealed = this.#parts.forms?.get(number);
    const plain = sealed && this.#parts.ring.openForm(number, sealed);
    const again = plain && this.#parts.ring.sealForm(number, plain);
    if (again !== undefined) this.#parts.forms?.keep(number, again);
  }

  async #forget(numbers: readonly number[]): Promise<void> {
    this.#parts.forms?.forget(numbers);
    await this.#parts.ring.overwrite(numbers);
    if (this.#parts.keepsReceipts) return;
    const { erasures } = this.#environment;
    await this.#environment.commit(() => numbers.map((number) => erasures.remove(numberKey(number))));
  }

  /** Ends the erasures that a crash interrupted. Marks with a receipt stay until it is settled. */
  async #finishErasures(): Promise<void> {
    const { erasures } = this.#environment;
    const marks = Array.from(erasures.getRange(), ({ key, value }) => ({ number: readNumber(key), value }));
    if (marks.length === 0) return;
    await this.#parts.ring.overwrite(marks.map(({ number }) => number));
    const settled = marks.filter(({ number, value }) => {
      const hasReceipt = this.#parts.ring.openNote(number, value) !== undefined;
      return !(this.#parts.keepsReceipts && hasReceipt);
    });
    await this.#environment.commit(() => settled.map(({ number }) => erasures.remove(numberKey(number))));
  }
}

/** Where most numbers between are erased, their salts are not worth reading at once. */
function isDense(first: number, last: number, count: number): boolean {
  return last - first < numbersPerRecord * count;
}
