import { randomBytes } from 'node:crypto';
import { readSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { RidgelineError } from '../native/error.js';

/** Bytes of a salt: without it a record's key cannot be had, and 128 bits cannot be guessed. */
const saltBytes = 16;

/** Begins the file, in the place of the salt of number 0, which no subject has. */
const fileMark = Buffer.from('Ridgeline salt 1', 'latin1');

/** Salts made at a time: 64 KiB a write, so that one enrolment in four thousand waits for it. */
const saltsPerBlock = 4096;

/**
 * One random salt for each subject number, in a flat file that is overwritten in place. The key of a record is made from the
 * store's key and its salt (store-keys.ts), so overwriting the salt makes every copy of the record unreadable: LMDB writes
 * changed pages to new places and leaves the old bytes of an erased record in its file until it needs the room. Salts are made
 * ahead of their use, and an enrolment needs no write here.
 *
 * What this cannot reach: copies of the folder (backups, snapshots of a copy-on-write file system), and old blocks that a
 * solid-state disk keeps behind its own mapping. There the store key, kept elsewhere, is what protects the record.
 */
export class ErasureSalts {
  readonly #path: string;
  readonly #file: FileHandle;
  /** Salts of numbers below this are on disk. */
  #end: number;
  #making: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle, end: number) {
    this.#path = path;
    this.#file = file;
    this.#end = end;
  }

  /** Makes a new file without salts, in place of whatever is there. */
  static async create(path: string): Promise<ErasureSalts> {
    const file = await open(path, 'w+', 0o600);
    await file.write(fileMark, 0, saltBytes, 0);
    await file.datasync();
    return new ErasureSalts(path, file, 1);
  }

  /** Makes a new file with salts for the same numbers as another one; those that were overwritten there have none here either. */
  static async createLike(path: string, other: ErasureSalts): Promise<ErasureSalts> {
    const salts = await ErasureSalts.create(path);
    const old = Buffer.alloc(saltsPerBlock * saltBytes);
    while (salts.#end < other.#end) {
      const count = Math.min(saltsPerBlock, other.#end - salts.#end);
      await other.#file.read(old, 0, count * saltBytes, salts.#end * saltBytes);
      const fresh = randomBytes(count * saltBytes);
      keepErased(fresh, old);
      await salts.#file.write(fresh, 0, fresh.length, salts.#end * saltBytes);
      salts.#end += count;
    }
    await salts.#file.datasync();
    return salts;
  }

  /**
   * Opens the file of a store whose next subject gets `nextNumber`. Salts from there on were made and never used; they are
   * made again, because a system that stopped while it wrote them may have left a hole.
   */
  static async open(path: string, nextNumber: number): Promise<ErasureSalts> {
    const file = await open(path, 'r+').catch((cause: unknown) => {
      throw new RidgelineError('STORE_CORRUPT', `${path}, a part of the store, cannot be opened`, { cause });
    });
    const mark = Buffer.alloc(saltBytes);
    await file.read(mark, 0, saltBytes, 0);
    const { size } = await file.stat();
    if (mark.equals(fileMark) && size >= nextNumber * saltBytes) return new ErasureSalts(path, file, nextNumber);
    await file.close();
    throw new RidgelineError('STORE_CORRUPT', `${path}, a part of the store, is damaged or truncated`);
  }

  /** Makes salts until `number` has one on disk. */
  async reserve(number: number): Promise<void> {
    while (number >= this.#end) {
      // Whoever comes while a block is made waits for that one and looks again.
      this.#making ??= this.#makeBlock().finally(() => {
        this.#making = undefined;
      });
      await this.#making;
    }
  }

  /** The salt of a number; undefined where it was overwritten or never made. */
  get(number: number): Buffer | undefined {
    const salt = Buffer.alloc(saltBytes);
    if (number >= this.#end) return undefined;
    const bytesRead = readSync(this.#file.fd, salt, 0, saltBytes, number * saltBytes);
    return bytesRead === saltBytes && salt.some((byte) => byte !== 0) ? salt : undefined;
  }

  /** The salts from one number to another as they are now, read at once: reading each alone costs as much as deciphering its record. */
  range(first: number, last: number): (number: number) => Buffer | undefined {
    const bytes = this.#read(first, last);
    return (number) => {
      const salt = bytes.subarray((number - first) * saltBytes, (number - first + 1) * saltBytes);
      return salt.some((byte) => byte !== 0) ? salt : undefined;
    };
  }

  /** The salts of ascending numbers that lie close together, end to end; zeros where there is none. */
  of(numbers: Float64Array): Uint8Array {
    const [first = 0, last = -1] = [numbers[0], numbers.at(-1)];
    const all = this.#read(first, last);
    if (numbers.length === last + 1 - first) return all;
    const salts = Buffer.alloc(numbers.length * saltBytes);
    numbers.forEach((number, i) => {
      const at = (number - first) * saltBytes;
      all.copy(salts, i * saltBytes, at, at + saltBytes);
    });
    return salts;
  }

  /** Overwrites the salts of numbers, and ends when the disk has it. */
  async overwrite(numbers: readonly number[]): Promise<void> {
    for (const number of numbers) await this.#file.write(Buffer.alloc(saltBytes), 0, saltBytes, number * saltBytes);
    await this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** Overwrites all salts and removes the file. */
  async destroy(): Promise<void> {
    await this.close();
    await ErasureSalts.destroyFile(this.#path);
  }

  static async destroyFile(path: string): Promise<void> {
    const file = await open(path, 'r+');
    try {
      const { size } = await file.stat();
      const zeros = Buffer.alloc(saltsPerBlock * saltBytes);
      for (let at = 0; at < size; at += zeros.length) await file.write(zeros, 0, Math.min(zeros.length, size - at), at);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rm(path);
  }

  /** The salts from one number to another, end to end; zeros where there is none. */
  #read(first: number, last: number): Buffer {
    const salts = Buffer.alloc((last + 1 - first) * saltBytes);
    const made = Math.max(0, Math.min(last + 1, this.#end) - first);
    readSync(this.#file.fd, salts, 0, made * saltBytes, first * saltBytes);
    return salts;
  }

  async #makeBlock(): Promise<void> {
    const block = randomBytes(saltsPerBlock * saltBytes);
    await this.#file.write(block, 0, block.length, this.#end * saltBytes);
    await this.#file.datasync();
    this.#end += saltsPerBlock;
  }
}

/** Overwrites the salts of `salts` whose numbers have none in `other`: two pieces of files from the same number on. */
export function keepErased(salts: Buffer, other: Buffer): void {
  for (let at = 0; at < salts.length; at += saltBytes) {
    const end = at + saltBytes;
    if (other.subarray(at, end).every((byte) => byte === 0)) salts.fill(0, at, end);
  }
}
