import type { GrayImage } from '../../native/binding.js';
import { RidgelineError } from '../../native/error.js';
import { bigEndian } from '../big-endian.js';
import { perMetreOf } from '../resolution.js';
import { encodeCodestream } from './codec.js';

/** The codec takes no image below 32 px a side with its five halvings. */
const minSide = 32;

/**
 * A grey image as a JP2 file with its resolution (resc), without loss, or lossy at about `ratio` : 1; 10 is what NIST SP 500-289
 * advises for 1000 ppi prints. A ppi of 0 writes none.
 */
export async function writeJpeg2000(image: GrayImage, ratio?: number): Promise<Uint8Array> {
  const { width, height, ppi } = image;
  if (width < minSide || height < minSide) {
    throw new RidgelineError(
      'IMAGE_TOO_SMALL',
      `JPEG 2000 is written from ${minSide} px a side on, not ${width} x ${height}`,
    );
  }
  if (ratio !== undefined && !(ratio > 1)) {
    throw new RidgelineError('INVALID_ARGUMENT', `the compression ratio must be a number above 1, not ${ratio}`);
  }
  const codestream = await encodeCodestream(image, ratio);
  const header = [
    // 8 bits, compression 7 (the only one), colour space known, no rights.
    box('ihdr', [...bigEndian(height, 4), ...bigEndian(width, 4), ...bigEndian(1, 2), 7, 7, 0, 0]),
    // Enumerated: grey levels.
    box('colr', [1, 0, 0, ...bigEndian(17, 4)]),
    ...(ppi > 0 ? [box('res ', box('resc', resolution(ppi)))] : []),
  ];
  return Uint8Array.from(
    Buffer.concat([
      box('jP  ', [0x0d, 0x0a, 0x87, 0x0a]),
      box('ftyp', [...ascii('jp2 '), ...bigEndian(0, 4), ...ascii('jp2 ')]),
      box('jp2h', Buffer.concat(header)),
      box('jp2c', codestream),
    ]),
  );
}

/** Pixels per metre down and across, each as numerator and denominator, then their powers of ten. */
function resolution(ppi: number): number[] {
  const perMetre = perMetreOf(ppi);
  return [...bigEndian(perMetre, 2), 0, 1, ...bigEndian(perMetre, 2), 0, 1, 0, 0];
}

function box(type: string, contents: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(8 + contents.length);
  bytes.set([...bigEndian(bytes.length, 4), ...ascii(type)]);
  bytes.set(contents, 8);
  return bytes;
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
