import { Engine, hasRidgelineCode, type PrintInput } from 'ridgeline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadNative } from '../../../src/native/load.js';
import { SeededRandom } from '../helpers/seeded-random.js';
import { usualTouch } from '../helpers/usual-touch.js';
import { keyOf } from './people.js';

/** What is no fingerprint must give an error, or a quality at which nobody would enrol it, and never a hit. */

type Shade = (x: number, y: number) => number;

const random = new SeededRandom(17);
const width = 388;
const height = 374;

/** Lines of strokes as high as a line of print, with gaps as between words. */
const strokes: Shade = (() => {
  const dark = new Set<number>();
  for (let line = 20; line < height - 20; line += 24) {
    for (let x = 16; x < width - 16; x += 9) {
      if (random.next() < 0.15) continue;
      const upright = random.next() < 0.6;
      for (let along = 0; along < 13; along += 1) {
        for (let across = 0; across < 3; across += 1) {
          dark.add(upright ? (line + along) * width + x + across : (line + 5 + across) * width + x + (along % 9));
        }
      }
    }
  }
  return (x, y) => (dark.has(y * width + x) ? 20 : 240);
})();

const face: Shade = (x, y) => {
  const within = (cx: number, cy: number, rx: number, ry: number) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  if (within(150, 150, 22, 12) || within(238, 150, 22, 12) || within(194, 270, 55, 14)) return 50;
  if (within(194, 190, 120, 160)) return 170 + 30 * Math.sin(x / 50) + 8 * Math.sin(y / 23);
  return 110 + y / 10;
};

const shades: Readonly<Record<string, Shade>> = {
  'a white sheet': () => 255,
  'a black sheet': () => 0,
  'a gradient': (x, y) => (x + y) / 3,
  'white noise': () => random.below(256),
  'coarse noise': (x, y) =>
    128 + 60 * Math.sin(x * 0.37 + 9 * Math.sin(y * 0.11)) * Math.cos(y * 0.29 + 7 * Math.sin(x * 0.07)),
  'stripes as wide as ridges': (x) => 128 + 100 * Math.sin((2 * Math.PI * x) / 9),
  'slanting stripes': (x, y) => 128 + 100 * Math.sin((2 * Math.PI * (x + 0.6 * y)) / 10),
  'a grid': (x, y) => (x % 12 < 2 || y % 12 < 2 ? 30 : 230),
  'a chessboard': (x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? 40 : 220),
  rings: (x, y) => 128 + 100 * Math.sin((2 * Math.PI * Math.hypot(x - 190, y - 180)) / 9),
  text: strokes,
  'a face': face,
};

function picture(shade: Shade, w = width, h = height): PrintInput {
  const pixels = Uint8Array.from({ length: w * h }, (_, at) => shade(at % w, Math.floor(at / w)));
  return { position: 2, pixels, width: w, height: h, ppi: 500 };
}

function fingerOf(person: number): PrintInput {
  const request = { seed: 5, person, position: 2, impression: 0, ...usualTouch } as const;
  return { position: 2, ...loadNative().synthesizePrint(request).image };
}

const gallery = [0, 1, 2, 3].map((person) => keyOf(person));
let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open({ threads: 1, maxGalleryBytes: 64 * 2 ** 20 });
  for (const [person, subject] of gallery.entries()) await engine.enrol(subject, [fingerOf(person)]);
});
afterAll(() => engine.close());

async function judge(print: PrintInput): Promise<{ readonly quality: number; readonly best: number } | string> {
  try {
    const { quality } = await engine.extract(print);
    let best = 0;
    for (const subject of gallery) {
      const { fingers } = await engine.verify(subject, [print]);
      for (const { score } of fingers) best = Math.max(best, score);
    }
    return { quality, best };
  } catch (error) {
    if (hasRidgelineCode(error)) return error.code;
    throw error;
  }
}

test.each(Object.entries(shades))('%s gives an error or a low quality, and no hit', async (_, shade) => {
  const judged = await judge(picture(shade));
  if (typeof judged === 'string') expect(judged).toBe('NO_FINGERPRINT');
  else {
    expect(judged.quality).toBeLessThan(45);
    expect(judged.best).toBeLessThan(30);
  }
});

test('thumbnails of prints give an error or a low quality, and no hit', async () => {
  for (let person = 10; person < 16; person += 1) {
    const {
      pixels,
      width: from,
      height: high,
    } = loadNative().synthesizePrint({
      ...{ seed: 5, person, position: 2, impression: 0 },
      ...usualTouch,
    }).image;
    const shade: Shade = (x, y) => pixels[Math.floor((y * high) / 103) * from + Math.floor((x * from) / 96)] ?? 255;
    const judged = await judge(picture(shade, 96, 103));
    if (typeof judged === 'string') expect(judged).toBe('NO_FINGERPRINT');
    else {
      expect(judged.quality).toBeLessThan(45);
      expect(judged.best).toBeLessThan(30);
    }
  }
});
