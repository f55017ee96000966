import type { GrayImage, TemplateContents } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { maxNominalSide } from './limits.js';
import { pictureScale } from './minutia-marks.js';
import { loadSharp } from './sharp.js';

/** A print's pixels with the template that was made of them. */
export interface PrintWithTemplate {
  readonly image: GrayImage;
  readonly contents: TemplateContents;
}

/** The print enlarged to the picture's scale, as red, green, blue for drawing on, with its size in picture px. */
export interface EnlargedPrint {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

export async function enlarge({ image, contents }: PrintWithTemplate): Promise<EnlargedPrint> {
  if (![contents.width, contents.height].every((side) => side > 0 && side <= maxNominalSide)) {
    const found = `${contents.width} x ${contents.height} px`;
    throw new RidgelineError('INVALID_ARGUMENT', `a print of ${found} at 500 ppi cannot be drawn`);
  }
  const width = contents.width * pictureScale;
  const height = contents.height * pictureScale;
  const sharp = await loadSharp();
  const pixels = await sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return { width, height, pixels };
}

/** A white canvas with prints laid on it and an SVG drawing over them, as a PNG file. */
export async function drawOver(
  size: { readonly width: number; readonly height: number },
  prints: readonly { readonly print: EnlargedPrint; readonly left: number }[],
  drawing: readonly string[],
): Promise<Uint8Array> {
  const { width, height } = size;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawing.join('')}</svg>`;
  const laid = prints.map(({ print, left }) => ({
    input: print.pixels,
    raw: { width: print.width, height: print.height, channels: 3 as const },
    left,
    top: 0,
  }));
  const sharp = await loadSharp();
  return await sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite([...laid, { input: Buffer.from(svg), left: 0, top: 0 }])
    .png()
    .toBuffer();
}
