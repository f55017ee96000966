import { mkdir, rm } from 'node:fs/promises';
import { open, type RootDatabase } from 'lmdb';
import { commitTo, rootOptions } from './lmdb-commit.js';
import { entryCount } from './lmdb-environment.js';
import { checkLmdbFile, lmdbDataFile } from './lmdb-file.js';
import { numberKey, readNumber } from './number-keys.js';
import { formLayout } from './subject-form.js';

/** In the place of a subject number's entry: the layout and the version (32 bits) of all forms. No subject has number 0. */
const versionKey = numberKey(0);

/** Forms are written together: so long after the first of them, and at once where so many bytes wait. */
const delayMs = 200;
const mostWaitingBytes = 8 * 2 ** 20;
/** Where the disk is slower than enrolments come, forms beyond this are left to the next start. */
const mostHeldBytes = 64 * 2 ** 20;

/**
 * Sealed forms of subjects by number, beside the store, so that a start need not prepare every template again. It is a cache: what is
 * not in it is made again. A number is given once and its prints never change, so an entry is right or absent, and writing may come
 * later than the enrolment; a disk that refuses costs the next start some time and nobody their record.
 */
export class FormCache {
  readonly folder: string;
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #waiting = new Map<number, Buffer | undefined>();
  #waitingBytes = 0;
  #writingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(folder: string, root: RootDatabase<Buffer, Buffer>) {
    this.folder = folder;
    this.#root = root;
  }

  /** Opens the cache of a folder, empty where its forms have another version or cannot be read; undefined where it cannot be made. */
  static async open(folder: string, version: number): Promise<FormCache | undefined> {
    try {
      return await FormCache.#openIn(folder, version);
    } catch {
      // Whatever is wrong with it, a new one is right.
    }
    try {
      await rm(folder, { recursive: true, force: true });
      return await FormCache.#openIn(folder, version);
    } catch {
      return undefined;
    }
  }

  static async #openIn(folder: string, version: number): Promise<FormCache> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await checkLmdbFile(lmdbDataFile(folder));
    const root = open<Buffer, Buffer>({ path: folder, ...rootOptions });
    try {
      const known = root.get(versionKey);
      const wanted = numberKey(formLayout * 2 ** 32 + version);
      if (!known?.equals(wanted)) {
        await root.clearAsync();
        await commitTo(root, folder, () => [root.put(versionKey, wanted)]);
      }
    } catch (error) {
      await root.close();
      throw error;
    }
    return new FormCache(folder, root);
  }

  /** Subjects that it has forms of. */
  get count(): number {
    return entryCount(this.#root) - 1;
  }

  /** Forgets what a crash left between the first and the last of ascending numbers. */
  forgetOthers(numbers: Float64Array): void {
    const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
    const known = new Set(numbers);
    const kept = Array.from(this.#root.getKeys({ start: numberKey(first), end: numberKey(last + 1) }), readNumber);
    this.forget(kept.filter((number) => !known.has(number)));
  }

  get(number: number): Buffer | undefined {
    return this.#root.get(numberKey(number));
  }

  keep(number: number, sealed: Buffer): void {
    if (this.#waitingBytes + this.#writingBytes > mostHeldBytes) return;
    this.#add(number, sealed);
  }

  forget(numbers: readonly number[]): void {
    for (const number of numbers) this.#add(number, undefined);
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
    await this.#root.close();
  }

  #add(number: number, sealed: Buffer | undefined): void {
    this.#waiting.set(number, sealed);
    this.#waitingBytes += sealed?.length ?? 0;
    this.#timer ??= setTimeout(() => this.#flush(), delayMs).unref();
    if (this.#waitingBytes > mostWaitingBytes) this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    const entries = [...this.#waiting];
    const bytes = this.#waitingBytes;
    this.#waiting.clear();
    this.#waitingBytes = 0;
    this.#writingBytes += bytes;
    const write = () =>
      commitTo(this.#root, this.folder, () =>
        entries.map(([number, sealed]) => {
          const key = numberKey(number);
          return sealed === undefined ? this.#root.remove(key) : this.#root.put(key, sealed);
        }),
      );
    // What the disk refuses is made again at the next start.
    this.#writing = this.#writing
      .then(write)
      .catch(() => undefined)
      .finally(() => {
        this.#writingBytes -= bytes;
      });
  }
}
