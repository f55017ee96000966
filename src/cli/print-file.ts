import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type FingerPosition, RidgelineError } from '../engine/index.js';
import { maxFileBytes } from '../formats/limits.js';
import { unreadable } from './errors.js';

/**
 * Endings of files that hold a print or a template, or look like it: images that Ridgeline does not read are listed too, so
 * that a folder of them is refused by name instead of passed over in silence.
 */
const printExtensions = new Set(
  'png tif tiff jpg jpeg wsq iso fmr rt bmp gif webp pgm jp2 jpx j2k'.split(' ').map((ending) => `.${ending}`),
);

/** Whether a file's name says that it holds a print: a folder may also hold notes, tables and the like. */
export function isPrintFile(name: string): boolean {
  return printExtensions.has(extname(name).toLowerCase());
}

/** The highest finger position: 10, the left little finger. */
const lastPosition = 10;

/**
 * The finger position that leads a file's name: `7.png`, `07.wsq` and `7_2.png`, the second print of finger 7. Undefined
 * where the name begins otherwise.
 */
export function positionOfName(file: string): FingerPosition | undefined {
  const match = /^(\d{1,2})(?:_\d+)?$/.exec(basename(file, extname(file)));
  return match === null ? undefined : toPosition(Number(match[1]));
}

/** A number as finger position; undefined where it is none. */
export function toPosition(number: number): FingerPosition | undefined {
  const isPosition = Number.isInteger(number) && number >= 0 && number <= lastPosition;
  return isPosition ? (number as FingerPosition) : undefined;
}

const fingerNames = [
  'unknown finger',
  'right thumb',
  'right index',
  'right middle',
  'right ring',
  'right little',
  'left thumb',
  'left index',
  'left middle',
  'left ring',
  'left little',
] as const satisfies Readonly<Record<FingerPosition, string>>;

export function fingerName(position: FingerPosition): string {
  return fingerNames[position];
}

/** The bytes of a print's file. Looks at the size before reading, so that no file can fill the memory. */
export async function readPrintFile(path: string): Promise<Uint8Array> {
  const expected = "a print's file that can be read";
  try {
    const { size, isFile } = await lookAt(path);
    if (!isFile)
      throw new RidgelineError('FILE_NOT_READABLE', `${path}: expected ${expected}, but it is no plain file`);
    if (size > maxFileBytes) {
      throw new RidgelineError(
        'FILE_TOO_LARGE',
        `${path}: the file has ${size} bytes, a print's file at most ${maxFileBytes}; is it another kind of file?`,
      );
    }
    return await readFile(path);
  } catch (cause) {
    throw cause instanceof RidgelineError ? cause : unreadable(path, expected, cause);
  }
}

async function lookAt(path: string): Promise<{ readonly size: number; readonly isFile: boolean }> {
  const found = await stat(path);
  return { size: found.size, isFile: found.isFile() };
}
