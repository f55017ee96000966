import { join, relative, sep } from 'node:path';
import type { FingerPosition } from '../../engine/index.js';
import { toPosition } from '../print-file.js';
import type { DatasetPart } from './dataset.js';

/** A print of a data set, by the name of its file. */
export interface DatasetPrint {
  readonly path: string;
  readonly finger: string;
  readonly impression: string;
  readonly person?: string;
  readonly position?: FingerPosition;
  /** How it was taken: roll, plain, slap. */
  readonly kind?: string;
  /** Nominal resolution; absent where the catalogue knows none. */
  readonly ppi?: number;
}

/** What a file's name says it is: a print, another image of the set, or nothing that belongs there. */
export type NamedFile = DatasetPrint | 'other' | 'unknown';

export type Layout = (path: string) => NamedFile;

/** The impression of a print whose name tells none: sets with one impression a finger leave it out. */
const onlyImpression = '1';

/** The reader of names of a part. Paths may come in any case of letters, since unpackers differ. */
export function compileLayout(part: DatasetPart, folder = ''): Layout {
  const prints = wholePath(part.prints);
  const others = part.others === undefined ? undefined : wholePath(part.others);
  return (path) => {
    const inside = withoutExtension(insidePath(folder, path));
    const groups = prints.exec(inside)?.groups;
    const print = groups === undefined ? undefined : printOf(part, path, groups);
    if (print !== undefined) return print;
    return others?.test(inside) === true ? 'other' : 'unknown';
  };
}

/** A file's path inside a folder, with slashes on every system. */
export function insidePath(folder: string, path: string): string {
  return (folder === '' ? path : relative(folder, join(path))).split(sep).join('/');
}

export function withoutExtension(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

function wholePath(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'iu');
}

type Groups = Readonly<Record<string, string | undefined>>;

function printOf(part: DatasetPart, path: string, groups: Groups): DatasetPrint | undefined {
  const { person, kind, impression = onlyImpression } = groups;
  const position = positionOf(groups);
  const finger = groups['finger'] ?? (person === undefined ? undefined : `${person}_${position ?? ''}`);
  if (finger === undefined) return undefined;
  return {
    path,
    finger,
    impression,
    ...(person === undefined ? {} : { person }),
    ...(position === undefined ? {} : { position }),
    ...(kind === undefined ? {} : { kind }),
    ...(part.ppi === null ? {} : { ppi: part.ppi }),
  };
}

/** Plain thumbs have positions of their own in ANSI/NIST-ITL (table of friction ridge positions): 11 right, 12 left. */
const plainThumbs: Readonly<Record<string, FingerPosition>> = { '11': 1, '12': 6 };

/** Digits of a hand in the order of finger positions, from the thumb. */
const digits = ['thumb', 'index', 'middle', 'ring', 'little'];

function positionOf({ position, hand, digit }: Groups): FingerPosition | undefined {
  if (position !== undefined) return plainThumbs[String(Number(position))] ?? toPosition(Number(position));
  if (hand === undefined || digit === undefined) return undefined;
  const place = digits.indexOf(digit.toLowerCase());
  return place < 0 ? undefined : toPosition((hand.toLowerCase() === 'left' ? 6 : 1) + place);
}
