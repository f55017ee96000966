import { createHash } from 'node:crypto';
import type { SealedValues } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import type { ErasureSalts } from './erasure-salts.js';
import { numberKey } from './number-keys.js';
import { open, seal } from './seal.js';
import type { StoreKeys } from './store-keys.js';
import type { SubjectKey } from './subject-record.js';

/** The generation of a store's first key. Its sealed values carry no generation: stores had none before keys could be rotated. */
export const firstGeneration = 1;
/** Highest generation: it is kept in two bytes. */
export const lastGeneration = 0xffff;

/** First byte of a value that states its generation, which follows in two bytes. The first byte of others is that of seal.ts. */
const generationMark = 2;
const generationHeadBytes = 3;

/** Begins the place of a form, before its number. */
const formUse = Buffer.from('form ');

/** One store key's keys and the salts of its records. */
export interface Generation {
  readonly number: number;
  readonly keys: StoreKeys;
  readonly salts: ErasureSalts;
}

/** Bytes of a record's key: that of AES-256. */
export const recordKeyBytes = 32;

/** The keys of a store: what is written gets the current one; what is read may still have the previous one. */
export class KeyRing {
  readonly current: Generation;
  #previous: Generation | undefined;
  readonly #overwriting = new Set<Promise<unknown>>();

  constructor(current: Generation, previous?: Generation) {
    this.current = current;
    this.#previous = previous;
  }

  get previous(): Generation | undefined {
    return this.#previous;
  }

  /** Seals the record of a subject with the current key, and overwrites the plain one. */
  async sealRecord(number: number, plain: Uint8Array): Promise<Buffer> {
    const { keys, salts } = this.current;
    try {
      await salts.reserve(number);
      const salt = salts.get(number);
      if (salt === undefined) throw new RidgelineError('INTERNAL', `subject ${number} has no salt`);
      return this.#marked(seal(keys.recordKey(salt), placeOf(number), plain));
    } finally {
      plain.fill(0);
    }
  }

  /**
   * Seals what was made of a record with the record's key, so that it goes with the record, and overwrites the plain one; undefined where
   * the record's key is gone.
   */
  sealForm(number: number, plain: Uint8Array): Buffer | undefined {
    const { keys, salts } = this.current;
    const salt = salts.get(number);
    const sealed = salt && this.#marked(seal(keys.recordKey(salt), formPlaceOf(number), plain));
    plain.fill(0);
    return sealed;
  }

  /** Undefined where the record was changed or its salt is gone. */
  openRecord(number: number, sealed: Uint8Array): Buffer | undefined {
    const generation = this.#generationOf(sealed);
    return generation && openWith(generation, generation.salts.get(number), placeOf(number), sealed);
  }

  /** Undefined where the form was changed, its salt is gone, or it was sealed with another key. */
  openForm(number: number, sealed: Uint8Array): Buffer | undefined {
    const generation = this.#generationOf(sealed);
    const salt = generation?.salts.get(number);
    return generation && salt && open(generation.keys.recordKey(salt), formPlaceOf(number), unmarked(sealed));
  }

  /** The current keys of the records of ascending numbers, end to end; zeros where there is none any more. */
  recordKeys(numbers: Float64Array): Uint8Array {
    const { keys, salts } = this.current;
    return keys.recordKeys(salts.of(numbers));
  }

  /** Opens the records of many numbers that lie close together, which are to be opened at once. */
  opener(first: number, last: number): (number: number, sealed: Uint8Array) => Buffer | undefined {
    const ranges = new Map<Generation, (number: number) => Buffer | undefined>();
    return (number, sealed) => {
      const generation = this.#generationOf(sealed);
      if (generation === undefined) return undefined;
      const saltOf = ranges.get(generation) ?? generation.salts.range(first, last);
      ranges.set(generation, saltOf);
      return openWith(generation, saltOf(number), placeOf(number), sealed);
    };
  }

  /** Seals something of a subject that outlives its record. */
  sealNote(number: number, plain: Uint8Array): Buffer {
    return this.#marked(seal(this.current.keys.noteKey, placeOf(number), plain));
  }

  openNote(number: number, sealed: Uint8Array): Buffer | undefined {
    const generation = this.#generationOf(sealed);
    return generation && open(generation.keys.noteKey, placeOf(number), unmarked(sealed));
  }

  isCurrent(sealed: Uint8Array): boolean {
    return generationIn(sealed) === this.current.number;
  }

  /** The names that a subject key may have in the index, the current one first. */
  indexEntries(key: SubjectKey): Buffer[] {
    return [this.current, ...(this.#previous ? [this.#previous] : [])].map(({ keys }) => keys.indexEntry(key));
  }

  /** SHA-256 of the salt of a record, hex. */
  saltHash(number: number, sealed: Uint8Array): string | undefined {
    const salt = this.#generationOf(sealed)?.salts.get(number);
    return salt && createHash('sha256').update(salt).digest('hex');
  }

  /** Whether no salt of a number is left. */
  isOverwritten(number: number): boolean {
    return this.current.salts.get(number) === undefined && this.#previous?.salts.get(number) === undefined;
  }

  /** Overwrites the salts of numbers, and ends when the disk has it. */
  async overwrite(numbers: readonly number[]): Promise<void> {
    const files = [this.current.salts, ...(this.#previous ? [this.#previous.salts] : [])];
    const work = Promise.all(files.map((salts) => salts.overwrite(numbers)));
    this.#overwriting.add(work);
    try {
      await work;
    } finally {
      this.#overwriting.delete(work);
    }
  }

  /** Forgets the previous key and destroys its salts: whatever copy was sealed with it cannot be opened here any more. */
  async dropPrevious(): Promise<void> {
    const previous = this.#previous;
    this.#previous = undefined;
    // Those that began before still write to the file that goes.
    await Promise.allSettled(this.#overwriting);
    previous?.keys.forget();
    await previous?.salts.destroy();
  }

  async close(): Promise<void> {
    for (const { keys, salts } of [this.current, ...(this.#previous ? [this.#previous] : [])]) {
      await salts.close();
      keys.forget();
    }
  }

  #generationOf(sealed: Uint8Array): Generation | undefined {
    const number = generationIn(sealed);
    return [this.current, this.#previous].find((generation) => generation?.number === number);
  }

  #marked(sealed: Buffer): Buffer {
    return Buffer.concat([markOf(this.current.number), sealed]);
  }
}

function openWith({ keys }: Generation, salt: Buffer | undefined, place: Buffer, sealed: Uint8Array) {
  return salt && open(keys.recordKey(salt), place, unmarked(sealed));
}

function markOf(generation: number): Buffer {
  return generation === firstGeneration ? Buffer.of() : Buffer.of(generationMark, generation >> 8, generation & 0xff);
}

function generationIn(sealed: Uint8Array): number {
  return sealed[0] === generationMark ? (sealed[1] ?? 0) * 256 + (sealed[2] ?? 0) : firstGeneration;
}

function unmarked(sealed: Uint8Array): Uint8Array {
  return sealed[0] === generationMark ? sealed.subarray(generationHeadBytes) : sealed;
}

/** How the forms of a generation are sealed. */
export function formSealOf(generation: number): Pick<SealedValues, 'place' | 'mark'> {
  return { place: formUse, mark: markOf(generation) };
}

function formPlaceOf(number: number): Buffer {
  return Buffer.concat([formUse, numberKey(number)]);
}

/** Says to the seal where a record belongs. */
function placeOf(number: number): Buffer {
  return Buffer.concat([Buffer.from('subject '), numberKey(number)]);
}
