import { RidgelineError } from '../../native/error.js';
import { bigEndian } from '../big-endian.js';
import {
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

/** Image acquisition levels of 2005 (clause 7.1) by the least ppi of each: eight bits at 250, 500 and 1000 ppi, not certified. */
const acquisitionLevels = [
  { ppi: 1000, level: 40 },
  { ppi: 500, level: 30 },
  { ppi: 0, level: 20 },
] as const;

/** No date: every byte all ones (2011). */
const dateBytes = 9;

const notMeasured = 254;

const byteMax = 0xff;
const wordMax = 0xffff;

/**
 * Writes an ISO/IEC 19794-4 record. One of 2005 needs views of one resolution, depth and compression, and says nothing of the
 * losses of JPEG 2000. Device, date and certification are written as unknown. Throws INVALID_ARGUMENT.
 */
export function writeFingerImages({ version, views }: FingerImageRecord): Uint8Array {
  for (const view of views) checkView(view, version);
  const [first] = views;
  if (first === undefined || views.length > maxViews) {
    throw invalid(`takes 1 to ${maxViews} views, not ${views.length}`);
  }
  const parts = version === 2005 ? parts2005(views, first) : parts2011(views);
  const length = headBytes[version] + parts.reduce((sum, part) => sum + part.length, 0);
  const head = version === 2005 ? head2005(views, first, length) : head2011(views, length);
  return Uint8Array.from(Buffer.concat([Uint8Array.from(head), ...parts]));
}

function start(version: FingerImageVersion): number[] {
  return [...recordMagic, ...Buffer.from(versionDigits[version]), 0];
}

function head2005(views: readonly FingerImageView[], first: FingerImageView, length: number): number[] {
  const level = acquisitionLevels.find(({ ppi }) => first.ppi >= ppi)?.level ?? 0;
  // Device 0: not reported. Two reserved bytes at the end.
  return [...start(2005), ...bigEndian(length, 6), 0, 0, ...bigEndian(level, 2), views.length, ...scaleOf(first), 0, 0];
}

function parts2005(views: readonly FingerImageView[], first: FingerImageView): Uint8Array[] {
  return views.map((view) => {
    const isAlike = (['ppi', 'bitsPerPixel', 'compression'] as const).every((key) => view[key] === first[key]);
    if (!isAlike) throw invalid('of 2005 takes views of one resolution, depth and compression');
    const ofPosition = views.filter(({ position }) => position === view.position);
    const head = [
      ...bigEndian(viewHeadBytes2005 + view.data.length, 4),
      view.position,
      ofPosition.length,
      view.number,
      view.quality ?? notMeasured,
      view.impression,
      ...bigEndian(view.width, 2),
      ...bigEndian(view.height, 2),
      0,
    ];
    return Buffer.concat([Uint8Array.from(head), view.data]);
  });
}

function head2011(views: readonly FingerImageView[], length: number): number[] {
  const positions = new Set(views.map(({ position }) => position));
  // No certification blocks.
  return [...start(2011), ...bigEndian(length, 4), ...bigEndian(views.length, 2), 0, positions.size];
}

function parts2011(views: readonly FingerImageView[]): Uint8Array[] {
  return views.map((view) => {
    // A quality whose vendor and algorithm are not told.
    const qualities = view.quality === undefined ? [] : [view.quality, 0, 0, 0, 0];
    const head = [
      ...bigEndian(viewHeadBytes2011 + qualities.length + view.data.length, 4),
      ...new Array<number>(dateBytes).fill(byteMax),
      // Technology, vendor and type of the device: unknown.
      ...[0, 0, 0, 0, 0],
      qualities.length / qualityBlockBytes,
      ...qualities,
      view.position,
      view.number,
      ...scaleOf(view, 2011),
      view.impression,
      ...bigEndian(view.width, 2),
      ...bigEndian(view.height, 2),
      ...bigEndian(view.data.length, 4),
    ];
    return Buffer.concat([Uint8Array.from(head), view.data]);
  });
}

/** Unit, resolution of scan and image, depth and compression. */
function scaleOf(view: FingerImageView, version: FingerImageVersion = 2005): number[] {
  const ppi = bigEndian(Math.round(view.ppi), 2);
  return [scaleUnits.perInch, ...ppi, ...ppi, ...ppi, ...ppi, view.bitsPerPixel, codeOf(view, version)];
}

function codeOf({ compression }: FingerImageView, version: FingerImageVersion): number {
  const known = version === 2005 && compression === 'JP2L' ? 'JP2' : compression;
  return known === undefined ? -1 : compressionsByCode[version].indexOf(known);
}

function checkView(view: FingerImageView, version: FingerImageVersion): void {
  const { position, impression, number, width, height, ppi, bitsPerPixel, quality = 0 } = view;
  const isByte = [position, impression, number, bitsPerPixel].every((value) => isWhole(value, byteMax));
  const isWord = [width, height, Math.round(ppi)].every((value) => isWhole(value, wordMax));
  if (!isByte || !isWord || !isWhole(quality, maxQuality) || codeOf(view, version) < 0) {
    throw invalid('was given a value that it cannot hold');
  }
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

function invalid(detail: string): RidgelineError {
  return new RidgelineError('INVALID_ARGUMENT', `an ISO/IEC 19794-4 record ${detail}`);
}
