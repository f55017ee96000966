import type { GrayImage } from '../../native/binding.js';
import { RidgelineError } from '../../native/error.js';
import { decodePrint, withName } from '../decode-print.js';
import { grayFromRaw } from '../raw-gray.js';
import type { FingerImageView } from './record.js';

/**
 * The grey pixels of a view, in the size that its record states. `given` is the caller's statement of ppi and wins over the record's.
 * Throws a RidgelineError with blame 'input'; its message begins with the view.
 */
export async function decodeView(view: FingerImageView, given?: number): Promise<GrayImage> {
  const name = `view ${view.number} of position ${view.position}`;
  const ppi = given ?? view.ppi;
  if (ppi === 0 && given === undefined)
    throw new RidgelineError('RESOLUTION_UNKNOWN', `${name}: the record states a resolution of 0`);
  if (view.compression === undefined)
    throw new RidgelineError('UNSUPPORTED_FORMAT', `${name}: its compression code is in no table`);
  if (view.compression === 'NONE' || view.compression === 'PACKED') return uncompressed(view, ppi, name);
  const decoded = await decodePrint(view.data, { ppi, name });
  if (decoded.kind !== 'image') throw malformed(name, 'its data are no image');
  const { width, height } = decoded.image;
  if (width !== view.width || height !== view.height) {
    throw malformed(name, `${width} x ${height} px came where ${view.width} x ${view.height} are stated`);
  }
  return decoded.image;
}

/** Packed pixels of eight bits lie as unpacked ones do. */
function uncompressed({ width, height, bitsPerPixel, data }: FingerImageView, ppi: number, name: string): GrayImage {
  if (bitsPerPixel !== 8)
    throw new RidgelineError('UNSUPPORTED_FORMAT', `${name}: it has ${bitsPerPixel} bits a pixel`);
  if (width === 0 || height === 0 || data.length !== width * height) {
    throw malformed(name, `${width} x ${height} px take ${width * height} bytes, not ${data.length}`);
  }
  try {
    // A copy, so that pixels that are kept do not take the whole record with them.
    return grayFromRaw(new Uint8Array(data), { width, height, ppi });
  } catch (error) {
    throw withName(error, name);
  }
}

function malformed(name: string, detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `${name}: ${detail}`);
}
