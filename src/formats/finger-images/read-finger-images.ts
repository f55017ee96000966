import { RidgelineError } from '../../native/error.js';
import { nominalPpi } from '../resolution.js';
import {
  certificationBlockBytes,
  compressionsByCode,
  type FingerImageRecord,
  type FingerImageVersion,
  type FingerImageView,
  headBytes,
  maxQuality,
  maxViews,
  qualityBlockBytes,
  recordMagic,
  scaleUnits,
  versionDigits,
  viewHeadBytes2005,
  viewHeadBytes2011,
} from './record.js';

const cmPerInch = 2.54;

/** How far the two resolutions of one image may lie apart and still be one. */
const squareTolerance = 0.01;

/**
 * Reads an ISO/IEC 19794-4 finger image record of 2005 or 2011; the pixels of its views stay compressed, and stay in `bytes`.
 * Throws UNSUPPORTED_FORMAT (another version, too many views), MALFORMED_IMAGE (lengths that lie, a cut). What follows the
 * stated length is passed over, and so are quality blocks but the first, certification and extended data.
 */
export function readFingerImages(bytes: Uint8Array): FingerImageRecord {
  const version = versionOf(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < headBytes[version]) throw malformed('ends within its head');
  // 2005 has six bytes of length, of which no print needs the first two.
  const length = version === 2005 ? view.getUint16(8) * 2 ** 32 + view.getUint32(10) : view.getUint32(8);
  const count = version === 2005 ? bytes[18] : view.getUint16(12);
  if (length < headBytes[version] || length > bytes.length) {
    throw malformed(`states a length of ${length} bytes, of which ${bytes.length} are there`);
  }
  if (count === undefined || count === 0) throw malformed('has no view');
  if (count > maxViews) throw unsupported(`has ${count} views; at most ${maxViews} are read`);
  const record = new DataView(bytes.buffer, bytes.byteOffset, length);
  const views: FingerImageView[] = [];
  let offset: number = headBytes[version];
  while (views.length < count) {
    const viewBytes = offset + 4 <= length ? record.getUint32(offset) : 0;
    const least = version === 2005 ? viewHeadBytes2005 : viewHeadBytes2011;
    if (viewBytes < least || offset + viewBytes > length) throw malformed(`ends within view ${views.length + 1}`);
    const part = bytes.subarray(offset, offset + viewBytes);
    views.push(version === 2005 ? readView2005(part, record) : readView2011(part, record.getUint8(14) === 1));
    offset += viewBytes;
  }
  return { version, views };
}

function versionOf(bytes: Uint8Array): FingerImageVersion {
  if (!recordMagic.every((byte, index) => bytes[index] === byte)) throw unsupported('does not begin with FIR');
  const digits = String.fromCharCode(...bytes.subarray(4, 7));
  if (bytes[7] === 0 && digits === versionDigits[2005]) return 2005;
  if (bytes[7] === 0 && digits === versionDigits[2011]) return 2011;
  throw unsupported(`is of version ${JSON.stringify(digits)}; 010 (2005) and 020 (2011) are read`);
}

/** The head of a view has position, count, number, quality and impression; the record's head the rest. */
function readView2005(part: Uint8Array, record: DataView): FingerImageView {
  const view = viewOf(part);
  return {
    position: view.getUint8(4),
    number: view.getUint8(6),
    quality: qualityOf(view.getUint8(7)),
    impression: view.getUint8(8),
    width: view.getUint16(9),
    height: view.getUint16(11),
    ppi: readPpi(record, 19),
    bitsPerPixel: record.getUint8(28),
    compression: compressionsByCode[2005][record.getUint8(29)],
    data: part.subarray(viewHeadBytes2005),
  };
}

/** Behind length, date and device: quality blocks, certification blocks where the record has them, then the image. */
function readView2011(part: Uint8Array, isCertified: boolean): FingerImageView {
  const view = viewOf(part);
  const qualities = view.getUint8(18);
  let offset = 19 + qualityBlockBytes * qualities;
  if (isCertified && offset < part.length) offset += 1 + certificationBlockBytes * view.getUint8(offset);
  // From the position to the length of the image.
  const dataStart = offset + 22;
  if (dataStart > part.length) throw malformed('ends within the head of a view');
  const dataBytes = view.getUint32(offset + 18);
  if (dataStart + dataBytes > part.length) throw malformed('has an image that ends beyond its view');
  return {
    position: view.getUint8(offset),
    number: view.getUint8(offset + 1),
    quality: qualities > 0 ? qualityOf(view.getUint8(19)) : undefined,
    impression: view.getUint8(offset + 13),
    width: view.getUint16(offset + 14),
    height: view.getUint16(offset + 16),
    ppi: readPpi(view, offset + 2),
    bitsPerPixel: view.getUint8(offset + 11),
    compression: compressionsByCode[2011][view.getUint8(offset + 12)],
    data: part.subarray(dataStart, dataStart + dataBytes),
  };
}

/** The unit, then the resolutions of scan and image, across and down each; an image that says nothing is as it was scanned. */
function readPpi(view: DataView, offset: number): number {
  const units = view.getUint8(offset);
  const [scanX = 0, scanY = 0, imageX = 0, imageY = 0] = [1, 3, 5, 7].map((at) => view.getUint16(offset + at));
  const [x, y] = imageX === 0 ? [scanX, scanY] : [imageX, imageY];
  if (units !== scaleUnits.perInch && units !== scaleUnits.perCm)
    throw malformed(`has the unknown scale unit ${units}`);
  if (Math.abs(x - y) > squareTolerance * x + 1) throw unsupported(`has pixels that are not square (${x} and ${y})`);
  return nominalPpi(units === scaleUnits.perCm ? x * cmPerInch : x);
}

/** 254 and 255 say that none was measured. */
function qualityOf(byte: number): number | undefined {
  return byte <= maxQuality ? byte : undefined;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function malformed(detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `the ISO/IEC 19794-4 record ${detail}`);
}

function unsupported(detail: string): RidgelineError {
  return new RidgelineError('UNSUPPORTED_FORMAT', `the ISO/IEC 19794-4 record ${detail}`);
}
