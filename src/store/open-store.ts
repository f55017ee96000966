import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../native/error.js';
import { ErasureSalts } from './erasure-salts.js';
import { firstGeneration, type Generation, KeyRing, lastGeneration } from './key-ring.js';
import { entryCount, type LmdbEnvironment } from './lmdb-environment.js';
import { readNumber } from './number-keys.js';
import { generationOfSalts, saltsPath, syncFolder } from './store-folder.js';
import {
  decodeHeader,
  encodeHeader,
  type GivenKeys,
  type HeaderKey,
  isKeyOf,
  type StoreHeader,
  schemaVersion,
  unlock,
} from './store-header.js';
import { newStoreId, StoreKeys } from './store-keys.js';

const headerKey = Buffer.from('header');
export const nextNumberKey = Buffer.from('next number');
const firstNumber = 1;

/** What opening a store's files gives. */
export interface OpenedStore {
  readonly ring: KeyRing;
  readonly header: StoreHeader;
}

export async function openOrMake(folder: string, environment: LmdbEnvironment, given: GivenKeys): Promise<OpenedStore> {
  const header = readHeader(folder, environment);
  if (header === undefined) return makeStore(folder, environment, given.storeKey);
  if (entryCount(environment.subjects) !== entryCount(environment.index)) {
    throw new RidgelineError('STORE_CORRUPT', `the index of the store in ${folder} does not fit its subjects`);
  }
  const opened = await openGenerations(folder, environment, await migrate(environment, header), given);
  await destroyStraySalts(folder, opened.header);
  return opened;
}

/** Undefined where the store was never completely made. Throws STORE_FOREIGN and STORE_CORRUPT. */
export function readHeader(folder: string, environment: LmdbEnvironment): StoreHeader | undefined {
  const bytes = environment.meta.get(headerKey);
  return bytes === undefined ? undefined : decodeHeader(bytes, folder);
}

export async function writeHeader(environment: LmdbEnvironment, header: StoreHeader): Promise<void> {
  await environment.commit(() => [environment.meta.put(headerKey, encodeHeader(header))]);
}

export function readNextNumber(environment: LmdbEnvironment): number {
  const number = environment.meta.get(nextNumberKey);
  return number === undefined ? firstNumber : readNumber(number);
}

/** The header comes last: a folder without one holds a store that never was complete, and is made again. */
async function makeStore(folder: string, environment: LmdbEnvironment, storeKey?: Uint8Array): Promise<OpenedStore> {
  if (entryCount(environment.subjects) !== 0) {
    throw new RidgelineError('STORE_CORRUPT', `the store in ${folder} has lost its header`);
  }
  const id = newStoreId();
  const keys = new StoreKeys(storeKey, id);
  const salts = await ErasureSalts.create(saltsPath(folder, firstGeneration));
  await syncFolder(folder);
  const check = storeKey === undefined ? null : keys.check;
  const header = { schema: schemaVersion, id, current: { generation: firstGeneration, check } };
  await writeHeader(environment, header);
  return { ring: new KeyRing({ number: firstGeneration, keys, salts }), header };
}

/**
 * Brings a store of an older schema to this one. From version 1 to 2 only the header changes: records of version 1 are read as they are
 * (subject-record.ts), none of them has an end of retention, and the new databases begin empty.
 */
async function migrate(environment: LmdbEnvironment, header: StoreHeader): Promise<StoreHeader> {
  if (header.schema === schemaVersion) return header;
  const migrated = { ...header, schema: schemaVersion };
  await writeHeader(environment, migrated);
  return migrated;
}

async function openGenerations(
  folder: string,
  environment: LmdbEnvironment,
  header: StoreHeader,
  { storeKey, previousKey }: GivenKeys,
): Promise<OpenedStore> {
  const { id, current, previous } = header;
  const oldKey = previousKey === 'none' ? undefined : previousKey;
  const nextNumber = readNextNumber(environment);
  const open = async (key: HeaderKey, given: Uint8Array | undefined): Promise<Generation> => {
    const keys = unlock(id, key, given, folder);
    return {
      number: key.generation,
      keys,
      salts: await ErasureSalts.open(saltsPath(folder, key.generation), nextNumber),
    };
  };
  if (previous !== undefined) {
    // Both keys are looked at before a file is opened.
    unlock(id, previous, oldKey, folder).forget();
    return { ring: new KeyRing(await open(current, storeKey), await open(previous, oldKey)), header };
  }
  const isToRotate = previousKey !== undefined && !isKeyOf(id, current, storeKey) && isKeyOf(id, current, oldKey);
  if (!isToRotate) return { ring: new KeyRing(await open(current, storeKey)), header };
  return beginRotation(folder, environment, header, await open(current, oldKey), storeKey);
}

/** Adds a generation with a new key and new salts. The header comes last: before it, the new salts belong to nobody. */
async function beginRotation(
  folder: string,
  environment: LmdbEnvironment,
  header: StoreHeader,
  old: Generation,
  storeKey: Uint8Array | undefined,
): Promise<OpenedStore> {
  const number = old.number + 1;
  if (number > lastGeneration) throw new RidgelineError('INTERNAL', `a store has at most ${lastGeneration} keys`);
  const keys = new StoreKeys(storeKey, header.id);
  const salts = await ErasureSalts.createLike(saltsPath(folder, number), old.salts);
  await syncFolder(folder);
  const check = storeKey === undefined ? null : keys.check;
  const rotating: StoreHeader = { ...header, current: { generation: number, check }, previous: header.current };
  await writeHeader(environment, rotating);
  return { ring: new KeyRing({ number, keys, salts }, old), header: rotating };
}

/** Salts of keys that were rotated away, or of a rotation that was not begun to its end. */
async function destroyStraySalts(folder: string, { current, previous }: StoreHeader): Promise<void> {
  const known = [current.generation, previous?.generation];
  for (const name of await readdir(folder)) {
    const generation = generationOfSalts(name);
    if (generation !== undefined && !known.includes(generation)) await ErasureSalts.destroyFile(join(folder, name));
  }
}
