import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { RidgelineError } from '../../engine/index.js';

/** What must be known of a search when its outcome is reported, perhaps months later. Nobody is in it. */
export interface AnsweredSearch {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly systems: readonly string[];
  /** Candidates that were answered. */
  readonly hits: number;
  /** Tells searches of one moment apart. */
  readonly nonce: string;
}

export interface NewSearchId {
  readonly id: string;
  readonly nonce: string;
}

/** Bytes of the key, and of the part of an id that nobody else can make. */
const keyBytes = 32;
const nonceBytes = 9;

/**
 * The ids of answered searches. An id holds what the service has to know of the search, under a code that binds it to its client: the
 * service keeps no list of searches, and nobody can report on a search that was another client's, or was never made.
 */
export class SearchIds {
  readonly #key: Buffer;

  private constructor(key: Buffer) {
    this.#key = key;
  }

  /** Reads the key of a file, and makes it where there is none. Throws FILE_NOT_READABLE, FILE_NOT_WRITABLE, STORE_CORRUPT. */
  static async open(path: string): Promise<SearchIds> {
    const key = (await readKey(path)) ?? (await makeKey(path));
    if (key.length === keyBytes) return new SearchIds(key);
    throw new RidgelineError('STORE_CORRUPT', `${path} holds no key of search ids`);
  }

  make(client: string, { systems, hits }: Pick<AnsweredSearch, 'systems' | 'hits'>): NewSearchId {
    const nonce = randomBytes(nonceBytes).toString('base64url');
    const text = Buffer.from(JSON.stringify([Date.now(), hits, nonce, ...systems])).toString('base64url');
    return { id: `${text}.${this.#code(client, text).toString('base64url')}`, nonce };
  }

  /** The search of an id; undefined where it was not this client's. */
  read(client: string, id: string): AnsweredSearch | undefined {
    const [text = '', code = ''] = id.split('.');
    const [given, expected] = [Buffer.from(code, 'base64url'), this.#code(client, text)];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const [atMs, hits, nonce, ...systems] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      number,
      number,
      string,
      ...string[],
    ];
    return { atMs, hits, nonce, systems };
  }

  #code(client: string, text: string): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([client, text]))
      .digest();
  }
}

async function readKey(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RidgelineError('FILE_NOT_READABLE', `${path} cannot be read`, { cause });
  }
}

async function makeKey(path: string): Promise<Buffer> {
  const key = randomBytes(keyBytes);
  try {
    await writeFile(`${path}.new`, key, { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
    return key;
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_WRITABLE', `${path} cannot be written`, { cause });
  }
}
