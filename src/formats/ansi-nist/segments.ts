import { subfieldsOf, type TaggedRecord, wholeNumberOf } from './transaction.js';

export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

/** One finger of a slap as the sender segmented it. */
export interface Segment {
  readonly position: number;
  /** A box as its four corners (14.021 SEG), or a polygon (14.025 ASEG). */
  readonly outline: readonly PixelPoint[];
  readonly isBox: boolean;
}

/** The boxes and polygons of a type-14 record; those that cannot be read are left out, the checker names them. */
export function segmentsOf(record: TaggedRecord): readonly Segment[] {
  const read = [...subfieldsOf(record, 21).map(boxOf), ...subfieldsOf(record, 25).map(polygonOf)];
  return read.filter((segment) => segment !== undefined);
}

/** Finger, left, right, top, bottom. */
export function boxOf(items: readonly string[]): Segment | undefined {
  const numbers = items.map(wholeNumberOf);
  const [position, left, right, top, bottom] = numbers;
  if (numbers.length !== 5 || position === undefined) return undefined;
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return undefined;
  const outline = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  return { position, outline, isBox: true };
}

/** Finger, number of points, then x and y of each. */
export function polygonOf(items: readonly string[]): Segment | undefined {
  const [position, count, ...coordinates] = items.map(wholeNumberOf);
  if (position === undefined || count === undefined || count < 3 || coordinates.length !== 2 * count) return undefined;
  if (coordinates.includes(undefined)) return undefined;
  const outline = Array.from({ length: count }, (_, index) => ({
    x: coordinates[2 * index] ?? 0,
    y: coordinates[2 * index + 1] ?? 0,
  }));
  return { position, outline, isBox: false };
}
