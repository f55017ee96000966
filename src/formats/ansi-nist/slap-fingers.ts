import type { FingerBox, GrayImage } from '../../native/binding.js';
import { loadNative } from '../../native/load.js';
import { positionOfCode } from './positions.js';
import type { Segment } from './segments.js';
import type { SlapImage } from './tenprint.js';

/** A finger of a slap: where it lies, and who says so. */
export interface SlapFinger extends FingerBox {
  /** 1 right thumb to 10 left little finger. */
  readonly position: number;
  readonly source: 'stated' | 'found';
}

export interface DividedSlap {
  /** By the shape of the fingers; 'unknown' where it cannot be told, and for thumbs. */
  readonly hand: 'left' | 'right' | 'unknown';
  /** From left to right in an upright hand where they were found. */
  readonly fingers: readonly SlapFinger[];
}

/** Smallest side of a stated box that can hold a print, px at 500 ppi: half of the narrowest finger. */
const minSidePx = 60;

/**
 * The fingers of a slap. What the record states (14.021 SEG, 14.025 ASEG) says which finger is where; boxes that are found in the image
 * are taken in place of the stated ones that they lie in, since they are turned with the finger. Where the shape speaks for the other
 * hand, fingers keep the names of the claimed one, and `hand` says what was found.
 */
export function divideSlap(slap: SlapImage, image: GrayImage): DividedSlap {
  const found = find(slap, image);
  const stated = statedFingers(slap, image);
  if (stated.length === 0) return found;
  return { hand: found.hand, fingers: stated.map((finger) => foundIn(finger, found.fingers) ?? finger) };
}

function find({ hand, fingers }: SlapImage, image: GrayImage): DividedSlap {
  if (hand === undefined || fingers.length === 0) return { hand: 'unknown', fingers: [] };
  const missing = (positionOfCode(hand)?.fingers ?? []).filter((finger) => !fingers.includes(finger));
  const segmented = loadNative().segmentSlap(image, hand, missing);
  const shown = positionOfCode(hand)?.fingers ?? [];
  const isOther = segmented.fingers.every(({ position }) => !shown.includes(position));
  return {
    hand: segmented.hand,
    fingers: segmented.fingers.map(({ confidence: _, position, ...box }) => {
      return { ...box, position: isOther ? mirrored(position) : position, source: 'found' as const };
    }),
  };
}

/** The finger that stands at the same place of the other hand's slap: index and little finger are 2 and 5, 7 and 10. */
function mirrored(position: number): number {
  return 12 - position;
}

/** Stated segments of fingers that the slap should show, each within the image and large enough for a print; one a finger. */
function statedFingers({ image: record, fingers }: SlapImage, image: GrayImage): readonly SlapFinger[] {
  const minSide = (minSidePx * image.ppi) / 500;
  return fingers.flatMap((position) => {
    // A polygon (ASEG) stands behind the box of its finger and is no better for a crop.
    const segment = record.segments.find((one) => one.position === position);
    const box = segment === undefined ? undefined : boxAround(segment, image);
    return box === undefined || box.width < minSide || box.height < minSide ? [] : [{ position, ...box }];
  });
}

function boxAround({ outline }: Segment, image: GrayImage): Omit<SlapFinger, 'position'> {
  const xs = outline.map(({ x }) => Math.min(x, image.width));
  const ys = outline.map(({ y }) => Math.min(y, image.height));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    centerX: (left + right) / 2,
    centerY: (top + bottom) / 2,
    width: right - left,
    height: bottom - top,
    angle: 0,
    source: 'stated',
  };
}

/** The found finger whose middle lies in a stated box, under the stated name. */
function foundIn(stated: SlapFinger, found: readonly SlapFinger[]): SlapFinger | undefined {
  const inside = found.filter(
    ({ centerX, centerY }) =>
      Math.abs(centerX - stated.centerX) <= stated.width / 2 && Math.abs(centerY - stated.centerY) <= stated.height / 2,
  );
  const [only] = inside;
  return only !== undefined && inside.length === 1 ? { ...only, position: stated.position } : undefined;
}
