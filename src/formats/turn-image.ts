import type { GrayImage } from '../native/binding.js';
import { loadSharp } from './sharp.js';

/**
 * The image turned clockwise about its middle. Multiples of 90° move pixels and change none; other angles resample them (bicubic)
 * onto a canvas that holds all of them, filled up with the level of the image's edge.
 */
export async function turnImage(image: GrayImage, degrees: number): Promise<GrayImage> {
  const turn = ((degrees % 360) + 360) % 360;
  if (turn === 0) return image;
  const { width, height, pixels } = image;
  const sharp = await loadSharp();
  const source = sharp(pixels, { raw: { width, height, channels: 1 } });
  const turned =
    turn % 90 === 0
      ? source.rotate(turn)
      : source.affine(clockwise(turn), { ...fillWith(edgeLevel(image)), interpolator: sharp.interpolators.bicubic });
  const { data, info } = await turned.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, ppi: image.ppi, pixels: Uint8Array.from(data) };
}

/** Rows of the matrix that turns points so in an image, whose y grows downwards. */
function clockwise(degrees: number): [[number, number], [number, number]] {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return [
    [cosine, -sine],
    [sine, cosine],
  ];
}

function fillWith(level: number) {
  return { background: { r: level, g: level, b: level } };
}

/** The median of the outermost pixels. */
function edgeLevel({ width, height, pixels }: GrayImage): number {
  const sides = Array.from({ length: height }, (_, y) => [pixels[y * width] ?? 0, pixels[(y + 1) * width - 1] ?? 0]);
  const edge = [...pixels.subarray(0, width), ...pixels.subarray((height - 1) * width), ...sides.flat()];
  return edge.toSorted((a, b) => a - b)[edge.length >> 1] ?? 0;
}
