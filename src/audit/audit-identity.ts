import { hkdfSync, randomBytes } from 'node:crypto';
import { open as openFile, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RidgelineError } from '../native/error.js';
import { open, seal } from '../store/seal.js';
import { syncFolder } from '../store/store-folder.js';
import { storeKeyBytes } from '../store/store-keys.js';
import { LineCodec } from './line-codec.js';

const product = 'ridgeline audit log';
const version = 1;
/** Bytes of a log's random identity: 128 bits make a chance match impossible. */
const identityBytes = 16;
const wrapPlace = Buffer.from('ridgeline audit log: key');

/**
 * What a log says about itself. Its lines are sealed with a random key of its own, which is kept here, sealed with one that is made
 * from the store's key: another store key means writing this file anew, and no entry changes.
 */
export interface AuditIdentity {
  readonly product: string;
  readonly version: number;
  /** Hex. */
  readonly id: string;
  /** Base64; null where the log was made without a key. */
  readonly wrappedKey: string | null;
}

export interface AuditKeys {
  /** The store's key; a log made with one needs it ever after. */
  readonly storeKey?: Uint8Array | undefined;
  /** The key that the store's key took the place of; the log's own key is then sealed anew. */
  readonly previousKey?: Uint8Array | undefined;
}

/** A new log's identity, which is on disk once writeIdentity has ended. */
export function makeIdentity({ storeKey }: AuditKeys): { readonly identity: AuditIdentity; readonly codec: LineCodec } {
  const key = storeKey === undefined ? undefined : randomBytes(storeKeyBytes);
  const id = randomBytes(identityBytes).toString('hex');
  return { identity: { product, version, id, wrappedKey: wrap(key, storeKey, id) }, codec: new LineCodec(key) };
}

/** The codec of a log. Throws STORE_KEY_REQUIRED, STORE_KEY_WRONG, STORE_FOREIGN, AUDIT_CORRUPT and FILE_NOT_READABLE. */
export async function readIdentity(path: string, { storeKey, previousKey }: AuditKeys): Promise<LineCodec> {
  const { id, wrappedKey } = await parseIdentity(path);
  if (wrappedKey === null) {
    if (storeKey === undefined) return new LineCodec(undefined);
    throw new RidgelineError('STORE_KEY_WRONG', `the audit log of ${path} was made without a key: open it without one`);
  }
  if (storeKey === undefined) throw new RidgelineError('STORE_KEY_REQUIRED', `the audit log of ${path} is encrypted`);
  const key = unwrap(wrappedKey, storeKey, id) ?? (previousKey && unwrap(wrappedKey, previousKey, id));
  if (key !== undefined) return new LineCodec(key);
  throw new RidgelineError('STORE_KEY_WRONG', `the key given is not the one that the audit log of ${path} has`);
}

/** Seals the log's key with the store's new key, where it is still sealed with the previous one. */
export async function rewrapIdentity(path: string, { storeKey, previousKey }: AuditKeys): Promise<void> {
  const identity = await parseIdentity(path);
  const { id, wrappedKey } = identity;
  if (wrappedKey === null || storeKey === undefined || previousKey === undefined) return;
  if (unwrap(wrappedKey, storeKey, id) !== undefined) return;
  const key = unwrap(wrappedKey, previousKey, id);
  if (key !== undefined) await writeIdentity(path, { ...identity, wrappedKey: wrap(key, storeKey, id) });
}

async function parseIdentity(path: string): Promise<AuditIdentity> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new RidgelineError('FILE_NOT_READABLE', `${path}, a part of the audit log, cannot be read`, { cause });
  });
  const identity = parse(text);
  if (identity?.product !== product || typeof identity.id !== 'string') {
    throw new RidgelineError('AUDIT_CORRUPT', `${path}, a part of the audit log, is damaged`);
  }
  if (identity.version === version) return identity;
  throw new RidgelineError('STORE_FOREIGN', `the audit log of ${path} has version ${String(identity.version)}`);
}

function parse(text: string): AuditIdentity | undefined {
  try {
    return JSON.parse(text) as AuditIdentity;
  } catch {
    return undefined;
  }
}

/** Writes beside and renames, so that a crash leaves the old or the new file. */
export async function writeIdentity(path: string, identity: AuditIdentity): Promise<void> {
  try {
    const file = await openFile(`${path}.new`, 'w', 0o600);
    await file.writeFile(`${JSON.stringify(identity, null, 2)}\n`);
    await file.sync();
    await file.close();
    await rename(`${path}.new`, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_WRITABLE', `${path}, a part of the audit log, cannot be written`, { cause });
  }
}

function wrap(key: Uint8Array | undefined, storeKey: Uint8Array | undefined, id: string): string | null {
  if (key === undefined || storeKey === undefined) return null;
  return seal(wrappingKey(storeKey, id), wrapPlace, key).toString('base64');
}

function unwrap(wrappedKey: string, storeKey: Uint8Array, id: string): Buffer | undefined {
  return open(wrappingKey(storeKey, id), wrapPlace, Buffer.from(wrappedKey, 'base64'));
}

function wrappingKey(storeKey: Uint8Array, id: string): Buffer {
  const derived = hkdfSync('sha256', storeKey, Buffer.from(id, 'hex'), 'ridgeline audit log: wrapping', storeKeyBytes);
  return Buffer.from(derived);
}
