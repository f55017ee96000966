import { RidgelineError } from '../native/error.js';
import { ErasureSalts } from './erasure-salts.js';
import { KeyedMutex } from './keyed-mutex.js';
import { entryCount, LmdbEnvironment, numberKey, readNumber } from './lmdb-environment.js';
import { open, seal } from './seal.js';
import { prepareStoreFolder, storeFiles, syncFolder } from './store-folder.js';
import { decodeHeader, encodeHeader, schemaVersion, unlock } from './store-header.js';
import { checkStoreKey, newStoreId, StoreKeys } from './store-keys.js';
import { StoreLock } from './store-lock.js';
import {
  decodeSubject,
  describeKey,
  encodeSubject,
  keyText,
  type StoredPrint,
  type StoredSubject,
  type SubjectKey,
} from './subject-record.js';
import type { SubjectStore } from './subject-store.js';

const headerKey = Buffer.from('header');
const nextNumberKey = Buffer.from('next number');
const firstNumber = 1;

export interface LmdbStoreOptions {
  /** 32 bytes; a store made with a key needs it ever after. */
  readonly storeKey?: Uint8Array | undefined;
}

/** What opening a store's files gives. */
interface Opened {
  readonly salts: ErasureSalts;
  readonly keys: StoreKeys;
  readonly encrypted: boolean;
}

/** What an open store consists of. */
interface Parts extends Opened {
  readonly folder: string;
  readonly lock: StoreLock;
  readonly environment: LmdbEnvironment;
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
    this.encrypted = parts.encrypted;
    this.#nextNumber = readNextNumber(parts.environment);
  }

  /**
   * Opens the store in a folder, and makes it where the folder is empty or does not exist. Throws STORE_FOREIGN, STORE_IN_USE,
   * STORE_KEY_REQUIRED, STORE_KEY_WRONG, STORE_CORRUPT, FILE_NOT_READABLE and FILE_NOT_WRITABLE.
   */
  static async open(folder: string, { storeKey }: LmdbStoreOptions = {}): Promise<LmdbStore> {
    checkStoreKey(storeKey);
    await prepareStoreFolder(folder);
    const files = storeFiles(folder);
    const lock = await StoreLock.take(files.lock);
    let environment: LmdbEnvironment | undefined;
    let opened: Opened | undefined;
    try {
      environment = await LmdbEnvironment.open(folder, files.data);
      opened = await openOrMake(folder, environment, storeKey);
      const store = new LmdbStore({ folder, lock, environment, ...opened });
      await store.#finishErasures();
      return store;
    } catch (error) {
      await environment?.close();
      await opened?.salts.close();
      await lock.release();
      throw error;
    }
  }

  count(): number {
    return entryCount(this.#environment.subjects);
  }

  find(key: SubjectKey): number | undefined {
    const number = this.#environment.index.get(this.#parts.keys.indexEntry(key));
    return number === undefined ? undefined : readNumber(number);
  }

  get(number: number): StoredSubject | undefined {
    const sealed = this.#environment.subjects.get(numberKey(number));
    return sealed === undefined ? undefined : this.#read(number, sealed);
  }

  readAfter(number: number, limit: number): StoredSubject[] {
    const range = this.#environment.subjects.getRange({ start: numberKey(number + 1), limit });
    return Array.from(range, ({ key, value }) => this.#read(readNumber(key), value));
  }

  put(key: SubjectKey, prints: readonly StoredPrint[]): Promise<number> {
    return this.#writes.run(keyText(key), async () => {
      const entry = this.#parts.keys.indexEntry(key);
      if (this.#environment.index.get(entry) !== undefined) {
        throw new RidgelineError('SUBJECT_EXISTS', `${describeKey(key)} is enrolled already`);
      }
      const number = this.#nextNumber++;
      const sealed = await this.#seal(number, encodeSubject({ key, prints, createdMs: Date.now() }));
      await this.#environment.commit(() => {
        const { subjects, index, meta } = this.#environment;
        return [
          subjects.put(numberKey(number), sealed),
          index.put(entry, numberKey(number)),
          // The number as it is now, not this subject's: commits need not come in the order of the numbers.
          meta.put(nextNumberKey, numberKey(this.#nextNumber)),
        ];
      });
      return number;
    });
  }

  erase(key: SubjectKey): Promise<number | undefined> {
    return this.#writes.run(keyText(key), async () => {
      const number = this.find(key);
      if (number === undefined) return undefined;
      const entry = this.#parts.keys.indexEntry(key);
      await this.#environment.commit(() => {
        const { subjects, index, erasures } = this.#environment;
        return [
          subjects.remove(numberKey(number)),
          index.remove(entry),
          // A crash from here on leaves this mark, and the next start ends the erasure.
          erasures.put(numberKey(number), Buffer.of(1)),
        ];
      });
      await this.#forget([number]);
      return number;
    });
  }

  async close(): Promise<void> {
    const { environment, salts, keys, lock } = this.#parts;
    await environment.close();
    await salts.close();
    keys.forget();
    await lock.release();
  }

  async #seal(number: number, plain: Buffer): Promise<Buffer> {
    const { salts, keys } = this.#parts;
    await salts.reserve(number);
    const salt = salts.get(number);
    if (salt === undefined) throw new RidgelineError('INTERNAL', `subject ${number} has no salt`);
    return seal(keys.recordKey(salt), placeOf(number), plain);
  }

  #read(number: number, sealed: Uint8Array): StoredSubject {
    const { salts, keys, folder } = this.#parts;
    const salt = salts.get(number);
    const plain = salt === undefined ? undefined : open(keys.recordKey(salt), placeOf(number), sealed);
    const subject = plain === undefined ? undefined : decodeSubject(number, plain);
    if (subject !== undefined) return subject;
    throw new RidgelineError('STORE_CORRUPT', `the record of subject ${number} in ${folder} cannot be read back`);
  }

  async #forget(numbers: readonly number[]): Promise<void> {
    await this.#parts.salts.overwrite(numbers);
    const { erasures } = this.#environment;
    await this.#environment.commit(() => numbers.map((number) => erasures.remove(numberKey(number))));
  }

  /** Ends the erasures that a crash interrupted. */
  async #finishErasures(): Promise<void> {
    const numbers = Array.from(this.#environment.erasures.getKeys(), readNumber);
    if (numbers.length > 0) await this.#forget(numbers);
  }
}

