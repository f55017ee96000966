import { expect, test } from 'vitest';
import { clutterOf } from '../../../src/cli/bench/slaps/clutter.js';
import { layOver } from '../../../src/formats/lay-over.js';

const side = 400;
/** Paper, and skin in the left half. */
const image = {
  width: side,
  height: side,
  ppi: 500,
  pixels: Uint8Array.from({ length: side * side }, (_, at) => (at % side < side / 2 ? 60 : 240)),
};

test('clutter only darkens: shapes where they lie, a halo beside the skin, paper far from both as it was', async () => {
  const { pixels, ...rest } = await layOver(image, '<rect x="800" y="800" width="100" height="100" fill="#000"/>');
  expect(rest).toMatchObject({ width: side, height: side, ppi: 500 });
  expect(pixels.every((level, at) => level <= (image.pixels[at] ?? 0) + 1)).toBe(true);
  expect(pixels[340 * side + 340]).toBeLessThan(5);
  expect(pixels[200 * side + 205]).toBeLessThan(225);
  expect(pixels[20 * side + 390]).toBeGreaterThan(235);
  expect(pixels[20 * side + 20]).toBeGreaterThan(50);
});

test('clutter is the same for the same seed, and dark in some places only', async () => {
  expect(clutterOf(5)).toBe(clutterOf(5));
  const { pixels } = await layOver({ ...image, pixels: new Uint8Array(side * side).fill(240) }, clutterOf(5));
  const dark = pixels.filter((level) => level < 120).length / pixels.length;
  expect(dark).toBeGreaterThan(0.005);
  expect(dark).toBeLessThan(0.2);
});
