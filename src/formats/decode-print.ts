import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { decodeBmp } from './decode-bmp.js';
import { decodePgm } from './decode-pgm.js';
import { decodeRaster } from './decode-raster.js';
import { readFingerImages } from './finger-images/read-finger-images.js';
import type { FingerImageView } from './finger-images/record.js';
import { decodeJpeg2000 } from './jpeg2000/decode-jpeg2000.js';
import { maxFileBytes } from './limits.js';
import { checkGivenPpi, wsqPpiOf } from './resolution.js';
import { expectedFormats, type FileFormat, sniffFormat } from './sniff.js';

export interface DecodeOptions {
  /** Pixels per inch; wins over the file's own statement, needed where it has none. */
  readonly ppi?: number | undefined;
  /** What errors call these bytes, e.g. the file's name; it then begins their message. */
  readonly name?: string | undefined;
}

/** Forms of images of prints. */
export type ImageFormat = 'png' | 'tiff' | 'jpeg' | 'wsq' | 'jp2' | 'bmp' | 'pgm' | 'iso19794-4';

/** What a print's file held: pixels of one print, views that are still to be decoded, or packed templates ready to compare. */
export type DecodedPrint =
  | { readonly kind: 'image'; readonly format: ImageFormat; readonly image: GrayImage }
  | { readonly kind: 'views'; readonly format: 'iso19794-4'; readonly views: readonly FingerImageView[] }
  | {
      readonly kind: 'templates';
      readonly format: 'fmr' | 'packed';
      /** One packed template for each view of the record. */
      readonly templates: readonly Uint8Array[];
    };

/**
 * Decodes the bytes of a print's file, whatever format Ridgeline reads. Takes bytes from strangers: everything that cannot
 * be decoded throws a RidgelineError with blame 'input'.
 */
export async function decodePrint(bytes: Uint8Array, options: DecodeOptions = {}): Promise<DecodedPrint> {
  try {
    checkSize(bytes);
    if (options.ppi !== undefined) checkGivenPpi(options.ppi);
    const format = sniffFormat(bytes);
    if (format === undefined) throw unsupported(bytes);
    return await decodeAs(format, bytes, options.ppi);
  } catch (error) {
    throw withName(error, options.name);
  }
}

async function decodeAs(format: FileFormat, bytes: Uint8Array, ppi: number | undefined): Promise<DecodedPrint> {
  switch (format) {
    case 'png':
    case 'tiff':
    case 'jpeg':
      return { kind: 'image', format, image: await decodeRaster(bytes, format, ppi) };
    case 'wsq': {
      const image = loadNative().decodeWsq(bytes);
      return { kind: 'image', format, image: { ...image, ppi: wsqPpiOf(image.ppi, ppi) } };
    }
    case 'jp2':
      return { kind: 'image', format, image: await decodeJpeg2000(bytes, ppi) };
    case 'bmp':
      return { kind: 'image', format, image: decodeBmp(bytes, ppi) };
    case 'pgm':
      return { kind: 'image', format, image: decodePgm(bytes, ppi) };
    case 'iso19794-4':
      return { kind: 'views', format, views: readFingerImages(bytes).views };
    case 'fmr':
      return { kind: 'templates', format, templates: loadNative().readMinutiaeRecord(bytes).templates };
    case 'packed':
      // Reading it is the check; what is wanted is the bytes, in an array of their own.
      loadNative().readTemplate(bytes);
      return { kind: 'templates', format, templates: [new Uint8Array(bytes)] };
  }
}

function checkSize(bytes: Uint8Array): void {
  if (!(bytes instanceof Uint8Array)) throw new RidgelineError('INVALID_ARGUMENT', 'bytes must be a Uint8Array');
  if (bytes.length === 0) throw new RidgelineError('FILE_EMPTY', `the file is empty; expected a ${expectedFormats}`);
  if (bytes.length > maxFileBytes) {
    throw new RidgelineError(
      'FILE_TOO_LARGE',
      `the file has ${bytes.length} bytes, a print's file at most ${maxFileBytes}`,
    );
  }
}

function unsupported(bytes: Uint8Array): RidgelineError {
  const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new RidgelineError(
    'UNSUPPORTED_FORMAT',
    `the file begins with the bytes ${start}; expected a ${expectedFormats}`,
  );
}

/** The error with the name of its file before the message. */
export function withName(error: unknown, name: string | undefined): unknown {
  if (name === undefined || !(error instanceof RidgelineError)) return error;
  return new RidgelineError(error.code, `${name}: ${error.message}`, { cause: error.cause });
}
