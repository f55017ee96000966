import { Packr } from 'msgpackr';
import { Refusal } from '../errors.js';

// Plain MessagePack: no records, no further types.
const packr = new Packr({ useRecords: false, moreTypes: false, mapsAsObjects: true, variableMapSize: true });

/** Deepest nesting of a message; our own messages have six levels. */
const maxDepth = 32;

/** First bytes and the length of their length: strings and bytes of 8, 16 and 32 bits, arrays and maps of 16 and 32. */
const strings: Readonly<Record<number, 1 | 2 | 4>> = { 196: 1, 197: 2, 198: 4, 217: 1, 218: 2, 219: 4 };
const arrays: Readonly<Record<number, 2 | 4>> = { 220: 2, 221: 4 };
const maps: Readonly<Record<number, 2 | 4>> = { 222: 2, 223: 4 };
/** Bytes after the first byte of numbers. */
const numbers: Readonly<Record<number, number>> = {
  202: 4,
  203: 8,
  204: 1,
  205: 2,
  206: 4,
  207: 8,
  208: 1,
  209: 2,
  210: 4,
  211: 8,
};
const plain: ReadonlySet<number> = new Set([0xc0, 0xc2, 0xc3]);

export function packMessage(value: unknown): Buffer {
  return packr.pack(value);
}

/** Reads one message. Throws BAD_REQUEST. */
export function unpackMessage(bytes: Buffer): unknown {
  // The library makes room for as many items as an array announces: only what the bytes can hold may be announced.
  const end = new Walk(bytes).value(0, 0);
  if (end !== bytes.length) throw malformed();
  try {
    return packr.unpack(bytes);
  } catch {
    throw malformed();
  }
}

/** Goes through a message without making anything. */
class Walk {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The place after the value at a place. */
  value(place: number, depth: number): number {
    const first = this.#bytes[place];
    if (first === undefined || depth > maxDepth) throw malformed();
    const next = place + 1;
    if (first <= 0x7f || first >= 0xe0 || plain.has(first)) return next;
    if (first <= 0x8f) return this.#items(next, 2 * (first & 0x0f), depth);
    if (first <= 0x9f) return this.#items(next, first & 0x0f, depth);
    if (first <= 0xbf) return this.#skip(next, first & 0x1f);
    const number = numbers[first];
    if (number !== undefined) return this.#skip(next, number);
    const size = strings[first] ?? arrays[first] ?? maps[first];
    // What is left are extensions, which no message of ours has.
    if (size === undefined || next + size > this.#bytes.length) throw malformed();
    const length = this.#bytes.readUIntBE(next, size);
    if (first in strings) return this.#skip(next + size, length);
    return this.#items(next + size, first in maps ? 2 * length : length, depth);
  }

  #items(start: number, count: number, depth: number): number {
    if (count > this.#bytes.length - start) throw malformed();
    let place = start;
    for (let item = 0; item < count; item += 1) place = this.value(place, depth + 1);
    return place;
  }

  #skip(start: number, length: number): number {
    if (start + length > this.#bytes.length) throw malformed();
    return start + length;
  }
}

function malformed(): Refusal {
  return new Refusal('BAD_REQUEST', 'the body is no MessagePack message, or has values that no message here has');
}
