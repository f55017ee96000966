import { closeSync, openSync } from 'node:fs';
import { loadNative } from '../native/load.js';
import type { FormPlaces } from './form-places.js';
import { formSealOf, recordKeyBytes } from './key-ring.js';
import { FormNamesReader, type SharedNames } from './subject-form.js';
import type { SubjectKey } from './subject-record.js';

/** Bytes of forms that are given together, unless a single one has more: what the caches hold. */
const bytesTogether = 2 ** 19;

/** Where this thread opens forms, kept from one call to the next: fresh memory takes longer to get than forms take to be opened. */
let ownRoom: Buffer | undefined;

/** What a thread needs to read forms of subjects beside the store. */
export interface KeptForms {
  /** The file they lie in. */
  readonly path: string;
  readonly places: FormPlaces;
  /** Of the store's key; forms of another one are not read. */
  readonly generation: number;
  /** Ascending. */
  readonly numbers: Float64Array;
  /** Their records' keys, end to end. */
  readonly keys: Uint8Array;
}

/** Some subjects. The names of each lie behind its form, and all hold until the call returns. */
export interface FormBatch {
  readonly numbers: readonly number[];
  readonly names: readonly SharedNames[];
  /** Those whose reference contains the text that is looked for. */
  readonly found: readonly SubjectKey[];
  readonly forms: { readonly bytes: Uint8Array; readonly starts: Uint32Array; readonly ends: Uint32Array };
}

/** Subjects of one part that follow one another, by their order. */
interface Run {
  readonly first: number;
  readonly last: number;
}

/** Deals them out to so many parts, each in their order. `partOf` says to which one a subject goes. */
export function dealForms(kept: KeptForms, parts: number, partOf: (number: number) => number): KeptForms[] {
  const runs = Array.from({ length: parts }, (): Run[] => []);
  const partsOf = Array.from(kept.numbers, partOf);
  for (let first = 0; first < partsOf.length; ) {
    const part = partsOf[first] ?? 0;
    let last = first + 1;
    while (partsOf[last] === part) ++last;
    runs[part]?.push({ first, last });
    first = last;
  }
  return runs.map((some) => runsOf(kept, some));
}

function runsOf(kept: KeptForms, runs: readonly Run[]): KeptForms {
  const count = runs.reduce((sum, { first, last }) => sum + last - first, 0);
  const { numbers, keys, places } = kept;
  const copy = <Column extends Float64Array | Uint32Array | Uint8Array>(from: Column, to: Column, each = 1): Column => {
    let at = 0;
    for (const { first, last } of runs) {
      to.set(from.subarray(first * each, last * each), at);
      at += (last - first) * each;
    }
    return to;
  };
  return {
    ...kept,
    numbers: copy(numbers, new Float64Array(count)),
    keys: copy(keys, new Uint8Array(count * recordKeyBytes), recordKeyBytes),
    places: {
      offsets: copy(places.offsets, new Float64Array(count)),
      lengths: copy(places.lengths, new Uint32Array(count)),
    },
  };
}

/** Gives every form that is there and opens; says of which numbers there was none. Looks for references that contain a text. */
export function readForms(kept: KeptForms, use: (batch: FormBatch) => void, containing?: string): number[] {
  const pieces = [...piecesOf(kept.places.lengths)];
  const room = roomFor(pieces.reduce((most, { bytes }) => Math.max(most, bytes), 0));
  const file = openForms(kept.path);
  if (file === undefined) return Array.from(kept.numbers);
  const missing: number[] = [];
  const reader = new FormNamesReader(containing);
  try {
    for (const { first, last } of pieces) {
      const opened = loadNative().readSealed(file, sealedFrom(kept, first, last), room);
      const numbers = kept.numbers.subarray(first, last);
      const batch = batchOf(room, opened, numbers, reader);
      numbers.forEach((number, i) => {
        if ((opened[i] ?? -1) < 0) missing.push(number);
      });
      if (batch.numbers.length > 0) use(batch);
    }
  } finally {
    // The gallery's copy is the one that erasing reaches.
    room.fill(0);
    closeSync(file);
  }
  return missing;
}

/** Room of at least so many bytes. */
function roomFor(bytes: number): Buffer {
  if (bytes > bytesTogether) return Buffer.alloc(bytes);
  ownRoom ??= Buffer.alloc(bytesTogether);
  return ownRoom;
}

/** The file's descriptor; undefined where it cannot be read. */
function openForms(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

function sealedFrom({ places, keys, numbers, generation }: KeptForms, first: number, last: number) {
  return {
    ...formSealOf(generation),
    offsets: places.offsets.subarray(first, last),
    lengths: places.lengths.subarray(first, last),
    numbers: numbers.subarray(first, last),
    keys: keys.subarray(first * recordKeyBytes, last * recordKeyBytes),
  };
}

/** Parts of the sealed forms that fit into a room, and a room for each. */
function* piecesOf(lengths: Uint32Array): Generator<{ first: number; last: number; bytes: number }> {
  let [first, bytes] = [0, 0];
  for (const [i, length] of lengths.entries()) {
    if (i > first && bytes + length > bytesTogether) {
      yield { first, last: i, bytes };
      [first, bytes] = [i, 0];
    }
    bytes += length;
  }
  if (lengths.length > first) yield { first, last: lengths.length, bytes };
}

/** The forms that were opened, and whose they are. */
function batchOf(room: Buffer, opened: Int32Array, subjects: Float64Array, reader: FormNamesReader): FormBatch {
  const numbers: number[] = [];
  const names: SharedNames[] = [];
  const found: SubjectKey[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const [i, bytes] of opened.entries()) {
    if (bytes < 0) continue;
    const behind = reader.read(room, at, at + bytes);
    numbers.push(subjects[i] ?? 0);
    names.push(behind.names);
    if (behind.reference !== undefined) found.push({ ...behind.names, reference: behind.reference });
    starts.push(at);
    ends.push(behind.formEnd);
    at += bytes;
  }
  const forms = { bytes: room, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
  return { numbers, names, found, forms };
}
