import { Packr } from 'msgpackr';
import { RidgelineError } from '../native/error.js';
import { firstGeneration } from './key-ring.js';
import { StoreKeys } from './store-keys.js';

/**
 * Schema of the records. Version 2 has retention, generations of keys and erasure receipts; a store of version 1 is brought to it when
 * it is opened (migrations.ts), one of another version is not opened.
 */
export const schemaVersion = 2;
export const oldestSchema = 1;
const product = 'ridgeline store';

/** One key of a store. */
export interface HeaderKey {
  readonly generation: number;
  /** Recognises the store key; null where the store has none. */
  readonly check: Uint8Array | null;
}

/** What a store says about itself, in the clear. */
export interface StoreHeader {
  readonly schema: number;
  /** The store's random identity. */
  readonly id: Uint8Array;
  readonly current: HeaderKey;
  /** The key that is being rotated away. */
  readonly previous?: HeaderKey;
}

/** The keys that a caller has. */
export interface GivenKeys {
  /** 32 bytes; a store made with a key needs it ever after. */
  readonly storeKey?: Uint8Array | undefined;
  /** The key that storeKey takes the place of; 'none' where the store was made without one. */
  readonly previousKey?: Uint8Array | 'none' | undefined;
}

const packr = new Packr({ useRecords: false, moreTypes: false });

export function encodeHeader({ schema, id, current, previous }: StoreHeader): Buffer {
  const keys = [current, ...(previous === undefined ? [] : [previous])];
  return packr.pack([product, schema, id, keys.map(({ generation, check }) => [generation, check])]);
}

/** Reads a header. Throws STORE_FOREIGN where it is no header or one of another schema. */
export function decodeHeader(bytes: Uint8Array, folder: string): StoreHeader {
  const value = unpack(bytes);
  if (!Array.isArray(value) || value[0] !== product) {
    throw new RidgelineError('STORE_FOREIGN', `${folder} holds a database that is no Ridgeline store`);
  }
  const [, schema, id, written] = value as unknown[];
  if (!Number.isInteger(schema) || (schema as number) < oldestSchema || (schema as number) > schemaVersion) {
    throw new RidgelineError(
      'STORE_FOREIGN',
      `the store in ${folder} has schema version ${String(schema)}; this Ridgeline reads versions ${oldestSchema} to ${schemaVersion}`,
    );
  }
  // Version 1 has the check of its one key in the place of the list.
  const keys = schema === 1 ? [[firstGeneration, written]] : written;
  if (!(id instanceof Uint8Array) || !isKeys(keys)) {
    throw new RidgelineError('STORE_CORRUPT', `the header of the store in ${folder} is damaged`);
  }
  const [current, previous] = keys.map(([generation, check]) => ({ generation, check }));
  if (current === undefined) throw new RidgelineError('STORE_CORRUPT', `the store in ${folder} has no key`);
  return { schema: schema as number, id, current, ...(previous === undefined ? {} : { previous }) };
}

type WrittenKey = readonly [generation: number, check: Uint8Array | null];

function isKeys(keys: unknown): keys is WrittenKey[] {
  if (!Array.isArray(keys) || keys.length < 1 || keys.length > 2) return false;
  return keys.every((key: unknown) => {
    if (!Array.isArray(key)) return false;
    const [generation, check] = key as unknown[];
    return Number.isInteger(generation) && (check === null || check instanceof Uint8Array);
  });
}

/** The keys of one generation, where `storeKey` is the one it was made with. Throws STORE_KEY_REQUIRED and STORE_KEY_WRONG. */
export function unlock(id: Uint8Array, key: HeaderKey, storeKey: Uint8Array | undefined, folder: string): StoreKeys {
  const keys = new StoreKeys(storeKey, id);
  if (key.check === null) {
    if (storeKey === undefined) return keys;
    throw new RidgelineError('STORE_KEY_WRONG', `the store in ${folder} was made without a key: open it without one`);
  }
  if (storeKey === undefined) throw new RidgelineError('STORE_KEY_REQUIRED', `the store in ${folder} is encrypted`);
  if (keys.matches(key.check)) return keys;
  throw new RidgelineError('STORE_KEY_WRONG', `the key given is not the one that the store in ${folder} was made with`);
}

/** Whether a store key is the one of a generation. */
export function isKeyOf(id: Uint8Array, { check }: HeaderKey, storeKey: Uint8Array | undefined): boolean {
  if (check === null || storeKey === undefined) return check === null && storeKey === undefined;
  return new StoreKeys(storeKey, id).matches(check);
}

function unpack(bytes: Uint8Array): unknown {
  try {
    return packr.unpack(bytes);
  } catch {
    // Bytes that are no MessagePack are no header, whatever the decoder says about them.
    return undefined;
  }
}
