import type { GrayImage } from '../../native/binding.js';
import { type PictureOptions, writePicture } from '../write-image.js';
import type { FingerImageView, ViewCompression } from './record.js';

/** How the pixels of a view can be written. */
export type WrittenCompression = Extract<ViewCompression, 'NONE' | 'WSQ20' | 'JP2' | 'JP2L' | 'PNG'>;

/** Whose print a view is. */
export type ViewLabel = Pick<FingerImageView, 'position' | 'impression' | 'number' | 'quality'>;

/** A view of an image. JP2L loses nothing, JP2 as much as `ratio` asks, WSQ20 as its bits a pixel. */
export async function encodeView(
  image: GrayImage,
  label: ViewLabel,
  compression: WrittenCompression,
  options: PictureOptions = {},
): Promise<FingerImageView> {
  const { width, height, ppi } = image;
  const data = await dataOf(image, compression, options);
  return { ...label, width, height, ppi, bitsPerPixel: 8, compression, data };
}

async function dataOf(image: GrayImage, compression: WrittenCompression, options: PictureOptions): Promise<Uint8Array> {
  switch (compression) {
    case 'NONE':
      return image.pixels;
    case 'WSQ20':
      return await writePicture(image, 'wsq', options);
    case 'PNG':
      return await writePicture(image, 'png');
    case 'JP2L':
      return await writePicture(image, 'jp2');
    case 'JP2':
      return await writePicture(image, 'jp2', { ratio: jpeg2000Ratio, ...options });
  }
}

/** What NIST SP 500-289 advises for 1000 ppi prints. */
const jpeg2000Ratio = 10;
