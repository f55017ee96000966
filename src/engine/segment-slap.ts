import type { FingerBox, GrayImage, SegmentedSlap } from '../native/binding.js';
import { loadNative } from '../native/load.js';

/** A decoded slap and what its record says of it. */
export interface SlapTask {
  readonly image: GrayImage;
  /** 13 right and 14 left four fingers, 15 both thumbs, 11 right and 12 left thumb. */
  readonly position: number;
  /** Fingers (1 to 10) that are said to be missing. */
  readonly missing: readonly number[];
}

/** One finger of a slap as an image of its own. */
export interface SlapPrint {
  /** 1 to 10. */
  readonly position: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Where it lies in the slap. */
  readonly box: FingerBox;
  /** The finger turned upright, at the slap's resolution; takes the place of a single plain print. */
  readonly image: GrayImage;
}

export interface SlapPrints extends Pick<SegmentedSlap, 'hand' | 'expected'> {
  readonly prints: readonly SlapPrint[];
}

/** Segments a slap and cuts its fingers out. Works in the calling thread: some tenths of a second. */
export function segmentSlap({ image, position, missing }: SlapTask): SlapPrints {
  const native = loadNative();
  const { hand, expected, fingers } = native.segmentSlap(image, position, missing);
  const prints = fingers.map(({ position: finger, confidence, ...box }) => ({
    position: finger,
    confidence,
    box,
    image: native.uprightPrint(image, box),
  }));
  return { hand, expected, prints };
}
