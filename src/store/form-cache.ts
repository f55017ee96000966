import { constants, readSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAll } from './durable-file.js';
import {
  type FormEntry,
  type FormPlace,
  type FormPlaces,
  FormPlacesFile,
  mostFormBytes,
  nowhere,
} from './form-places.js';
import { FormRoom } from './form-room.js';

/** Forms are written together: so long after the first of them, and at once where so many bytes wait. */
const delayMs = 200;
const mostWaitingBytes = 8 * 2 ** 20;
/** Where the disk is slower than enrolments come, forms beyond this are left to the next start. */
const mostHeldBytes = 64 * 2 ** 20;
/** Gaps are looked for where they are more than this, and more than a quarter of the forms. */
const fewestGapBytes = 64 * 2 ** 20;
const gapShare = 0.25;

interface Waiting {
  readonly number: number;
  /** Undefined: it is to be forgotten. */
  readonly sealed: Buffer | undefined;
}

/**
 * Sealed forms of subjects, beside the store, so that a start need not prepare every template again: one file has them end to end, a
 * second one says where. It is a cache: what is not in it is made again. A number is given once and its prints never change, and the seal
 * says whose form it is, so an entry is right or of no use; writing may come later than the enrolment, and in any order. A disk that
 * refuses costs the next start some time and nobody their record.
 */
export class FormCache {
  /** The file with the forms. */
  readonly path: string;
  /** Forms that there were when it was opened. */
  readonly count: number;
  readonly #forms: FileHandle;
  readonly #places: FormPlacesFile;
  readonly #room: FormRoom;
  readonly #waiting = new Map<number, Buffer | undefined>();
  #waitingBytes = 0;
  #writingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, forms: FileHandle, places: FormPlacesFile, room: FormRoom, count: number) {
    this.path = path;
    this.count = count;
    this.#forms = forms;
    this.#places = places;
    this.#room = room;
  }

  /** Opens the cache of a folder, empty where its forms have another version or cannot be read; undefined where it cannot be made. */
  static async open(folder: string, version: number): Promise<FormCache | undefined> {
    const [formsPath, placesPath] = [join(folder, 'forms.bin'), join(folder, 'places.bin')];
    try {
      const places = await FormPlacesFile.open(placesPath, version);
      if (places !== undefined) return await FormCache.#with(formsPath, places);
    } catch {
      // Whatever is wrong with it, a new one is right.
    }
    try {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return await FormCache.#with(formsPath, await FormPlacesFile.create(placesPath, version));
    } catch {
      return undefined;
    }
  }

  static async #with(formsPath: string, places: FormPlacesFile): Promise<FormCache> {
    let forms: FileHandle | undefined;
    try {
      forms = await open(formsPath, constants.O_RDWR | constants.O_CREAT, 0o600);
      const { size } = await forms.stat();
      const kept = await places.altogether(size);
      await places.exchange(kept.lost.map((number) => ({ number, place: nowhere })));
      const hasGaps = size - kept.bytes > Math.max(fewestGapBytes, kept.bytes * gapShare);
      const { starts, ends } = hasGaps
        ? await places.sorted()
        : { starts: new Float64Array(), ends: new Float64Array() };
      return new FormCache(formsPath, forms, places, FormRoom.between(starts, ends, size), kept.forms);
    } catch (error) {
      await forms?.close().catch(() => undefined);
      await places.close();
      throw error;
    }
  }

  /** Where the forms of ascending numbers lie that lie close together. */
  placesOf(numbers: Float64Array): FormPlaces {
    return this.#places.of(numbers);
  }

  /** Forgets what a crash left between the first and the last of ascending numbers. */
  forgetOthers(numbers: Float64Array): void {
    const first = numbers[0] ?? 0;
    const known = new Set(numbers);
    const { lengths } = this.#places.between(first, numbers.at(-1) ?? -1);
    const kept = Array.from(lengths.keys()).filter((i) => lengths[i] !== 0 && !known.has(first + i));
    this.forget(kept.map((i) => first + i));
  }

  get(number: number): Buffer | undefined {
    const { offset, length } = this.#placeOf(number);
    if (length === 0) return undefined;
    const sealed = Buffer.alloc(length);
    return readSync(this.#forms.fd, sealed, 0, length, offset) === length ? sealed : undefined;
  }

  keep(number: number, sealed: Buffer): void {
    if (this.#waitingBytes + this.#writingBytes > mostHeldBytes || sealed.length > mostFormBytes) return;
    this.#add(number, sealed);
  }

  forget(numbers: readonly number[]): void {
    for (const number of numbers) this.#add(number, undefined);
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
    await this.#forms.close();
    await this.#places.close();
  }

  #placeOf(number: number): FormPlace {
    const { offsets, lengths } = this.#places.between(number, number);
    return { offset: offsets[0] ?? 0, length: lengths[0] ?? 0 };
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
    const entries = Array.from(this.#waiting, ([number, sealed]) => ({ number, sealed }));
    const bytes = this.#waitingBytes;
    this.#waiting.clear();
    this.#waitingBytes = 0;
    this.#writingBytes += bytes;
    // What the disk refuses is made again at the next start.
    this.#writing = this.#writing
      .then(() => this.#write(entries.sort((a, b) => a.number - b.number)))
      .catch(() => undefined)
      .finally(() => {
        this.#writingBytes -= bytes;
      });
  }

  /** First the forms, then their places; what lay elsewhere before is overwritten. */
  async #write(waiting: readonly Waiting[]): Promise<void> {
    const entries = waiting.map(({ number, sealed }) => {
      const place = sealed === undefined ? nowhere : { offset: this.#room.take(sealed.length), length: sealed.length };
      return { number, sealed, place };
    });
    const inOrder = entries
      .filter(({ sealed }) => sealed !== undefined)
      .sort((a, b) => a.place.offset - b.place.offset);
    for (const run of runsOf(inOrder)) {
      await writeAll(this.#forms, Buffer.concat(run.flatMap(({ sealed }) => sealed ?? [])), run[0]?.place.offset ?? 0);
    }
    for (const { offset, length } of await this.#places.exchange(entries)) {
      if (length === 0) continue;
      await writeAll(this.#forms, Buffer.alloc(length), offset);
      this.#room.give(offset, length);
    }
  }
}

/** Those together whose places lie end to end. */
function runsOf<Entry extends FormEntry>(inOrder: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = [];
  let end = Number.NaN;
  for (const entry of inOrder) {
    const { offset, length } = entry.place;
    if (offset === end) runs.at(-1)?.push(entry);
    else runs.push([entry]);
    end = offset + length;
  }
  return runs;
}
