import { RidgelineError } from '../../native/error.js';
import { checkSides } from '../image-sides.js';
import { type CodingStyle, codeBlocksOf, packetsOf, readCodingStyle } from './coding-style.js';
import { maxCodeBlocks, maxPackets, maxTiles } from './limits.js';

/** What the main header of a codestream says (ISO/IEC 15444-1, annex A). */
export interface CodestreamHead {
  readonly width: number;
  readonly height: number;
  readonly components: 1 | 3;
  /** Bits a sample, unsigned, the same in every component. */
  readonly bitDepth: number;
  readonly tiles: number;
  /** Whether the wavelet is the reversible one; what the encoder left out no header tells. */
  readonly reversible: boolean;
}

const markers = { soc: 0xff4f, siz: 0xff51, cod: 0xff52, sot: 0xff90, sod: 0xff93, eoc: 0xffd9 } as const;

/** Segments that change nothing of what is bounded here: QCD, QCC, RGN, COM and lists of lengths (TLM, PLM, PLT, CRG). */
const harmlessMarkers = [0xff5c, 0xff5d, 0xff5e, 0xff64, 0xff55, 0xff57, 0xff58, 0xff63];

/** Bytes of SOT with its marker. */
const tilePartHeadBytes = 12;

/**
 * Reads and checks the headers of a codestream before any codec sees it: sizes, counts of what a decoder allocates, and that
 * all tile-parts are there. Throws MALFORMED_IMAGE, IMAGE_TOO_LARGE, UNSUPPORTED_FORMAT. Time is linear in the segments.
 */
export function readCodestreamHead(bytes: Uint8Array): CodestreamHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    if (view.getUint16(0) !== markers.soc || view.getUint16(2) !== markers.siz) throw malformed('has no image size');
    const size = readSize(view);
    let style: CodingStyle | undefined;
    let offset = 4 + view.getUint16(4);
    for (; view.getUint16(offset) !== markers.sot; offset += 2 + segmentBytes(view, offset)) {
      const marker = view.getUint16(offset);
      if (marker === markers.cod) style = readCodingStyle(view, offset);
      else checkHarmless(marker);
    }
    if (style === undefined) throw malformed('states no coding style');
    checkCounts(size, style);
    checkTileParts(view, offset, size.tiles);
    const { width, height, components, bitDepth, tiles } = size;
    return { width, height, components, bitDepth, tiles, reversible: style.reversible };
  } catch (error) {
    if (error instanceof RangeError) throw malformed('ends within its headers');
    throw error;
  }
}

interface Size extends Omit<CodestreamHead, 'reversible'> {
  readonly tileWidth: number;
  readonly tileHeight: number;
}

function readSize(view: DataView): Size {
  const [right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from({ length: 8 }, (_, index) =>
    view.getUint32(8 + 4 * index),
  ) as [number, number, number, number, number, number, number, number];
  const width = right - left;
  const height = bottom - top;
  if (width <= 0 || height <= 0) throw malformed(`states a size of ${width} x ${height} px`);
  checkSides(width, height);
  const isOverFirstTile =
    tileLeft <= left && tileTop <= top && tileLeft + tileWidth > left && tileTop + tileHeight > top;
  if (!isOverFirstTile) throw malformed('has tiles that do not begin at its image');
  const tiles = Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight);
  const { components, bitDepth } = readComponents(view);
  return { width, height, components, bitDepth, tiles, tileWidth, tileHeight };
}

function readComponents(view: DataView): { components: 1 | 3; bitDepth: number } {
  const components = view.getUint16(40);
  if (components !== 1 && components !== 3) throw unsupported(`has ${components} components; 1 and 3 are read`);
  if (view.getUint16(4) !== 38 + 3 * components) throw malformed('has an image size segment of a wrong length');
  const depths = Array.from({ length: components }, (_, index) => view.getUint32(42 + 3 * index - 1) & 0xffffff);
  const [first = 0] = depths;
  // Sign and depth less 1, then the subsampling across and down.
  const bitDepth = (first >>> 16) + 1;
  if (depths.some((depth) => depth !== first) || (first & 0xffff) !== 0x0101 || bitDepth > 16) {
    throw unsupported('has signed, subsampled or unequal components, or more than 16 bits a sample');
  }
  return { components, bitDepth };
}

function checkCounts(size: Size, style: CodingStyle): void {
  const tile = { width: Math.min(size.tileWidth, size.width), height: Math.min(size.tileHeight, size.height) };
  const parts = size.tiles * size.components;
  const counts: readonly (readonly [string, number, number])[] = [
    ['tiles', size.tiles, maxTiles],
    ['code-blocks', parts * codeBlocksOf(style, tile), maxCodeBlocks],
    ['packets', parts * packetsOf(style, tile), maxPackets],
  ];
  for (const [what, count, most] of counts) {
    if (count > most)
      throw new RidgelineError(
        'IMAGE_TOO_LARGE',
        `the JPEG 2000 codestream may have ${count} ${what}, at most ${most} are read`,
      );
  }
}

/** Walks from tile-part to tile-part to the end marker, so that a cut or a lying length shows. */
function checkTileParts(view: DataView, start: number, tiles: number): void {
  let offset = start;
  const seen = new Set<number>();
  while (view.getUint16(offset) === markers.sot) {
    const tile = view.getUint16(offset + 4);
    if (view.getUint16(offset + 2) !== 10 || tile >= tiles) throw malformed('has a tile-part of no tile');
    seen.add(tile);
    const stated = view.getUint32(offset + 6);
    // 0: the last one, up to the end marker.
    const end = stated === 0 ? view.byteLength - 2 : offset + stated;
    checkTilePartHeader(view, offset + tilePartHeadBytes, end);
    offset = end;
  }
  if (view.getUint16(offset) !== markers.eoc) throw malformed('does not end with its end marker');
  if (seen.size !== tiles) throw malformed(`has ${seen.size} of its ${tiles} tiles`);
}

function checkTilePartHeader(view: DataView, start: number, end: number): void {
  let offset = start;
  for (; offset < end && view.getUint16(offset) !== markers.sod; offset += 2 + segmentBytes(view, offset)) {
    checkHarmless(view.getUint16(offset));
  }
  if (offset + 2 > end) throw malformed('has a tile-part that ends within its header');
}

function segmentBytes(view: DataView, offset: number): number {
  const bytes = view.getUint16(offset + 2);
  if (bytes < 2) throw malformed('has a segment of no length');
  return bytes;
}

/** Styles of single components or tiles, orders of progression and packed headers would undo the bounds. */
function checkHarmless(marker: number): void {
  if (harmlessMarkers.includes(marker)) return;
  const name = marker.toString(16).padStart(4, '0');
  throw marker >>> 8 === 0xff
    ? unsupported(`uses the marker ${name}, which is not read`)
    : malformed(`has ${name} where a marker belongs`);
}

function malformed(detail: string): RidgelineError {
  return new RidgelineError('MALFORMED_IMAGE', `the JPEG 2000 codestream ${detail}`);
}

function unsupported(detail: string): RidgelineError {
  return new RidgelineError('UNSUPPORTED_FORMAT', `the JPEG 2000 codestream ${detail}`);
}
