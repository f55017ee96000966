/** Weights of red, green and blue in a grey level, in thousandths (Rec. ITU-R BT.601, the luma of JPEG and TIFF). */
const redWeight = 299;
const greenWeight = 587;
const blueWeight = 114;

/** Decoded samples, interleaved: grey; red, green, blue; or those with a straight alpha at the end. */
export interface Samples {
  readonly channels: 1 | 3 | 4;
  readonly values: Uint8Array | Uint16Array;
}

/**
 * Samples as 8-bit grey. Exact where the image is grey: equal red, green and blue give that level, 16 bits are scaled by
 * rounding, and transparent pixels lie on white paper.
 */
export function toGrayLevels(samples: Samples): Uint8Array {
  const { channels, values } = samples;
  const white = values instanceof Uint16Array ? 65535 : 255;
  if (channels === 1 && values instanceof Uint8Array) return values;

  const pixels = new Uint8Array(values.length / channels);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    const first = pixel * channels;
    const level = channels === 1 ? at(values, first) : lumaAt(values, first);
    const alpha = channels === 4 ? at(values, first + 3) / white : 1;
    pixels[pixel] = Math.round(((level * alpha + white * (1 - alpha)) * 255) / white);
  }
  return pixels;
}

function lumaAt(values: Uint8Array | Uint16Array, first: number): number {
  const weighted =
    redWeight * at(values, first) + greenWeight * at(values, first + 1) + blueWeight * at(values, first + 2);
  return weighted / (redWeight + greenWeight + blueWeight);
}

function at(values: Uint8Array | Uint16Array, index: number): number {
  return values[index] ?? 0;
}
