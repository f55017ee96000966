import type { Metadata } from 'sharp';
import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { type Samples, toGrayLevels } from './gray-levels.js';
import { checkSides } from './image-sides.js';
import { maxImageSide } from './limits.js';
import { reachesEndOfPng } from './png-structure.js';
import { rasterPpi } from './resolution.js';
import { loadSharp } from './sharp.js';

/**
 * Stops at damage instead of guessing pixels; takes the first page; leaves the pixels as they are stored: no colour
 * profile and no EXIF orientation is applied, since both would change what the scanner saw.
 */
const readerOptions = {
  failOn: 'error',
  limitInputPixels: maxImageSide * maxImageSide,
  page: 0,
  pages: 1,
  ignoreIcc: true,
  autoOrient: false,
} as const;

/** Decodes a PNG, TIFF or JPEG to 8-bit grey. `ppi` is the caller's statement and wins over the header's. */
export async function decodeRaster(
  bytes: Uint8Array,
  format: 'png' | 'tiff' | 'jpeg',
  ppi: number | undefined,
): Promise<GrayImage> {
  const header = await readHeader(bytes, format);
  checkSides(header.width, header.height);
  checkDepth(header.depth);
  const statedPpi = rasterPpi(header.density, ppi);
  if (format === 'png' && !reachesEndOfPng(bytes)) throw malformed('the PNG file ends before its end chunk');
  const { samples, width, height } = await readSamples(bytes, header);
  return { width, height, ppi: statedPpi, pixels: toGrayLevels(samples) };
}

async function readHeader(bytes: Uint8Array, format: string): Promise<Metadata> {
  let header: Metadata;
  try {
    // The sides are checked here with a message of our own, so sharp is to read any header.
    const sharp = await loadSharp();
    header = await sharp(bytes, { ...readerOptions, limitInputPixels: false }).metadata();
  } catch (cause) {
    throw malformed(`the header of the ${format.toUpperCase()} file cannot be read`, cause);
  }
  if (header.format !== format)
    throw malformed(`the file begins as ${format.toUpperCase()} and goes on as something else`);
  return header;
}

function checkDepth(depth: string): void {
  if (depth === 'uchar' || depth === 'ushort') return;
  throw new RidgelineError(
    'UNSUPPORTED_FORMAT',
    `the image has samples of type ${depth}; expected 8 or 16 bits a sample, unsigned`,
  );
}

async function readSamples(
  bytes: Uint8Array,
  header: Metadata,
): Promise<{ samples: Samples; width: number; height: number }> {
  const wide = header.depth === 'ushort';
  // A grey image without alpha stays one channel; all others become red, green, blue, which sharp does exactly for grey.
  const gray = header.channels === 1;
  const space = gray ? (wide ? 'grey16' : 'b-w') : wide ? 'rgb16' : 'srgb';
  try {
    const sharp = await loadSharp();
    const { data, info } = await sharp(bytes, readerOptions)
      .toColourspace(space)
      .raw({ depth: wide ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { channels, width, height } = info;
    if (channels === 2) throw new Error('grey with alpha was not widened to four channels');
    return { samples: { channels, values: wide ? as16Bit(data) : as8Bit(data) }, width, height };
  } catch (cause) {
    throw malformed('the pixels of the image cannot be read', cause);
  }
}

/** A view that is no Buffer, so that typed-array methods behave alike for every image. */
function as8Bit(data: Buffer): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Copies, because 16-bit views must begin at an even offset. */
function as16Bit(data: Buffer): Uint16Array {
  return new Uint16Array(new Uint8Array(data).buffer);
}

function malformed(detail: string, cause?: unknown): RidgelineError {
  const [reason = ''] = cause instanceof Error ? cause.message.trim().split('\n') : [];
  return new RidgelineError('MALFORMED_IMAGE', reason === '' ? detail : `${detail}: ${reason}`, { cause });
}
