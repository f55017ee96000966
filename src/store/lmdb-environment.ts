import type { Database, RootDatabase } from 'lmdb';
import { RidgelineError } from '../native/error.js';
import { checkRoom } from './disk-room.js';
import { bytesOnly, commitTo, rootOptions } from './lmdb-commit.js';
import { checkLmdbFile } from './lmdb-file.js';

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
  readonly #folder: string;
  readonly #root: RootDatabase<Buffer, Buffer>;

  private constructor(folder: string, root: RootDatabase<Buffer, Buffer>) {
    this.#folder = folder;
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
    // A sixth of what a command takes to start, and many need no store.
    const { open } = await import('lmdb');
    try {
      const root = open<Buffer, Buffer>({
        path: folder,
        maxDbs: 8,
        ...rootOptions,
      });
      return new LmdbEnvironment(folder, root);
    } catch (cause) {
      throw new RidgelineError('FILE_NOT_READABLE', `LMDB cannot open the store in ${folder}`, { cause });
    }
  }

  /**
   * Does the writes, whose promises it gets, in one transaction, and ends when the disk has them. Writes of the same moment
   * share a transaction. Throws FILE_NOT_WRITABLE.
   */
  async commit(writes: () => readonly Promise<boolean>[]): Promise<void> {
    await commitTo(this.#root, this.#folder, writes);
    await this.#root.flushed;
  }

  /** The same for what makes the store grow; on a disk that is nearly full, erasures must still be possible. */
  async commitMore(writes: () => readonly Promise<boolean>[]): Promise<void> {
    checkRoom(this.#folder);
    await this.commit(writes);
  }

  /** Writes the databases as of one moment into `data.mdb` of a folder, without the pages that nothing refers to. */
  async copyTo(folder: string): Promise<void> {
    await this.#root.backup(folder, true);
  }

  async close(): Promise<void> {
    await this.#root.close();
  }
}

/** How many entries a database has; LMDB counts them itself. */
export function entryCount(database: Bytes): number {
  const { entryCount: count } = database.getStats() as { readonly entryCount: number };
  return count;
}
