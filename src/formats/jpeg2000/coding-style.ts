import { RidgelineError } from '../../native/error.js';

/** A COD segment: how every tile of every component is divided. */
export interface CodingStyle {
  readonly layers: number;
  readonly reversible: boolean;
  /** The lowest resolution first; sides as powers of two. */
  readonly resolutions: readonly {
    /** Halvings from the tile to this resolution. */
    readonly halvings: number;
    readonly precinct: Exponents;
    readonly codeBlock: Exponents;
  }[];
}

interface Exponents {
  readonly x: number;
  readonly y: number;
}

interface Sides {
  readonly width: number;
  readonly height: number;
}

/** Most halvings that the standard allows. */
const maxLevels = 32;

/** Sides of code-blocks: exponents from 2 to 10, 12 together. */
const maxCodeBlockExponent = 10;
const maxCodeBlockExponents = 12;

/** Reads COD at its marker's offset. A RangeError says that the bytes end before it does. */
export function readCodingStyle(view: DataView, offset: number): CodingStyle {
  const hasPrecincts = (view.getUint8(offset + 4) & 1) === 1;
  const layers = view.getUint16(offset + 6);
  const levels = view.getUint8(offset + 9);
  const block = { x: view.getUint8(offset + 10) + 2, y: view.getUint8(offset + 11) + 2 };
  const bytes = 12 + (hasPrecincts ? levels + 1 : 0);
  const isSound =
    layers > 0 &&
    levels <= maxLevels &&
    Math.max(block.x, block.y) <= maxCodeBlockExponent &&
    block.x + block.y <= maxCodeBlockExponents &&
    view.getUint16(offset + 2) === bytes;
  if (!isSound) throw new RidgelineError('MALFORMED_IMAGE', 'the JPEG 2000 codestream has an impossible coding style');
  const resolutions = Array.from({ length: levels + 1 }, (_, index) => {
    const both = hasPrecincts ? view.getUint8(offset + 14 + index) : 0xff;
    const precinct = { x: both & 0xf, y: both >>> 4 };
    // Above the lowest resolution a precinct spans three sub-bands of half its side.
    const half = index === 0 ? 0 : 1;
    const codeBlock = { x: within(block.x, precinct.x - half), y: within(block.y, precinct.y - half) };
    return { halvings: levels - index, precinct, codeBlock };
  });
  return { layers, reversible: view.getUint8(offset + 13) === 1, resolutions };
}

/** No fewer than the code-blocks of one component of a tile, whatever its place. */
export function codeBlocksOf({ resolutions }: CodingStyle, tile: Sides): number {
  return sum(resolutions.map(({ halvings, codeBlock }) => cells(tile, halvings, codeBlock)));
}

/** No fewer than the packets of one component of a tile. */
export function packetsOf({ layers, resolutions }: CodingStyle, tile: Sides): number {
  return layers * sum(resolutions.map(({ halvings, precinct }) => cells(tile, halvings, precinct)));
}

/** Cells of a grid over a resolution; one more each way, since the grid need not begin with the tile. */
function cells({ width, height }: Sides, halvings: number, side: Exponents): number {
  const along = (px: number, exponent: number): number => Math.ceil(Math.ceil(px / 2 ** halvings) / 2 ** exponent) + 1;
  return along(width, side.x) * along(height, side.y);
}

function within(exponent: number, most: number): number {
  return Math.max(0, Math.min(exponent, most));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
