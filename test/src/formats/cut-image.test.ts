import { expect, test } from 'vitest';
import { cutImage } from '../../../src/formats/cut-image.js';

const image = { width: 4, height: 3, ppi: 500, pixels: Uint8Array.from({ length: 12 }, (_, at) => at) };

test('an image loses its first columns and rows', () => {
  expect(cutImage(image, 1)).toEqual({ width: 3, height: 2, ppi: 500, pixels: Uint8Array.of(5, 6, 7, 9, 10, 11) });
  expect(cutImage(image, 2)).toEqual({ width: 2, height: 1, ppi: 500, pixels: Uint8Array.of(10, 11) });
  expect(cutImage(image, 0)).toEqual(image);
});

test('none of which nothing would be left', () => {
  expect(() => cutImage(image, 3)).toThrow(/more than 3 px a side, found 4 x 3/);
});
