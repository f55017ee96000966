import type { GrayImage } from '../native/binding.js';
import { loadSharp } from './sharp.js';

/** How far moisture spreads about skin, px at 500 ppi (1.5 mm), and how dark it is beside the skin. */
const haloPx = 30;
const haloShare = 0.7;

/**
 * A print on a used platen or card: the shapes of an SVG, in a box of 1000 x 1000 that is drawn as large as the image, and a halo of
 * moisture about the skin. Both only darken.
 */
export async function layOver(image: GrayImage, shapes: string): Promise<GrayImage> {
  const { width, height, ppi, pixels } = image;
  const raw = { width, height, channels: 1 as const };
  const sharp = await loadSharp();
  const halo = await sharp(pixels, { raw })
    .blur((haloPx * ppi) / 500)
    .linear(haloShare, 255 * (1 - haloShare))
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1000 1000" preserveAspectRatio="none">${shapes}</svg>`;
  const drawn = await sharp(pixels, { raw })
    .toColourspace('srgb')
    .composite([
      { input: halo, raw, blend: 'darken' },
      { input: Buffer.from(svg), blend: 'multiply' },
    ])
    .flatten({ background: '#fff' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { ...image, pixels: new Uint8Array(drawn) };
}
