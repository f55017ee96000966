import { basename, extname } from 'node:path';
import type { FingerPosition } from '../engine/index.js';
import { positionName } from '../formats/ansi-nist/positions.js';
import { maxFileBytes } from '../formats/limits.js';
import { readFileWithin } from './read-file.js';

/**
 * Endings of files that hold a print or a template, or look like it: images that Ridgeline does not read are listed too, so
 * that a folder of them is refused by name instead of passed over in silence.
 */
const printExtensions = new Set(
  'png tif tiff jpg jpeg wsq iso fmr fir rt bmp gif webp pgm jp2 jpx j2k j2c jpc'
    .split(' ')
    .map((ending) => `.${ending}`),
);

/** Whether a file's name says that it holds a print: a folder may also hold notes, tables and the like. */
export function isPrintFile(name: string): boolean {
  return printExtensions.has(extname(name).toLowerCase());
}

/** Endings of ANSI/NIST transactions in traditional encoding. */
const transactionExtensions = new Set('.an .an2 .an2k .ebts .eft .nist .nst'.split(' '));

/** Whether a file's name says that it is a ten-print card. */
export function isCardFile(name: string): boolean {
  return transactionExtensions.has(extname(name).toLowerCase());
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

export function fingerName(position: FingerPosition): string {
  return positionName(position);
}

/** The bytes of a print's file. */
export function readPrintFile(path: string): Promise<Uint8Array> {
  return readFileWithin(path, "a print's file", maxFileBytes);
}
