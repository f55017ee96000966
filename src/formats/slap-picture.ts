import type { FingerBox, GrayImage, TurnedBox } from '../native/binding.js';
import { loadSharp } from './sharp.js';

/** Sides of a picture at 500 ppi, which shows a slap at half its size: boxes can be judged and files stay small. */
const widthPx = 800;

interface NumberedBox extends FingerBox {
  readonly position: number;
}

/** A slap with the boxes of its fingers in red and, where they are known, the true ones in green, as a PNG file. */
export async function slapPicture(
  image: GrayImage,
  found: readonly NumberedBox[],
  truth: readonly { readonly turnedBox: TurnedBox }[] = [],
): Promise<Uint8Array> {
  const { width, height, ppi, pixels } = image;
  const scale = widthPx / width;
  const true500 = (ppi / 500) * scale;
  const shapes = [
    ...truth.map(({ turnedBox: { middleX, middleY, width: across, height: along, angleDegrees } }) =>
      rectangle(middleX * true500, middleY * true500, across * true500, along * true500, angleDegrees, '#00963c'),
    ),
    ...found.map(
      (box) =>
        rectangle(
          box.centerX * scale,
          box.centerY * scale,
          box.width * scale,
          box.height * scale,
          box.angle,
          '#e60000',
        ) +
        `<text x="${box.centerX * scale}" y="${box.centerY * scale}" font-family="sans-serif" font-size="48" text-anchor="middle" fill="#e60000">${box.position}</text>`,
    ),
  ];
  const heightPx = Math.round(height * scale);
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">${shapes.join('')}</svg>`;
  const sharp = await loadSharp();
  return await sharp(pixels, { raw: { width, height, channels: 1 } })
    .resize(widthPx, heightPx, { fit: 'fill' })
    .toColourspace('srgb')
    .composite([{ input: Buffer.from(overlay) }])
    .png()
    .toBuffer();
}

function rectangle(x: number, y: number, width: number, height: number, degrees: number, colour: string): string {
  return `<rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" fill="none" stroke="${colour}" stroke-width="3" transform="translate(${x} ${y}) rotate(${degrees})"/>`;
}
