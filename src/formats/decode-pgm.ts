import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { checkSides } from './image-sides.js';
import { rasterPpi } from './resolution.js';

/** A header: magic, width, height and white, between white space and comments; one white space ends it. */
const gap = '(?:[ \\t\\n\\v\\f\\r]|#[^\\n]*\\n)+';
const header = new RegExp(`^P5${gap}(\\d{1,9})${gap}(\\d{1,9})${gap}(\\d{1,5})[ \\t\\n\\v\\f\\r]`);

/** More than any header with its comments takes, bytes. */
const maxHeaderBytes = 4096;

/** The highest level whose samples take one byte, and the highest at all. */
const maxByteLevel = 255;
const maxLevel = 65535;

/**
 * Decodes a binary PGM (P5) of 8 or 16 bits to 8-bit grey, 0 black. The form has no resolution, so `ppi` must be given; what
 * follows the pixels is passed over. Throws MALFORMED_IMAGE, IMAGE_TOO_LARGE, RESOLUTION_UNKNOWN.
 */
export function decodePgm(bytes: Uint8Array, ppi: number | undefined): GrayImage {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, maxHeaderBytes)).toString('latin1');
  const match = header.exec(start);
  const [whole = '', ...numbers] = match ?? [];
  const [width = 0, height = 0, white = 0] = numbers.map(Number);
  if (width === 0 || height === 0 || white === 0 || white > maxLevel) throw malformed('has no header that can be read');
  checkSides(width, height);
  const sampleBytes = white > maxByteLevel ? 2 : 1;
  const end = whole.length + width * height * sampleBytes;
  if (bytes.length < end) throw malformed('ends before its last pixel');
  const statedPpi = rasterPpi(undefined, ppi);
  return { width, height, ppi: statedPpi, pixels: levels(bytes.subarray(whole.length, end), sampleBytes, white) };
}

/** Samples as levels of 0 to 255; those above white are white. Two bytes are big-endian. */
function levels(samples: Uint8Array, sampleBytes: 1 | 2, white: number): Uint8Array {
  const pixels = new Uint8Array(samples.length / sampleBytes);
  for (let index = 0; index < pixels.length; index += 1) {
    const first = samples[sampleBytes * index] ?? 0;
    const value = sampleBytes === 1 ? first : first * 256 + (samples[2 * index + 1] ?? 0);
    pixels[index] = Math.round((Math.min(value, white) * 255) / white);
  }
  return pixels;
}

function malformed(detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `the PGM file ${detail}`);
}
