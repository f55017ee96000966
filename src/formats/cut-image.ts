import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';

/** The image without its first columns and rows, so many of each. */
export function cutImage({ width, height, ppi, pixels }: GrayImage, px: number): GrayImage {
  if (px >= Math.min(width, height)) {
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `expected an image of more than ${px} px a side, found ${width} x ${height}`,
    );
  }
  const rows = Array.from({ length: height - px }, (_, y) =>
    pixels.subarray((y + px) * width + px, (y + px + 1) * width),
  );
  return { width: width - px, height: height - px, ppi, pixels: new Uint8Array(Buffer.concat(rows)) };
}
