import { Packr } from 'msgpackr';
import { RidgelineError } from '../native/error.js';
import { StoreKeys } from './store-keys.js';

/** Schema of the records; a store of another schema is not opened. */
export const schemaVersion = 1;
const product = 'ridgeline store';

/** What a store says about itself, in the clear. */
export interface StoreHeader {
  readonly schema: number;
  /** The store's random identity. */
  readonly id: Uint8Array;
  /** Recognises the store key; absent where the store was made without one. */
  readonly keyCheck?: Uint8Array;
}

const packr = new Packr({ useRecords: false, moreTypes: false });

export function encodeHeader({ schema, id, keyCheck }: StoreHeader): Buffer {
  return packr.pack([product, schema, id, keyCheck ?? null]);
}

/** Reads a header. Throws STORE_FOREIGN where it is no header or one of another schema. */
export function decodeHeader(bytes: Uint8Array, folder: string): StoreHeader {
  const value = unpack(bytes);
  if (!Array.isArray(value) || value[0] !== product) {
    throw new RidgelineError('STORE_FOREIGN', `${folder} holds a database that is no Ridgeline store`);
  }
  const [, schema, id, keyCheck] = value as unknown[];
  if (schema !== schemaVersion) {
    throw new RidgelineError(
      'STORE_FOREIGN',
      `the store in ${folder} has schema version ${String(schema)}; this Ridgeline reads version ${schemaVersion}`,
    );
  }
  if (!(id instanceof Uint8Array) || !(keyCheck === null || keyCheck instanceof Uint8Array)) {
    throw new RidgelineError('STORE_CORRUPT', `the header of the store in ${folder} is damaged`);
  }
  return keyCheck === null ? { schema, id } : { schema, id, keyCheck };
}

/** The keys of a store, where `storeKey` is the one that it was made with. Throws STORE_KEY_REQUIRED and STORE_KEY_WRONG. */
export function unlock(header: StoreHeader, storeKey: Uint8Array | undefined, folder: string): StoreKeys {
  const keys = new StoreKeys(storeKey, header.id);
  if (header.keyCheck === undefined) {
    if (storeKey === undefined) return keys;
    throw new RidgelineError('STORE_KEY_WRONG', `the store in ${folder} was made without a key: open it without one`);
  }
  if (storeKey === undefined) throw new RidgelineError('STORE_KEY_REQUIRED', `the store in ${folder} is encrypted`);
  if (keys.matches(header.keyCheck)) return keys;
  throw new RidgelineError('STORE_KEY_WRONG', `the key given is not the one that the store in ${folder} was made with`);
}

function unpack(bytes: Uint8Array): unknown {
  try {
    return packr.unpack(bytes);
  } catch {
    // Bytes that are no MessagePack are no header, whatever the decoder says about them.
    return undefined;
  }
}
