import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadNative } from '../../../src/native/load.js';
import { numberKey } from '../../../src/store/number-keys.js';
import { open, seal } from '../../../src/store/seal.js';
import { decodeSubject, encodeSubject } from '../../../src/store/subject-record.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('sealed values', () => {
  test('are AES-256-GCM: test case 16 of McGrew and Viega, The Galois/Counter Mode of Operation', () => {
    const hex = (text: string) => Buffer.from(text, 'hex');
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
    const place = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
    const nonce = hex('cafebabefacedbaddecaf888');
    const tag = hex('76fc6ece0f4e1768cddf8853bb2d551b');
    const encrypted = hex(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    );
    const plain =
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
    expect(open(key, place, Buffer.concat([Buffer.of(1), nonce, tag, encrypted]))?.toString('hex')).toBe(plain);
  });

  test('open with the key and place they were sealed with and with no other', () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array(), fc.uint8Array(), fc.nat(31), (key, place, plain, at) => {
        const sealed = seal(key, place, plain);
        expect(new Uint8Array(open(key, place, sealed) ?? [])).toEqual(plain);
        expect(open(key.with(at, (key[at] ?? 0) ^ 1), place, sealed)).toBeUndefined();
        expect(open(key, Uint8Array.of(...place, 0), sealed)).toBeUndefined();
        expect(open(key, place, sealed.subarray(0, -1))).toBeUndefined();
      }),
    );
  });

  test('are read from a file and opened end to end, and what does not open leaves nothing', async () => {
    const path = join(await temporaryFolder(), 'sealed');
    const value = fc.record({
      plain: fc.uint8Array(),
      number: fc.nat(2 ** 40),
      gap: fc.oneof(fc.constant(0), fc.nat(20)),
      harm: fc.constantFrom('none', 'none', 'bit', 'key', 'number', 'length', 'offset'),
      at: fc.nat(),
    });
    const arbitraries = [fc.array(value, { maxLength: 8 }), bytes(32), fc.uint8Array({ maxLength: 20 })] as const;
    const mark = fc.uint8Array({ maxLength: 4 });
    // Values that lie end to end are read at once; where the file ends among them, the first are there all the same.
    const cut = fc.oneof(fc.constant(0), fc.nat(200));
    fc.assert(
      fc.property(...arbitraries, mark, cut, (values, key, use, marked, cutBytes) => {
        const laid = layOut(values, key, use, marked);
        const size = Math.max(0, laid.file.length - cutBytes);
        writeFileSync(path, laid.file.subarray(0, size));
        const { offsets, lengths } = laid.columns;
        const isThere = values.map(({ harm }, i) => harm === 'none' && (offsets[i] ?? 0) + (lengths[i] ?? 0) <= size);
        const expected = values.filter((_, i) => isThere[i]).map(({ plain }) => plain);
        const into = new Uint8Array(values.reduce((sum, { plain }) => sum + plain.length, 0) + 3);
        const file = openSync(path, 'r');
        const opened = loadNative().readSealed(file, { ...laid.columns, place: use, mark: marked }, into);
        closeSync(file);
        expect(Array.from(opened)).toEqual(values.map(({ plain }, i) => (isThere[i] ? plain.length : -1)));
        const together = Buffer.concat(expected);
        expect(Buffer.from(into)).toEqual(Buffer.concat([together, Buffer.alloc(into.length - together.length)]));
      }),
    );
  });

  test('are read only with columns that fit one another, and into room for them', async () => {
    const path = join(await temporaryFolder(), 'sealed');
    const [key, use] = [new Uint8Array(32), Uint8Array.of(1)];
    const plain = new Uint8Array(100);
    const { file, columns } = layOut([{ plain, number: 7, gap: 0, harm: 'none', at: 0 }], key, use, Uint8Array.of());
    writeFileSync(path, file);
    const descriptor = openSync(path, 'r');
    onTestFinished(() => closeSync(descriptor));
    const values = { ...columns, place: use, mark: Uint8Array.of() };
    const read = (changed: Partial<typeof values>, room = 100) =>
      loadNative().readSealed(descriptor, { ...values, ...changed }, new Uint8Array(room));
    expect(Array.from(read({}))).toEqual([100]);
    expect(() => read({}, 99)).toThrow(/into must be long enough/);
    expect(() => read({ keys: key.subarray(1) })).toThrow(/32 bytes/);
    expect(() => read({ lengths: Uint32Array.of() })).toThrow(/equal length/);
    expect(() => read({ numbers: Float64Array.of(Number.NaN) })).toThrow(/whole numbers/);
    for (const offset of [Number.NaN, -1, 0.5, 2 ** 60, Number.POSITIVE_INFINITY]) {
      expect(Array.from(read({ offsets: Float64Array.of(offset) }))).toEqual([-1]);
    }
    expect(Array.from(read({ lengths: Uint32Array.of(2 ** 32 - 1) }))).toEqual([-1]);
  });

  test('differ each time', () => {
    const [key, place, plain] = [new Uint8Array(32), Uint8Array.of(1), new Uint8Array(100)];
    expect(seal(key, place, plain).equals(seal(key, place, plain))).toBe(false);
  });
});

