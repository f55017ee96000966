import { RidgelineError } from '../native/error.js';
import { maxImageSide } from './limits.js';
import { loadSharp } from './sharp.js';

/** A JPEG or PNG picture of any kind, colours included, as a PNG file to look at. Bytes from strangers give it or an error. */
export async function reencodePng(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const sharp = await loadSharp();
    return await sharp(bytes, { failOn: 'error', limitInputPixels: maxImageSide ** 2 })
      .png()
      .toBuffer();
  } catch (cause) {
    throw new RidgelineError('MALFORMED_IMAGE', 'the picture cannot be read', { cause });
  }
}
