import { RidgelineError } from '../../native/error.js';
import type { FingerImageView } from '../finger-images/record.js';
import type { PrintImage } from './print-images.js';
import { tenprintImagesOf } from './tenprint.js';
import type { Transaction } from './transaction.js';

/** Whether bytes begin as a transaction in traditional encoding does: with the length of its first record. */
export function looksLikeTransaction(bytes: Uint8Array): boolean {
  return /^1\.0*1:/.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1'));
}

/** The rolled and plain prints and the slaps of a transaction as views of an image record. Throws UNSUPPORTED_FORMAT, RESOLUTION_UNKNOWN. */
export function viewsOfTransaction(transaction: Transaction): readonly FingerImageView[] {
  const { fingers, slaps } = tenprintImagesOf(transaction);
  const images = [...fingers, ...slaps].map(({ image }) => image).toSorted((a, b) => a.record - b.record);
  const seen = new Map<number, number>();
  return images.map((image) => {
    const position = image.positions.length === 1 ? (image.positions[0] ?? 0) : 0;
    const number = (seen.get(position) ?? 0) + 1;
    seen.set(position, number);
    return viewOf(image, position, number);
  });
}

function viewOf(image: PrintImage, position: number, number: number): FingerImageView {
  const { record, impression = 29, width, height, ppi, bitsPerPixel, compression, data } = image;
  const place = `record ${record + 1}`;
  if (ppi === undefined) throw new RidgelineError('RESOLUTION_UNKNOWN', `${place}: the record states no resolution`);
  if (compression === 'JPEGL') {
    throw new RidgelineError('UNSUPPORTED_FORMAT', `${place}: an image record does not hold lossless JPEG`);
  }
  const view = { position, impression, number, width, height, ppi, bitsPerPixel, compression, data };
  return { ...view, quality: image.quality.find(({ value }) => value <= 100)?.value };
}
