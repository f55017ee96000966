import { readdir, readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { Engine, RidgelineError } from '../engine/index.js';
import { unreadable } from './errors.js';
import { startProgress } from './progress.js';

/** Options of every command that opens a store. */
export interface StoreOptions {
  readonly store?: string;
  readonly keyFile?: string;
  readonly threads?: number;
}

export interface RecordOptions {
  readonly system: string;
  readonly owner: string;
}

export const keyVariable = 'RIDGELINE_STORE_KEY';

/** Length of a key of AES-256, bytes. */
const keyBytes = 32;

export function addStoreOptions(command: Command, store: 'required' | 'optional' = 'required'): Command {
  const option = new Option('--store <folder>', 'folder of the store; made where it does not exist');
  return command
    .addOption(option.makeOptionMandatory(store === 'required'))
    .option(
      '--key-file <file>',
      `file with the store's key, 32 bytes as 64 hex digits or base64 (else ${keyVariable})`,
    );
}

/** Of whom a record is: what the engine knows beside the reference. */
export function addRecordOptions(command: Command): Command {
  return command
    .option('--system <name>', 'system of origin of the records', 'LOCAL')
    .option('--owner <code>', 'owner of the records, such as a Member State code', 'XX');
}

/** Opens the engine on a store that must be there already: a search of a mistyped folder would find nobody. */
export async function openExistingStore(options: StoreOptions & { readonly store: string }): Promise<Engine> {
  const { store } = options;
  let files: string[];
  try {
    files = await readdir(store);
  } catch (cause) {
    throw unreadable(store, "a store's folder", cause);
  }
  if (files.length === 0) {
    throw new RidgelineError(
      'STORE_FOREIGN',
      `${store}: expected a store, but the folder is empty; "ridgeline enrol" makes one`,
    );
  }
  return await openEngine(options);
}

/** Opens the engine on the store, showing how far the gallery is filled. */
export async function openEngine({ store, keyFile, threads }: StoreOptions): Promise<Engine> {
  const key = store === undefined ? undefined : await readKey(keyFile);
  let progress: ReturnType<typeof startProgress> | undefined;
  try {
    return await Engine.open({
      ...(store === undefined ? {} : { storePath: store }),
      ...(key === undefined ? {} : { storeKey: key }),
      ...(threads === undefined ? {} : { threads }),
      onProgress: ({ subjectsLoaded, subjectsTotal }) => {
        progress ??= startProgress('loading the store', subjectsTotal);
        progress.update(subjectsLoaded);
      },
    });
  } finally {
    progress?.end();
  }
}

/** The store's key as the options or the environment give it. The key is never taken from an argument: other users of the machine see arguments. */
export async function readKey(keyFile: string | undefined): Promise<Uint8Array | undefined> {
  if (keyFile !== undefined) return parseKey(await readKeyFile(keyFile), keyFile);
  const text = process.env[keyVariable];
  return text === undefined || text === '' ? undefined : parseKey(text, keyVariable);
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, 'a file with a key', cause);
  }
}

function parseKey(text: string, source: string): Uint8Array {
  const written = text.trim();
  const isHex = /^[0-9a-f]{64}$/i.test(written);
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(written);
  if (!isHex && !isBase64) {
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `${source} holds no key: expected ${keyBytes} bytes as 64 hex digits or base64, such as "openssl rand -hex 32" writes`,
    );
  }
  return new Uint8Array(Buffer.from(written, isHex ? 'hex' : 'base64'));
}
