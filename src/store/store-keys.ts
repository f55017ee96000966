import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { keyText, type SubjectKey } from './subject-record.js';

/** Bytes of the store key: the key size of AES-256. */
export const storeKeyBytes = 32;

/** Bytes of a store's random identity and of the key check: 128 bits make a chance match impossible. */
const identityBytes = 16;
const checkBytes = 16;

/**
 * The keys of one store, derived from the store key (HKDF-SHA-256, RFC 5869) with the store's identity as salt, one for each
 * use, so that the store key itself touches no data. A store without a key derives them from zeros: its records are then
 * no secret, but what belongs to the erased still goes (erasure-salts.ts), and damage to a record is still noticed.
 */
export class StoreKeys {
  readonly #record: Buffer;
  readonly #index: Buffer;
  /** The AES-256 key of what outlives a record, such as the receipt of its erasure. */
  readonly noteKey: Buffer;
  /** What the store keeps to recognise its key; says nothing about the key. */
  readonly check: Buffer;

  constructor(storeKey: Uint8Array | undefined, storeId: Uint8Array) {
    const secret = storeKey ?? new Uint8Array(storeKeyBytes);
    const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, storeId, use, bytes));
    this.#record = derive('ridgeline store: records', storeKeyBytes);
    this.#index = derive('ridgeline store: index of subject keys', storeKeyBytes);
    this.noteKey = derive('ridgeline store: notes', storeKeyBytes);
    this.check = derive('ridgeline store: key check', checkBytes);
  }

  /** The AES-256 key of one record. It is used for this record only, and is lost with the record's salt. */
  recordKey(salt: Uint8Array): Buffer {
    return createHmac('sha256', this.#record).update(salt).digest();
  }

  /** The same of many salts that lie end to end; zeros where a salt is zeros. */
  recordKeys(salts: Uint8Array): Uint8Array {
    return loadNative().deriveKeys(this.#record, salts);
  }

  /** The name of a subject key in the index: a keyed hash, so that the index shows no reference. */
  indexEntry(key: SubjectKey): Buffer {
    return createHmac('sha256', this.#index).update(keyText(key)).digest();
  }

  matches(check: Uint8Array): boolean {
    return check.length === this.check.length && timingSafeEqual(check, this.check);
  }

  /** Overwrites the keys. */
  forget(): void {
    this.#record.fill(0);
    this.#index.fill(0);
    this.noteKey.fill(0);
  }
}

export function newStoreId(): Buffer {
  return randomBytes(identityBytes);
}

export function checkStoreKey(storeKey: Uint8Array | undefined): void {
  if (storeKey === undefined || (storeKey instanceof Uint8Array && storeKey.length === storeKeyBytes)) return;
  throw new RidgelineError('INVALID_ARGUMENT', `the store key must be a Uint8Array of ${storeKeyBytes} bytes`);
}
