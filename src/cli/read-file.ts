import { readFile, stat } from 'node:fs/promises';
import { RidgelineError } from '../engine/index.js';
import { unreadable } from './errors.js';

/** The bytes of a file of some kind. Looks at the size before reading, so that no file can fill the memory. */
export async function readFileWithin(path: string, kind: string, maxBytes: number): Promise<Uint8Array> {
  const expected = `${kind} that can be read`;
  try {
    const found = await stat(path);
    if (!found.isFile())
      throw new RidgelineError('FILE_NOT_READABLE', `${path}: expected ${expected}, but it is no plain file`);
    if (found.size > maxBytes) {
      throw new RidgelineError(
        'FILE_TOO_LARGE',
        `${path}: the file has ${found.size} bytes, ${kind} at most ${maxBytes}; is it another kind of file?`,
      );
    }
    return await readFile(path);
  } catch (cause) {
    throw cause instanceof RidgelineError ? cause : unreadable(path, expected, cause);
  }
}