async function openOrMake(folder: string, environment: LmdbEnvironment, storeKey?: Uint8Array): Promise<Opened> {
  const header = environment.meta.get(headerKey);
  if (header === undefined) return makeStore(folder, environment, storeKey);
  const decoded = decodeHeader(header, folder);
  const keys = unlock(decoded, storeKey, folder);
  if (entryCount(environment.subjects) !== entryCount(environment.index)) {
    throw new RidgelineError('STORE_CORRUPT', `the index of the store in ${folder} does not fit its subjects`);
  }
  const salts = await ErasureSalts.open(storeFiles(folder).salts, readNextNumber(environment));
  return { keys, salts, encrypted: storeKey !== undefined };
}

/** The header comes last: a folder without one holds a store that never was complete, and is made again. */
async function makeStore(folder: string, environment: LmdbEnvironment, storeKey?: Uint8Array): Promise<Opened> {
  if (entryCount(environment.subjects) !== 0) {
    throw new RidgelineError('STORE_CORRUPT', `the store in ${folder} has lost its header`);
  }
  const id = newStoreId();
  const keys = new StoreKeys(storeKey, id);
  const salts = await ErasureSalts.create(storeFiles(folder).salts);
  await syncFolder(folder);
  const header = { schema: schemaVersion, id, ...(storeKey === undefined ? {} : { keyCheck: keys.check }) };
  await environment.commit(() => [environment.meta.put(headerKey, encodeHeader(header))]);
  return { keys, salts, encrypted: storeKey !== undefined };
}

function readNextNumber(environment: LmdbEnvironment): number {
  const number = environment.meta.get(nextNumberKey);
  return number === undefined ? firstNumber : readNumber(number);
}

/** Says to the seal where a record belongs. */
function placeOf(number: number): Buffer {
  return Buffer.concat([Buffer.from('subject '), numberKey(number)]);
}
