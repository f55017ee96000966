import { describe, expect, test } from 'vitest';
import { turnImage } from '../../../src/formats/turn-image.js';

const image = { width: 3, height: 2, ppi: 500, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) };

/** White, with a dark square whose middle lies to the right of the image's. */
function withSquare() {
  const [width, height] = [121, 81];
  const pixels = new Uint8Array(width * height).fill(230);
  for (let y = 36; y <= 44; y += 1) pixels.fill(20, y * width + 96, y * width + 105);
  return { width, height, ppi: 500, pixels };
}

/** The centre of what is dark, from the image's middle. */
function darkPlace({ width, height, pixels }: { width: number; height: number; pixels: Uint8Array }) {
  const dark = [...pixels.keys()].filter((at) => (pixels[at] ?? 255) < 125);
  const middleOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [middleOf(dark.map((at) => at % width)), middleOf(dark.map((at) => Math.floor(at / width)))];
  return { x: x - (width - 1) / 2, y: y - (height - 1) / 2, area: dark.length };
}

describe('an image is turned clockwise', () => {
  test.each([
    [90, 2, 3, [4, 1, 5, 2, 6, 3]],
    [180, 3, 2, [6, 5, 4, 3, 2, 1]],
    [-90, 2, 3, [3, 6, 2, 5, 1, 4]],
    [360, 3, 2, [1, 2, 3, 4, 5, 6]],
  ])('by %i° without changing a pixel', async (degrees, width, height, pixels) => {
    const turned = await turnImage(image, degrees);
    expect(turned).toEqual({ width, height, ppi: 500, pixels: Uint8Array.from(pixels) });
  });

  test.each([30, 45, 135, -60])(
    'by %i° onto a canvas that holds all of it, on the level of its edge',
    async (degrees) => {
      const before = withSquare();
      const turned = await turnImage(before, degrees);
      const angle = (degrees * Math.PI) / 180;
      const [cosine, sine] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
      expect(Math.abs(turned.width - (before.width * cosine + before.height * sine))).toBeLessThan(2);
      expect(Math.abs(turned.height - (before.width * sine + before.height * cosine))).toBeLessThan(2);
      expect([turned.pixels[0], turned.pixels.at(-1)]).toEqual([230, 230]);
      const [from, to] = [darkPlace(before), darkPlace(turned)];
      expect(Math.hypot(to.x - from.x * Math.cos(angle), to.y - from.x * Math.sin(angle))).toBeLessThan(2);
      expect(Math.abs(to.area - from.area)).toBeLessThan(12);
    },
  );
});
