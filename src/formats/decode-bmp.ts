import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { type Samples, toGrayLevels } from './gray-levels.js';
import { checkSides } from './image-sides.js';
import { ppiOfPerMetre, rasterPpi } from './resolution.js';

/** What the headers of a BMP file say (file header, then BITMAPINFOHEADER or a longer one that begins alike). */
interface BmpHead {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bitsPerPixel: 1 | 4 | 8 | 24 | 32;
  readonly firstPixel: number;
  readonly paletteStart: number;
  readonly paletteColours: number;
  readonly ppi: number | undefined;
}

const fileHeaderBytes = 14;
const infoHeaderBytes = 40;

/** A pixel of 32 bits has a byte that means nothing without BITFIELDS. */
const paddedPixelBytes = 4;

/**
 * Decodes an uncompressed BMP of 1, 4 or 8 bits with palette, or 24 or 32 bits, to 8-bit grey. `ppi` is the caller's statement
 * and wins over the header's. Throws MALFORMED_IMAGE, IMAGE_TOO_LARGE, UNSUPPORTED_FORMAT, RESOLUTION_UNKNOWN.
 */
export function decodeBmp(bytes: Uint8Array, ppi: number | undefined): GrayImage {
  const head = readHead(bytes);
  const { width, height } = head;
  const statedPpi = rasterPpi(head.ppi, ppi);
  const samples = head.bitsPerPixel <= 8 ? indexed(bytes, head) : direct(bytes, head);
  return { width, height, ppi: statedPpi, pixels: toGrayLevels(samples) };
}

function readHead(bytes: Uint8Array): BmpHead {
  if (bytes.length < fileHeaderBytes + infoHeaderBytes) throw malformed('ends within its headers');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const infoBytes = view.getUint32(14, true);
  if (infoBytes < infoHeaderBytes)
    throw unsupported(`has a header of ${infoBytes} bytes; those of Windows 3 and later are read`);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0) throw malformed(`states a size of ${width} x ${signedHeight} px`);
  checkSides(width, height);
  const bitsPerPixel = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (compression !== 0) throw unsupported(`is compressed (${compression})`);
  if (!isKnownDepth(bitsPerPixel)) throw unsupported(`has ${bitsPerPixel} bits a pixel; 1, 4, 8, 24 and 32 are read`);
  const firstPixel = view.getUint32(10, true);
  if (bytes.length < firstPixel + rowBytesOf(width, bitsPerPixel) * height)
    throw malformed('ends before its last pixel');
  const stated = ppiOfPerMetre(view.getInt32(38, true));
  return {
    width,
    height,
    isTopDown: signedHeight < 0,
    bitsPerPixel,
    firstPixel,
    paletteStart: fileHeaderBytes + infoBytes,
    paletteColours: Math.min(view.getUint32(46, true) || 2 ** bitsPerPixel, 2 ** bitsPerPixel),
    ppi: stated > 0 ? stated : undefined,
  };
}

function isKnownDepth(bits: number): bits is BmpHead['bitsPerPixel'] {
  return [1, 4, 8, 24, 32].includes(bits);
}

/** Every row takes a multiple of four bytes. */
function rowBytesOf(width: number, bitsPerPixel: number): number {
  return 4 * Math.ceil((width * bitsPerPixel) / 32);
}

/** Where a row of the image begins; the file has the lowest first, unless its height is negative. */
function rowStart({ firstPixel, width, height, bitsPerPixel, isTopDown }: BmpHead, y: number): number {
  return firstPixel + rowBytesOf(width, bitsPerPixel) * (isTopDown ? y : height - 1 - y);
}

/** Indices into the palette of blue, green, red and a byte that means nothing; the highest bits of a byte are leftmost. */
function indexed(bytes: Uint8Array, head: BmpHead): Samples {
  const { width, height, bitsPerPixel: bits, paletteStart, paletteColours } = head;
  const paletteEnd = paletteStart + paddedPixelBytes * paletteColours;
  if (paletteEnd > head.firstPixel) throw malformed('has a palette that reaches into its pixels');
  const palette = toGrayLevels(colours(bytes.subarray(paletteStart, paletteEnd), paddedPixelBytes));
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = rowStart(head, y);
    for (let x = 0; x < width; x += 1) {
      const bit = x * bits;
      const index = ((bytes[start + (bit >>> 3)] ?? 0) >>> (8 - bits - (bit & 7))) & (2 ** bits - 1);
      const level = palette[index];
      if (level === undefined) throw malformed(`has a pixel of colour ${index}, of ${paletteColours}`);
      values[y * width + x] = level;
    }
  }
  return { channels: 1, values };
}

function direct(bytes: Uint8Array, head: BmpHead): Samples {
  const { width, height, bitsPerPixel } = head;
  const pixelBytes = bitsPerPixel / 8;
  const values = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y += 1) {
    const start = rowStart(head, y);
    const row = colours(bytes.subarray(start, start + pixelBytes * width), pixelBytes);
    values.set(row.values, 3 * width * y);
  }
  return { channels: 3, values };
}

/** Blue, green, red as red, green, blue. */
function colours(bytes: Uint8Array, pixelBytes: number): Samples & { readonly channels: 3 } {
  const values = new Uint8Array((3 * bytes.length) / pixelBytes);
  for (let pixel = 0; 3 * pixel < values.length; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      values[3 * pixel + channel] = bytes[pixelBytes * pixel + 2 - channel] ?? 0;
    }
  }
  return { channels: 3, values };
}

function malformed(detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `the BMP file ${detail}`);
}

function unsupported(detail: string): RidgelineError {
  return new RidgelineError('UNSUPPORTED_FORMAT', `the BMP file ${detail}`);
}
