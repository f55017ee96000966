import { RidgelineError } from '../../native/error.js';
import { reencodePng } from '../reencode-png.js';
import { writePng } from '../write-image.js';
import { grayOfBits, pictureOfPrintImage, rawLineBytes } from './decode-image.js';
import { printImagesOf } from './print-images.js';
import { dataOf, itemOf, type SignatureRecord, type TaggedRecord, type Transaction } from './transaction.js';

/** Types whose field 999 is an image and whose field 11 names its compression, other than those of friction ridges. */
const photographTypes = [10, 16, 17];

/** The picture of one record as a PNG file to look at. */
export interface RecordPicture {
  /** The record, counted from 0. */
  readonly record: number;
  /** Throws a RidgelineError with blame 'input' where the picture cannot be decoded. */
  readonly makePng: () => Promise<Uint8Array>;
}

/** The pictures of a transaction: prints, photographs and signatures, made when they are asked for. */
export function picturesOf(transaction: Transaction): readonly RecordPicture[] {
  const prints = printImagesOf(transaction)
    .filter(({ data }) => data.length > 0)
    .map((image) => ({ record: image.record, makePng: async () => writePng(await pictureOfPrintImage(image)) }));
  const others = transaction.records.flatMap((record, index) => {
    if (record.kind === 'binary') {
      return record.type === 8 ? [{ record: index, makePng: () => signature(record, index) }] : [];
    }
    const data = photographTypes.includes(record.type) ? dataOf(record) : undefined;
    return data === undefined ? [] : [{ record: index, makePng: () => photograph(record, data, index) }];
  });
  return [...prints, ...others].toSorted((a, b) => a.record - b.record);
}

async function photograph(record: TaggedRecord, data: Uint8Array, index: number): Promise<Uint8Array> {
  const compression = itemOf(record, 11) ?? 'nothing';
  if (compression === 'JPEGB' || compression === 'PNG') return await reencodePng(data);
  throw unsupported(record.type, index, `pictures in ${compression} are not decoded`);
}

async function signature(record: SignatureRecord, index: number): Promise<Uint8Array> {
  const { width, height, data, representation } = record;
  if (representation !== 0) throw unsupported(8, index, 'facsimiles and vectors are not decoded');
  if (width === 0 || data.length !== rawLineBytes({ width, bitsPerPixel: 1 }) * height) {
    throw unsupported(8, index, `${data.length} bytes are no ${width} x ${height} bilevel px`);
  }
  return await writePng({ width, height, pixels: grayOfBits(data, width, height) });
}

function unsupported(type: number, index: number, detail: string): RidgelineError {
  return new RidgelineError('UNSUPPORTED_FORMAT', `record ${index + 1} (type ${type}): ${detail}`);
}
