import type { SeededRandom } from './seeded-random.js';

/** Numbers that lengths and sides lie with. */
const extremes = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];
/** What ends fields and records of a transaction, lines of a PGM header, and markers of an image. */
const separators = [0x1c, 0x1d, 0x1e, 0x1f, 0x0a, 0x20, 0x3a, 0xff, 0x00];
const zero = '0'.charCodeAt(0);

type Mutation = (bytes: Buffer, random: SeededRandom, other: Uint8Array) => Uint8Array;

const mutations: readonly Mutation[] = [
  // Bits fall over.
  (bytes, random) => {
    for (let flips = 1 + random.below(4); flips > 0; flips -= 1) {
      const at = random.below(bytes.length);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
    }
    return bytes;
  },
  // Cut off.
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  // A binary number lies.
  (bytes, random) => {
    const width = Math.min(1 << random.below(3), bytes.length);
    const value = random.below(3) === 0 ? bytes.length + random.below(3) - 1 : (pick(extremes, random) ?? 0);
    const at = random.below(bytes.length - width + 1);
    const kept = value % 256 ** width;
    if (random.below(2) === 0) bytes.writeUIntBE(kept, at, width);
    else bytes.writeUIntLE(kept, at, width);
    return bytes;
  },
  // A number in digits lies, as long as it was or longer.
  (bytes, random) => {
    const start = nextPlace(bytes, random, isDigit);
    let end = start;
    while (end < bytes.length && isDigit(bytes[end])) end += 1;
    const digits = String(pick(extremes, random) ?? 0).padStart(random.below(2) === 0 ? end - start : 0, '0');
    return Buffer.concat([bytes.subarray(0, start), Buffer.from(digits), bytes.subarray(end)]);
  },
  // A separator is missing, another one, or one too many.
  (bytes, random) => {
    const at = nextPlace(bytes, random, (byte) => separators.includes(byte));
    const [start, rest] = [bytes.subarray(0, at), bytes.subarray(at + random.below(2))];
    return Buffer.concat([start, Buffer.from(random.below(3) === 0 ? [] : [pick(separators, random) ?? 0]), rest]);
  },
  // A piece comes again, a few times or very often.
  (bytes, random) => {
    const [from, to] = piece(bytes, random, 200);
    const times = random.below(8) === 0 ? 500 : 1 + random.below(3);
    const copies = Array.from({ length: times }, () => bytes.subarray(from, to));
    return Buffer.concat([bytes.subarray(0, to), ...copies, bytes.subarray(to)]);
  },
  // A piece is missing.
  (bytes, random) => {
    const [from, to] = piece(bytes, random, 200);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  // The file goes on as another one of its kind.
  (bytes, random, other) =>
    Buffer.concat([bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length))]),
];

/** One of the files with one to four faults of the kinds that strangers' files have. Never longer than 1 MiB. */
export function mutated(files: readonly Uint8Array[], random: SeededRandom): Uint8Array {
  const other = pick(files, random) ?? new Uint8Array();
  let bytes = pick(files, random) ?? new Uint8Array();
  for (let faults = 1 + random.below(4); faults > 0 && bytes.length > 0; faults -= 1) {
    bytes = pick(mutations, random)?.(Buffer.from(bytes), random, other) ?? bytes;
  }
  return Uint8Array.from(bytes.subarray(0, 2 ** 20));
}

function pick<T>(items: readonly T[], random: SeededRandom): T | undefined {
  return items[random.below(items.length)];
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= zero + 9;
}

/** The first place from a random one on whose byte is wanted; the random one where there is none. */
function nextPlace(bytes: Uint8Array, random: SeededRandom, isWanted: (byte: number) => boolean): number {
  const start = random.below(bytes.length);
  const found = bytes.subarray(start).findIndex(isWanted);
  return found < 0 ? start : start + found;
}

function piece(bytes: Uint8Array, random: SeededRandom, most: number): readonly [number, number] {
  const from = random.below(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + random.below(most))];
}
