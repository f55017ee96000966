import { impressionOfCode } from './impressions.js';
import { positionOfCode } from './positions.js';
import { type PrintImage, printImagesOf } from './print-images.js';
import type { Transaction } from './transaction.js';

/** The image of one finger. */
export interface FingerImage {
  readonly image: PrintImage;
  /** 1 right thumb to 10 left little finger; 0 where the record leaves it open. */
  readonly position: number;
  readonly impression: 'plain' | 'rolled';
}

/** The image of several fingers, of which some may be missing. */
export interface SlapImage {
  readonly image: PrintImage;
  /** 13 right and 14 left four fingers, 15 both thumbs; absent for groups that the record's own segments divide. */
  readonly hand?: 13 | 14 | 15;
  /** The fingers that it should show, without the missing ones. */
  readonly fingers: readonly number[];
}

/** A finger that gave no print, and why: XX amputated, UP unable to print (bandaged), SR scarred. */
export interface MissingFinger {
  readonly position: number;
  readonly code: string;
}

/** What a transaction holds of the prints of one person. */
export interface TenprintImages {
  readonly fingers: readonly FingerImage[];
  readonly slaps: readonly SlapImage[];
  readonly missing: readonly MissingFinger[];
  /** Images that are not matched: palms, marks, joints, fingertips of unknown fingers. */
  readonly others: readonly PrintImage[];
}

/** The fingers of slaps that are divided here. */
const hands: readonly (readonly [13 | 14 | 15, readonly number[]])[] = [
  [13, [2, 3, 4, 5]],
  [14, [7, 8, 9, 10]],
  [15, [1, 6]],
];

/** The prints of a transaction, as those of one person: rolled and plain fingers, slaps, missing fingers. */
export function tenprintImagesOf(transaction: Transaction): TenprintImages {
  const images = printImagesOf(transaction);
  const missing = missingOf(images);
  const withImage = images.filter(({ data }) => data.length > 0);
  const fingers = withImage.flatMap(fingerOf);
  const slaps = withImage.flatMap((image) => slapOf(image, missing));
  const used = new Set<PrintImage>([...fingers, ...slaps].map(({ image }) => image));
  return { fingers, slaps, missing, others: withImage.filter((image) => !used.has(image)) };
}

/** Each finger once, whichever records say it. */
function missingOf(images: readonly PrintImage[]): readonly MissingFinger[] {
  const codes = new Map(
    images.flatMap(({ missing }) => missing.map(({ position, code }) => [position, code] as const)),
  );
  return [...codes]
    .filter(([position]) => position >= 1 && position <= 10)
    .map(([position, code]) => ({ position, code }))
    .toSorted((a, b) => a.position - b.position);
}

function fingerOf(image: PrintImage): readonly FingerImage[] {
  const kind = impressionOfCode(image.impression ?? 0)?.kind ?? 'plain';
  if (image.kind !== 'print' || kind === 'latent') return [];
  const shown = new Set(image.positions.map((code) => positionOfCode(code)?.fingers[0] ?? 0));
  const isKnown = image.positions.every((code) => code === 0 || positionOfCode(code)?.fingers.length === 1);
  // Extra digits and unknown ridges are no fingers that anything could be compared with.
  if (!isKnown) return [];
  const [position = 0] = shown.size === 1 ? shown : [0];
  return [{ image, position, impression: kind === 'rolled' ? 'rolled' : 'plain' }];
}

function slapOf(image: PrintImage, missing: readonly MissingFinger[]): readonly SlapImage[] {
  const [code] = image.positions;
  if (image.kind !== 'slap' || code === undefined) return [];
  const fingers = (positionOfCode(code)?.fingers ?? []).filter((finger) =>
    missing.every(({ position }) => position !== finger),
  );
  const hand = hands.find(([, ofHand]) => fingers.every((finger) => ofHand.includes(finger)))?.[0];
  const isDivided = fingers.some((finger) => image.segments.some(({ position }) => position === finger));
  if (fingers.length === 0 || (hand === undefined && !isDivided)) return [];
  return [{ image, fingers, ...(hand === undefined ? {} : { hand }) }];
}
