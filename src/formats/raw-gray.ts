import type { GrayImage } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { checkSides } from './image-sides.js';
import { checkGivenPpi } from './resolution.js';

/** What raw pixels cannot say of themselves. */
export interface RawGrayShape {
  readonly width: number;
  readonly height: number;
  readonly ppi: number;
}

/** A grey image from raw 8-bit pixels, row by row, 0 black. */
export function grayFromRaw(pixels: Uint8Array, shape: RawGrayShape): GrayImage {
  const { width, height, ppi } = shape;
  checkGivenPpi(ppi);
  if (![width, height].every((side) => Number.isInteger(side) && side > 0)) {
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `width and height must be whole numbers above 0, not ${width} and ${height}`,
    );
  }
  checkSides(width, height);
  if (!(pixels instanceof Uint8Array) || pixels.length !== width * height) {
    const found = pixels instanceof Uint8Array ? `${pixels.length} bytes` : typeof pixels;
    throw new RidgelineError(
      'INVALID_ARGUMENT',
      `pixels must be ${width} x ${height} = ${width * height} bytes, not ${found}`,
    );
  }
  return { width, height, ppi, pixels };
}
