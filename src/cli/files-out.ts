import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { RidgelineError } from '../engine/index.js';
import { unwritable } from './errors.js';

/** Writes a file, with the folders above it. */
export async function writeOut(path: string, contents: Uint8Array | string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * Writes a file under another name and then renames it: whoever finds it finds all of it, however the process ended. What was
 * left under the other name is overwritten the next time.
 */
export async function writeOutWhole(path: string, contents: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await writeOut(unfinished, contents);
  try {
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw unwritable(path, cause);
  }
}

/** A file's name without folders and extension. */
export function stem(path: string): string {
  return basename(path, extname(path));
}

/** Where each input's result goes. Two inputs of the same name would overwrite each other: the second is refused. */
export class OutputNames {
  readonly #folder: string;
  readonly #sources = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The path for what comes of `source`, with the ending given. */
  pathFor(source: string, ending: string): string {
    const name = `${stem(source)}${ending}`;
    const other = this.#sources.get(name);
    if (other !== undefined) {
      throw new RidgelineError(
        'INVALID_ARGUMENT',
        `${source}: its result would overwrite that of ${other}, since both would be ${join(this.#folder, name)}; rename one or write to two folders`,
      );
    }
    this.#sources.set(name, source);
    return join(this.#folder, name);
  }
}
