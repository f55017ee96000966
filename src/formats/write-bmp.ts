import type { GrayImage } from '../native/binding.js';
import { perMetreOf } from './resolution.js';

const fileHeaderBytes = 14;
const infoHeaderBytes = 40;
const greys = 256;

/** A grey image as a BMP file of 8 bits with a palette of 256 greys, lowest row first; a ppi of 0 states none. */
export function writeBmp({ width, height, ppi, pixels }: GrayImage): Uint8Array {
  const rowBytes = 4 * Math.ceil(width / 4);
  const firstPixel = fileHeaderBytes + infoHeaderBytes + 4 * greys;
  const bytes = new Uint8Array(firstPixel + rowBytes * height);
  const view = new DataView(bytes.buffer);
  const perMetre = perMetreOf(ppi);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, firstPixel, true);
  view.setUint32(14, infoHeaderBytes, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  // One plane.
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(34, rowBytes * height, true);
  view.setInt32(38, perMetre, true);
  view.setInt32(42, perMetre, true);
  view.setUint32(46, greys, true);
  for (let level = 0; level < greys; level += 1) {
    bytes.fill(level, fileHeaderBytes + infoHeaderBytes + 4 * level, fileHeaderBytes + infoHeaderBytes + 4 * level + 3);
  }
  for (let y = 0; y < height; y += 1) {
    bytes.set(pixels.subarray(width * y, width * (y + 1)), firstPixel + rowBytes * (height - 1 - y));
  }
  return bytes;
}
