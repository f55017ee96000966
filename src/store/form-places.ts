import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { writeAll } from './durable-file.js';
import { formLayout } from './subject-form.js';

/** A place in eight bytes, in the order of this processor, and its length in four; four are free. */
const placeBytes = 16;
/** Begins the file, in the place of subject number 0, which nobody has, and in that of a length. */
const fileMark = 0x03_46_72_6d;
/** Places that are read at once when the file is opened. */
const placesPerRead = 2 ** 16;
/** Places up to this far apart are written at once: 4 KiB. */
const placesTogether = 256;
/** A form is some kilobytes for each print; what says that it is longer than this is damaged. */
export const mostFormBytes = 2 ** 26;

/** Where forms of some subjects lie; those of length 0 nowhere. */
export interface FormPlaces {
  readonly offsets: Float64Array;
  readonly lengths: Uint32Array;
}

export interface FormPlace {
  readonly offset: number;
  readonly length: number;
}

export const nowhere: FormPlace = { offset: 0, length: 0 };

export interface FormEntry {
  readonly number: number;
  readonly place: FormPlace;
}

/** Of all forms that are kept. */
export interface KeptAltogether {
  readonly forms: number;
  readonly bytes: number;
  /** Numbers whose forms would lie behind the end of the file. */
  readonly lost: readonly number[];
}

/**
 * Where the form of each subject number lies: a flat file with a place of fixed size for each number. Who opens a form sees whether it
 * is the right one, so nothing here need be written with care.
 */
export class FormPlacesFile {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Makes a new file, in place of whatever is there, for forms of a version (32 bits). */
  static async create(path: string, version: number): Promise<FormPlacesFile> {
    const file = await open(path, 'w+', 0o600);
    await writeAll(
      file,
      encode({ offsets: Float64Array.of(versionMark(version)), lengths: Uint32Array.of(fileMark) }),
      0,
    );
    return new FormPlacesFile(file);
  }

  /** Undefined where it is of forms of another version, or something else. */
  static async open(path: string, version: number): Promise<FormPlacesFile | undefined> {
    const places = new FormPlacesFile(await open(path, 'r+'));
    const { offsets, lengths } = places.#read(0, 1);
    if (offsets[0] === versionMark(version) && lengths[0] === fileMark) return places;
    await places.close();
    return undefined;
  }

  /** Of ascending numbers that lie close together. */
  of(numbers: Float64Array): FormPlaces {
    const first = numbers[0] ?? 0;
    const all = this.between(first, numbers.at(-1) ?? -1);
    if (numbers.length === all.lengths.length) return all;
    return {
      offsets: numbers.map((number) => all.offsets[number - first] ?? 0),
      lengths: Uint32Array.from(numbers, (number) => all.lengths[number - first] ?? 0),
    };
  }

  /** Of all numbers from one to another. */
  between(first: number, last: number): FormPlaces {
    return this.#read(first, last + 1 - first);
  }

  /** `fileBytes`: of the file with the forms. */
  async altogether(fileBytes: number): Promise<KeptAltogether> {
    let forms = 0;
    let bytes = 0;
    const lost: number[] = [];
    for await (const { first, offsets, lengths } of this.#all()) {
      for (let i = 0; i < lengths.length; ++i) {
        const length = lengths[i] ?? 0;
        if (length === 0) continue;
        if ((offsets[i] ?? 0) + length > fileBytes) {
          lost.push(first + i);
          continue;
        }
        forms += 1;
        bytes += length;
      }
    }
    return { forms, bytes, lost };
  }

  /** All of them, each column ascending. */
  async sorted(): Promise<{ readonly starts: Float64Array; readonly ends: Float64Array }> {
    const starts: number[] = [];
    const ends: number[] = [];
    for await (const { offsets, lengths } of this.#all()) {
      for (const [i, length] of lengths.entries()) {
        if (length === 0) continue;
        starts.push(offsets[i] ?? 0);
        ends.push((offsets[i] ?? 0) + length);
      }
    }
    return { starts: Float64Array.from(starts).sort(), ends: Float64Array.from(ends).sort() };
  }

  /** Puts forms of ascending numbers into their places, or none; gives the places they had before. One call after the other. */
  async exchange(entries: readonly FormEntry[]): Promise<FormPlace[]> {
    const before: FormPlace[] = [];
    for (const group of groupsOf(entries)) {
      const first = group[0]?.number ?? 0;
      const places = this.#read(first, (group.at(-1)?.number ?? 0) + 1 - first);
      for (const { number, place } of group) {
        const i = number - first;
        before.push({ offset: places.offsets[i] ?? 0, length: places.lengths[i] ?? 0 });
        places.offsets[i] = place.offset;
        places.lengths[i] = place.length;
      }
      await writeAll(this.#file, encode(places), first * placeBytes);
    }
    return before;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async *#all(): AsyncGenerator<FormPlaces & { readonly first: number }> {
    const { size } = await this.#file.stat();
    const end = Math.floor(size / placeBytes);
    for (let first = 1; first < end; first += placesPerRead) {
      yield { first, ...this.between(first, Math.min(end, first + placesPerRead) - 1) };
    }
  }

  #read(first: number, count: number): FormPlaces {
    const bytes = new Uint8Array(Math.max(0, count) * placeBytes);
    readSync(this.#file.fd, bytes, 0, bytes.length, first * placeBytes);
    const doubles = new Float64Array(bytes.buffer);
    const words = new Uint32Array(bytes.buffer);
    const offsets = new Float64Array(bytes.length / placeBytes);
    const lengths = new Uint32Array(offsets.length);
    for (let i = 0; i < offsets.length; ++i) {
      const offset = doubles[2 * i] ?? 0;
      const length = words[4 * i + 2] ?? 0;
      if (length > mostFormBytes || !(offset >= 0 && offset <= Number.MAX_SAFE_INTEGER)) continue;
      offsets[i] = offset;
      lengths[i] = length;
    }
    return { offsets, lengths };
  }
}

function versionMark(version: number): number {
  return formLayout * 2 ** 32 + version;
}

function encode({ offsets, lengths }: FormPlaces): Uint8Array {
  const bytes = new Uint8Array(lengths.length * placeBytes);
  const doubles = new Float64Array(bytes.buffer);
  const words = new Uint32Array(bytes.buffer);
  for (let i = 0; i < lengths.length; ++i) {
    doubles[2 * i] = offsets[i] ?? 0;
    words[4 * i + 2] = lengths[i] ?? 0;
  }
  return bytes;
}

/** Those together that lie close together in the file. */
function groupsOf(entries: readonly FormEntry[]): FormEntry[][] {
  const groups: FormEntry[][] = [];
  let next = 0;
  for (const entry of entries) {
    if (groups.length > 0 && entry.number < next) groups.at(-1)?.push(entry);
    else groups.push([entry]);
    next = entry.number + placesTogether;
  }
  return groups;
}
