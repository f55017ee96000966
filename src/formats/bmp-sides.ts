import { RidgelineError } from '../native/error.js';

/** What the header of a BMP file says of its image. */
export interface BmpSides {
  readonly width: number;
  readonly height: number;
}

/** Bytes up to the fields that are read: file header and the first half of the header of Windows 3. */
const neededBytes = 30;

/**
 * The size of a BMP image, undefined where the bytes are no BMP file. Ridgeline reads no pixels of BMP; but many public sets
 * are published so, and a check of them must tell a file that was cut off. Throws where the file ends before its pixels.
 */
export function readBmpSides(bytes: Uint8Array): BmpSides | undefined {
  // 'BM'
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined;
  if (bytes.length < neededBytes) throw cutOff();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const firstPixel = view.getUint32(10, true);
  const width = view.getInt32(18, true);
  // Images stored from the top have a negative height.
  const height = Math.abs(view.getInt32(22, true));
  const bitsPerPixel = view.getUint16(28, true);
  if (width <= 0 || height === 0)
    throw new RidgelineError('MALFORMED_IMAGE', 'the header of the BMP file states no size');
  const isCompressed = bytes.length > neededBytes + 4 && view.getUint32(30, true) !== 0;
  // Every row takes a multiple of four bytes.
  const rowBytes = 4 * Math.ceil((width * bitsPerPixel) / 32);
  if (!isCompressed && bytes.length < firstPixel + rowBytes * height) throw cutOff();
  return { width, height };
}

function cutOff(): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', 'the BMP file ends before its last pixel');
}