interface Laid {
  readonly plain: Uint8Array;
  readonly number: number;
  /** Bytes of something else before it. */
  readonly gap: number;
  readonly harm: string;
  readonly at: number;
}

/** A file of sealed values, and the columns that say where they are; some are harmed. */
function layOut(values: readonly Laid[], key: Uint8Array, use: Uint8Array, mark: Uint8Array) {
  const offsets: number[] = [];
  const lengths: number[] = [];
  const numbers: number[] = [];
  const keys: Uint8Array[] = [];
  let file = Buffer.of();
  for (const { plain, number, gap, harm, at } of values) {
    const sealed = Buffer.concat([mark, seal(key, Buffer.concat([use, numberKey(number)]), plain)]);
    const where = at % sealed.length;
    if (harm === 'bit') sealed[where] = (sealed[where] ?? 0) ^ (1 << (at % 8));
    offsets.push(file.length + gap + (harm === 'offset' ? 1 : 0));
    lengths.push(sealed.length - (harm === 'length' ? 1 + where : 0));
    numbers.push(number + (harm === 'number' ? 1 : 0));
    keys.push(harm === 'key' ? key.with(at % 32, (key[at % 32] ?? 0) ^ 1) : key);
    file = Buffer.concat([file, Buffer.alloc(gap, 1), sealed]);
  }
  const columns = { offsets: Float64Array.from(offsets), lengths: Uint32Array.from(lengths) };
  return {
    file,
    columns: { ...columns, numbers: Float64Array.from(numbers), keys: new Uint8Array(Buffer.concat(keys)) },
  };
}

describe('records', () => {
  const print = fc.record({
    position: fc.nat(10),
    impression: fc.nat(3),
    quality: fc.nat(100),
    template: fc.uint8Array({ maxLength: 600 }),
  });
  const subject = fc.record({
    key: fc.record({ system: fc.string(), owner: fc.string(), reference: fc.string({ unit: 'binary' }) }),
    prints: fc.array(print, { minLength: 1, maxLength: 10 }),
    createdMs: fc.nat(),
  });

  test('are read back equal', () => {
    fc.assert(
      fc.property(subject, (value) => {
        const read = decodeSubject(5, encodeSubject(value));
        const prints = read?.prints.map((one) => ({ ...one, template: new Uint8Array(one.template) }));
        expect({ ...read, prints }).toEqual({ number: 5, ...value });
      }),
    );
  });

  test('that are something else are not read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(decodeSubject(1, noise)).toBeUndefined();
      }),
    );
    const record = encodeSubject({ key: { system: 'a', owner: 'b', reference: 'c' }, prints: [], createdMs: 0 });
    expect(decodeSubject(1, record)).toBeUndefined();
  });
});
