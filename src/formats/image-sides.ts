import { RidgelineError } from '../native/error.js';
import { maxImageSide } from './limits.js';

/** Throws where an image is wider or higher than a print may be. Smallness shows only at 500 ppi, so the core checks it. */
export function checkSides(width: number, height: number): void {
  if (width <= maxImageSide && height <= maxImageSide) return;
  throw new RidgelineError(
    'IMAGE_TOO_LARGE',
    `the image has ${width} x ${height} px, a print has at most ${maxImageSide} a side`,
  );
}
