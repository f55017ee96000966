import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { matchPicture } from '../../../src/formats/match-picture.js';
import { minutiaePicture } from '../../../src/formats/minutiae-picture.js';
import type { TemplateContents } from '../../../src/native/binding.js';

/** A print of one grey level with one minutia of each kind: x, y, angle in degrees, type. */
const minutiae = [
  { x: 20, y: 30, angle: 0, type: 1 },
  { x: 60, y: 30, angle: 90, type: 2 },
  { x: 40, y: 60, angle: 180, type: 0 },
];
const print = {
  image: { width: 100, height: 80, ppi: 500, pixels: new Uint8Array(100 * 80).fill(200) },
  contents: {
    position: 1,
    impression: 0,
    quality: 90,
    width: 100,
    height: 80,
    x: Float32Array.from(minutiae, ({ x }) => x),
    y: Float32Array.from(minutiae, ({ y }) => y),
    angle: Float32Array.from(minutiae, ({ angle }) => angle),
    type: Uint8Array.from(minutiae, ({ type }) => type),
    minutiaQuality: new Uint8Array(minutiae.length),
  } satisfies TemplateContents,
};

/** A decoded picture that names the strongest colour of a pixel. */
async function read(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const colourAt = (x: number, y: number) => {
    const first = (Math.round(y) * info.width + Math.round(x)) * info.channels;
    const [red = 0, green = 0, blue = 0] = data.subarray(first, first + 3);
    const strongest = Math.max(red, green, blue);
    if (strongest - Math.min(red, green, blue) < 60) return strongest > 240 ? 'white' : 'grey';
    return strongest === red ? 'red' : strongest === green ? 'green' : 'blue';
  };
  return { width: info.width, height: info.height, format: (await sharp(png).metadata()).format, colourAt };
}

describe('minutiae over their print', () => {
  test('a PNG of twice the size, each kind in its shape and colour, each tick in its direction', async () => {
    const picture = await read(await minutiaePicture(print));
    expect(picture).toMatchObject({ width: 200, height: 160, format: 'png' });
    // The ending at (40, 60): circle of radius 7 and tick to the right.
    expect(picture.colourAt(40, 53)).toBe('red');
    expect(picture.colourAt(55, 60)).toBe('red');
    expect(picture.colourAt(25, 60)).toBe('grey');
    // The bifurcation at (120, 60): a square's corner and tick upwards.
    expect(picture.colourAt(127, 67)).toBe('blue');
    expect(picture.colourAt(120, 45)).toBe('blue');
    expect(picture.colourAt(120, 75)).toBe('grey');
    // The other at (80, 120): tick to the left.
    expect(picture.colourAt(65, 120)).toBe('green');
    expect(picture.colourAt(95, 120)).toBe('grey');
  });

  test('a print of 1000 ppi is drawn at the size of its template', async () => {
    const image = { width: 200, height: 160, ppi: 1000, pixels: new Uint8Array(200 * 160).fill(200) };
    const picture = await read(await minutiaePicture({ ...print, image }));
    expect(picture).toMatchObject({ width: 200, height: 160 });
    expect(picture.colourAt(40, 53)).toBe('red');
  });

  test('a template that states no size, or a vast one, is refused', async () => {
    for (const width of [0, 65535]) {
      const contents = { ...print.contents, width };
      await expect(minutiaePicture({ ...print, contents })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });

  test('a template without minutiae is the bare print', async () => {
    const none = new Float32Array(0);
    const bare = { ...print.contents, x: none, y: none, angle: none, type: new Uint8Array(0) };
    const picture = await read(await minutiaePicture({ image: print.image, contents: bare }));
    expect(picture.colourAt(40, 53)).toBe('grey');
  });
});

describe('matched pairs', () => {
  test('both prints with a line from the probe to the candidate', async () => {
    const picture = await read(await matchPicture(print, print, Uint16Array.from([0, 1])));
    expect(picture).toMatchObject({ width: 200 + 24 + 200, height: 160 });
    // The ending of the probe at (40, 60) is paired with the bifurcation of the candidate at (224 + 120, 60).
    expect(picture.colourAt(190, 60)).toBe('red');
    expect(picture.colourAt(212, 60)).toBe('red');
    expect(picture.colourAt(212, 80)).toBe('white');
    expect(picture.colourAt(190, 80)).toBe('grey');
    // Minutiae without a partner are not drawn.
    expect(picture.colourAt(65, 120)).toBe('grey');
  });

  test('no pairs, no marks', async () => {
    const picture = await read(await matchPicture(print, print, new Uint16Array(0)));
    expect(picture.colourAt(40, 53)).toBe('grey');
  });
});
