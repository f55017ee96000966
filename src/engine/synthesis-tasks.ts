/** What the workbench asks of a worker thread to make synthetic people. */

import type { PictureFormat } from '../formats/write-image.js';
import type { SlapSynthesisRequest, SynthesisRequest, SyntheticPrint, SyntheticSlapFinger } from '../native/binding.js';

/** One finger and the impressions that are wanted of it, so that it is grown once for all of them. */
export interface FingerTask extends Omit<SynthesisRequest, 'impression' | 'difficulty'> {
  readonly format: PictureFormat;
  readonly touches: readonly Pick<SynthesisRequest, 'impression' | 'difficulty'>[];
}

export interface FingerPrint extends Pick<SynthesisRequest, 'impression' | 'difficulty'> {
  /** The picture's file. */
  readonly file: Uint8Array;
  readonly patternClass: SyntheticPrint['patternClass'];
  /** The true minutiae as a packed template. */
  readonly truth: Uint8Array;
}

/** A ten-print card: ten rolled prints, the four fingers of each hand, and both thumbs. */
export interface CardTask extends Omit<SlapSynthesisRequest, 'position' | 'kind'> {
  readonly format: PictureFormat;
  /** How many times smaller JPEG 2000 shall be; without loss where absent. */
  readonly ratio?: number;
  /** Whether the whole card is wanted as one picture as well. */
  readonly whole: boolean;
}

export interface CardPrint {
  readonly position: number;
  readonly file: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly patternClass: SyntheticPrint['patternClass'];
  readonly truth: Uint8Array;
}

export interface CardSlap {
  /** 13, 14 or 15. */
  readonly position: number;
  readonly file: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly tiltDegrees: number;
  readonly fingers: readonly SyntheticSlapFinger[];
}

export interface SynthesizedCard {
  readonly rolled: readonly CardPrint[];
  readonly slaps: readonly CardSlap[];
  /** The whole card at 500 ppi. */
  readonly whole?: Uint8Array;
}
