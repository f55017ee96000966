import { expect, test } from 'vitest';
import { readBmpSides } from '../../../src/formats/bmp-sides.js';
import { bmpOf } from './bmp-image.js';

test('the size stands in the header, whichever way the rows run', () => {
  expect(readBmpSides(bmpOf(96, 103))).toEqual({ width: 96, height: 103 });
  expect(readBmpSides(bmpOf(96, -103))).toEqual({ width: 96, height: 103 });
});

test('rows end at a multiple of four bytes, and a file that ends before is cut off', () => {
  const bytes = bmpOf(5, 3);
  expect(readBmpSides(bytes)).toEqual({ width: 5, height: 3 });
  expect(() => readBmpSides(bytes.subarray(0, bytes.length - 1))).toThrow(/before its last pixel/);
  expect(() => readBmpSides(bytes.subarray(0, 12))).toThrow(/before its last pixel/);
});

test('other bytes are no BMP, and a size of nothing is refused', () => {
  expect(readBmpSides(new Uint8Array())).toBeUndefined();
  expect(readBmpSides(Uint8Array.of(0x89, 0x50, 0x4e, 0x47))).toBeUndefined();
  expect(() => readBmpSides(bmpOf(0, 10))).toThrow(/no size/);
  expect(() => readBmpSides(bmpOf(10, 0))).toThrow(/no size/);
});
