import { type Database, open, type RootDatabase } from 'lmdb';
import { RidgelineError } from '../native/error.js';
import { checkLmdbFile } from './lmdb-file.js';

/** Keys and values are bytes that we make ourselves; nothing is decoded or kept by LMDB's side. */
const bytesOnly = { encoding: 'binary', keyEncoding: 'binary', cache: false } as const;

type Bytes = Database<Buffer, Buffer>;

/** The databases of a store, and the one way of writing to them. */
export class LmdbEnvironment {
  /** The header and the next number. */
  readonly meta: Bytes;
  /** Sealed records by number. */
  readonly subjects: Bytes;
  /** Numbers by keyed hash of the subject key. */
  readonly index: Bytes;
  /** Numbers of erased subjects whose salt is not overwritten yet or whose receipt is not logged yet: the sealed receipt. */
  readonly erasures: Bytes;
  /** Empty values by end of retention and number (retentionKey). */
  readonly retention: Bytes;
  readonly #root: RootDatabase<Buffer, Buffer>;

  private constructor(root: RootDatabase<Buffer, Buffer>) {
    this.#root = root;
    const database = (name: string): Bytes => root.openDB<Buffer, Buffer>({ name, ...bytesOnly });
    this.meta = database('meta');
    this.subjects = database('subjects');
    this.index = database('index');
    this.erasures = database('erasures');
    this.retention = database('retention');
  }

  static async open(folder: string, dataPath: string): Promise<LmdbEnvironment> {
    await checkLmdbFile(dataPath);
    try {
      const root = open<Buffer, Buffer>({
        path: folder,
        noSubdir: false,
        maxDbs: 8,
        // A commit ends with its own fsync; several times faster than lmdb's default for single enrolments.
        overlappingSync: false,
        // With it, a failed commit rejects a promise of lmdb's own that nobody can handle, and Node ends the process.
        eventTurnBatching: false,
        // Without it, memory that held something else of this process could end in the file.
        noMemInit: false,
        ...bytesOnly,
      });
      return new LmdbEnvironment(root);
    } catch (cause) {
      throw new RidgelineError('FILE_NOT_READABLE', `LMDB cannot open the store in ${folder}`, { cause });
    }
  }

  /**
   * Does the writes, whose promises it gets, in one transaction, and ends when the disk has them. Writes of the same moment
   * share a transaction. Throws FILE_NOT_WRITABLE.
   */
  async commit(writes: () => readonly Promise<boolean>[]): Promise<void> {
    let written: readonly Promise<boolean>[] = [];
    const batch = this.#root.batch(() => {
      written = writes();
    });
    for (const outcome of await Promise.allSettled([batch, ...written])) {
      if (outcome.status === 'rejected') throw await writeError(outcome.reason);
    }
    await this.#root.flushed;
  }

  /** Writes the databases as of one moment into `data.mdb` of a folder, without the pages that nothing refers to. */
  async copyTo(folder: string): Promise<void> {
    await this.#root.backup(folder, true);
  }

  async close(): Promise<void> {
    await this.#root.close();
  }
}

/** What lmdb says of a failed commit: a general error that carries the promise of the particular one. */
async function writeError(general: unknown): Promise<RidgelineError> {
  const hasParticular = general instanceof Error && 'commitError' in general;
  const [particular] = await Promise.allSettled([hasParticular ? general.commitError : undefined]);
  const cause = particular.status === 'rejected' ? particular.reason : general;
  return new RidgelineError('FILE_NOT_WRITABLE', 'the store could not write to its disk', { cause });
}

/** A subject number as a key: 8 bytes, big-endian, so that LMDB's order is that of the numbers. */
export function numberKey(number: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeBigUInt64BE(BigInt(number));
  return key;
}

export function readNumber(key: Uint8Array): number {
  return Number(Buffer.from(key.buffer, key.byteOffset, key.length).readBigUInt64BE());
}

/** Orders subjects by the end of their retention, milliseconds since the epoch, and then by number. */
export function retentionKey(untilMs: number, number: number): Buffer {
  return Buffer.concat([numberKey(untilMs), numberKey(number)]);
}

/** How many entries a database has; LMDB counts them itself. */
export function entryCount(database: Bytes): number {
  const { entryCount: count } = database.getStats() as { readonly entryCount: number };
  return count;
}
