import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { maxNominalSide } from './limits.js';
import { loadSharp } from './sharp.js';

/** A print at 500 ppi, as its minutiae lie in it, as a PNG file. */
export async function nominalPicture(
  image: GrayImage,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  if (![width, height].every((side) => side > 0 && side <= maxNominalSide)) {
    throw new RidgelineError('INVALID_ARGUMENT', `a print of ${width} x ${height} px at 500 ppi cannot be drawn`);
  }
  const sharp = await loadSharp();
  return await sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}
