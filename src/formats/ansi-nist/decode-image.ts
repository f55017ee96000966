import type { GrayImage } from '../../native/binding.js';
import { hasRidgelineCode, RidgelineError } from '../../native/error.js';
import { decodePrint, withName } from '../decode-print.js';
import { checkSides } from '../image-sides.js';
import { grayFromRaw } from '../raw-gray.js';
import { compressionNames } from './compressions.js';
import type { PrintImage } from './print-images.js';

/**
 * The grey pixels of an image of a transaction. Throws a RidgelineError with blame 'input': UNSUPPORTED_FORMAT names the
 * compression that is not decoded, RESOLUTION_UNKNOWN says that the record states none (`ppi` then gives it).
 */
export async function decodePrintImage(image: PrintImage, options: { readonly ppi?: number } = {}): Promise<GrayImage> {
  const ppi = options.ppi ?? image.ppi;
  if (ppi === undefined) {
    throw new RidgelineError('RESOLUTION_UNKNOWN', `${placeOf(image)}: the record states no resolution`);
  }
  if (image.compression !== 'NONE') return await decompressed(image, ppi);
  const { width, height } = image;
  const pixels = rawPixels(image);
  try {
    return grayFromRaw(pixels, { width, height, ppi });
  } catch (error) {
    throw withName(error, placeOf(image));
  }
}

/** What decoders are told where only pixels are wanted, ppi: any that a scanner has. */
const anyPpi = 500;

/** The same pixels to look at: an image of any resolution, or of none (0). */
export async function pictureOfPrintImage(image: PrintImage): Promise<GrayImage> {
  const { width, height, ppi = 0 } = image;
  if (image.compression === 'NONE') return { width, height, ppi, pixels: rawPixels(image) };
  return { ...(await decompressed(image, anyPpi)), ppi };
}

async function decompressed(image: PrintImage, ppi: number): Promise<GrayImage> {
  const { compression, data } = image;
  if (data.length === 0) throw malformed(image, 'the record holds no image');
  if (compression === undefined) throw unsupported(image, 'its compression code is in no table');
  try {
    const decoded = await decodePrint(data, { ppi, name: placeOf(image) });
    if (decoded.kind !== 'image') throw malformed(image, `the data are not ${compressionNames[compression]}`);
    return decoded.image;
  } catch (error) {
    if (!isUnread(error, image)) throw error;
    throw unsupported(image, `Ridgeline does not decode ${compressionNames[compression]} (${compression})`, error);
  }
}

/** JPEG lossless begins as JPEG does, and its decoder may call it damaged. */
function isUnread(error: unknown, { compression }: PrintImage): boolean {
  return (
    compression === 'JPEGL' && hasRidgelineCode(error) && ['UNSUPPORTED_FORMAT', 'MALFORMED_IMAGE'].includes(error.code)
  );
}

/** Bytes of one uncompressed line: lines of bilevel images are filled up to whole bytes. */
export function rawLineBytes({ width, bitsPerPixel }: Pick<PrintImage, 'width' | 'bitsPerPixel'>): number {
  return Math.ceil((width * bitsPerPixel) / 8);
}

function rawPixels(image: PrintImage): Uint8Array {
  const { width, height, bitsPerPixel, data } = image;
  if (bitsPerPixel !== 8 && bitsPerPixel !== 1) throw unsupported(image, `it has ${bitsPerPixel} bits a pixel`);
  if (width === 0 || height === 0) throw malformed(image, `its stated size is ${width} x ${height}`);
  checkSides(width, height);
  const bytes = rawLineBytes(image) * height;
  if (data.length !== bytes) {
    throw malformed(image, `${width} x ${height} px take ${bytes} bytes, not ${data.length}`);
  }
  // A copy, so that pixels that are kept or sent to a worker do not take the whole file with them.
  return bitsPerPixel === 8 ? new Uint8Array(data) : grayOfBits(data, width, height);
}

/** Bilevel pixels as grey ones: 1 is ridge, black; highest bit first (1-2000, types 5, 6 and 8). */
export function grayOfBits(data: Uint8Array, width: number, height: number): Uint8Array {
  const lineBytes = Math.ceil(width / 8);
  const pixels = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      if (((data[y * lineBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) pixels[y * width + x] = 0;
    }
  }
  return pixels;
}

function placeOf({ record, recordType, idc }: PrintImage): string {
  return `record ${record + 1} (type ${recordType}, IDC ${idc ?? 'unknown'})`;
}

function malformed(image: PrintImage, detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `${placeOf(image)}: ${detail}`);
}

function unsupported(image: PrintImage, detail: string, cause?: unknown): RidgelineError {
  return new RidgelineError('UNSUPPORTED_FORMAT', `${placeOf(image)}: ${detail}`, { cause });
}
