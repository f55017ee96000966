import { RidgelineError } from '../../native/error.js';
import { bytesAsText } from '../ansi-nist/byte-text.js';
import { ppiOfPerMetre } from '../resolution.js';

/** What the boxes of a JP2 file say beside the codestream (ISO/IEC 15444-1, annex I). */
export interface BoxedCodestream {
  readonly codestream: Uint8Array;
  /** Pixels per inch of the capture or, where that is not told, of the display; undefined where neither is. */
  readonly ppi: number | undefined;
  /** Width and height as the image header box has them; absent for a raw codestream. */
  readonly sides?: readonly [number, number];
}

interface Box {
  readonly type: string;
  readonly contents: Uint8Array;
}

/** Enumerated colour spaces that are grey levels, or red, green and blue. */
const plainColourSpaces = [16, 17];

/** The codestream of a JP2 file and its resolution. Throws MALFORMED_IMAGE, UNSUPPORTED_FORMAT. */
export function readBoxes(bytes: Uint8Array): BoxedCodestream {
  const boxes = boxesIn(bytes);
  const codestream = boxes.find(({ type }) => type === 'jp2c')?.contents;
  if (codestream === undefined) throw malformed('has no codestream');
  const header = boxesIn(boxes.find(({ type }) => type === 'jp2h')?.contents ?? new Uint8Array(0));
  checkColour(header);
  const resolutions = boxesIn(header.find(({ type }) => type === 'res ')?.contents ?? new Uint8Array(0));
  const ppiOf = (name: string): number | undefined => resolutionOf(resolutions.find(({ type }) => type === name));
  return { codestream, ppi: ppiOf('resc') ?? ppiOf('resd'), sides: sidesOf(header) };
}

/** The image header box has height, width and what the codestream says better. */
function sidesOf([first]: readonly Box[]): readonly [number, number] {
  if (first?.type !== 'ihdr' || first.contents.length !== 14) throw malformed('has no image header');
  const view = new DataView(first.contents.buffer, first.contents.byteOffset, 14);
  return [view.getUint32(4), view.getUint32(0)];
}

function boxesIn(bytes: Uint8Array): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const boxes: Box[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    if (offset + 8 > bytes.length) throw malformed('ends within the head of a box');
    const stated = view.getUint32(offset);
    if (stated === 1 && offset + 16 > bytes.length) throw malformed('ends within the head of a box');
    // 0: up to the end of the file; 1: a length of 64 bits follows the type.
    const length = stated === 0 ? bytes.length - offset : stated === 1 ? Number(view.getBigUint64(offset + 8)) : stated;
    const head = stated === 1 ? 16 : 8;
    const type = bytesAsText(bytes, offset + 4, offset + 8);
    if (length < head || offset + length > bytes.length)
      throw malformed(`has a box whose length of ${length} is wrong`);
    boxes.push({ type, contents: bytes.subarray(offset + head, offset + length) });
    offset += length;
  }
  return boxes;
}

/** A palette, or a colour space whose first component is no grey level, would need more than the samples. */
function checkColour(header: readonly Box[]): void {
  const palette = header.some(({ type }) => type === 'pclr');
  const [method, , , ...space] = header.find(({ type }) => type === 'colr')?.contents ?? [];
  const isPlain =
    method !== 1 || plainColourSpaces.includes(space.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0));
  if (palette || !isPlain) {
    throw new RidgelineError(
      'UNSUPPORTED_FORMAT',
      'the JPEG 2000 file has a palette or a colour space other than grey and sRGB',
    );
  }
}

/** Pixels per metre down and across as numerator, denominator, power of ten; the one across counts. */
function resolutionOf(box: Box | undefined): number | undefined {
  if (box === undefined || box.contents.length !== 10) return undefined;
  const view = new DataView(box.contents.buffer, box.contents.byteOffset, 10);
  const perMetre = (view.getUint16(4) / view.getUint16(6)) * 10 ** view.getInt8(9);
  const ppi = ppiOfPerMetre(perMetre);
  return Number.isFinite(ppi) && ppi > 0 ? ppi : undefined;
}

function malformed(detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `the JPEG 2000 file ${detail}`);
}
