import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { open, openInto, seal } from '../../../src/store/seal.js';
import { decodeSubject, encodeSubject } from '../../../src/store/subject-record.js';

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

  test('open into memory that is there, which stays clean where they do not open', () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array(), fc.uint8Array(), fc.nat(40), fc.nat(), (key, place, plain, at, bit) => {
        const sealed = seal(key, place, plain);
        const into = new Uint8Array(at + plain.length + 3);
        expect(openInto(key, place, sealed, into, at)).toBe(plain.length);
        expect(into).toEqual(Uint8Array.of(...new Uint8Array(at), ...plain, 0, 0, 0));
        into.fill(0);
        const where = bit % sealed.length;
        const changed = sealed.with(where, (sealed[where] ?? 0) ^ (1 << (bit % 8)));
        expect(openInto(key, place, changed, into, at)).toBeUndefined();
        expect(openInto(key, Uint8Array.of(...place, 0), sealed, into, at)).toBeUndefined();
        expect(openInto(key, place, sealed.subarray(0, bit % sealed.length), into, at)).toBeUndefined();
        expect(into.every((byte) => byte === 0)).toBe(true);
      }),
    );
    const [key, place] = [new Uint8Array(32), new Uint8Array(8)];
    const sealed = seal(key, place, new Uint8Array(100));
    expect(() => openInto(key, place, sealed, new Uint8Array(110), 11)).toThrow(/into must be long enough/);
    expect(() => openInto(key.subarray(1), place, sealed, new Uint8Array(110), 0)).toThrow(/32 bytes/);
  });

  test('differ each time', () => {
    const [key, place, plain] = [new Uint8Array(32), Uint8Array.of(1), new Uint8Array(100)];
    expect(seal(key, place, plain).equals(seal(key, place, plain))).toBe(false);
  });
});

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
