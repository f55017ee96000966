import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberKey, readNumber, retentionKey } from '../../../src/store/number-keys.js';
import { StoreKeys } from '../../../src/store/store-keys.js';

test('the keys of many records are those of each, and none where there is no salt', () => {
  const keys = new StoreKeys(randomBytes(32), randomBytes(16));
  const salts = Array.from({ length: 9 }, () => randomBytes(16));
  salts[4]?.fill(0);
  const together = Buffer.from(keys.recordKeys(Buffer.concat(salts)));
  expect(together.length).toBe(9 * 32);
  salts.forEach((salt, i) => {
    const expected = i === 4 ? Buffer.alloc(32) : keys.recordKey(salt);
    expect(together.subarray(i * 32, (i + 1) * 32)).toEqual(expected);
  });
  expect(keys.recordKeys(new Uint8Array(0)).length).toBe(0);
});

test('a number is read back from its key, and keys have the order of numbers', () => {
  const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(readNumber(numberKey(a))).toBe(a);
      expect(readNumber(retentionKey(b, a).subarray(8))).toBe(a);
      expect(Math.sign(numberKey(a).compare(numberKey(b)))).toBe(Math.sign(a - b));
    }),
  );
});
