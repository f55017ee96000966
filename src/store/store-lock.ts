import { type FileHandle, open } from 'node:fs/promises';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';

/**
 * The right to write to a store: a lock that the system keeps on an open file, and gives back when the process ends, even
 * by kill -9. Two engines of one process shut each other out as well.
 */
export class StoreLock {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Throws STORE_IN_USE where somebody has it. */
  static async take(path: string): Promise<StoreLock> {
    const file = await open(path, 'a', 0o600).catch((cause: unknown) => {
      throw new RidgelineError('FILE_NOT_WRITABLE', `the store's lock ${path} cannot be opened for writing`, { cause });
    });
    try {
      if (loadNative().tryLockFile(file.fd)) return new StoreLock(file);
      throw new RidgelineError('STORE_IN_USE', `${path} is locked: another engine has this store open`);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  release(): Promise<void> {
    return this.#file.close();
  }
}
