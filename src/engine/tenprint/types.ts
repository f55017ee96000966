import type { Finding } from '../../formats/ansi-nist/check/finding.js';
import type { MissingFinger } from '../../formats/ansi-nist/tenprint.js';
import type { ExtractResult, FingerPosition, Impression, OperationOptions, PrintFailure } from '../types.js';

export type { MissingFinger };

/** Where a finger lies in a slap's image: px of that image, degrees clockwise from upright. */
export interface FingerPlace {
  readonly centerX: number;
  readonly centerY: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
  /** Whether the file states it (14.021 SEG, 14.025 ASEG) or it was found in the image. */
  readonly source: 'stated' | 'found';
}

/** One print of a ten-print file, ready for every operation that takes prints. */
export interface TenprintPrint extends ExtractResult {
  readonly impression: Impression;
  /** Of its record and finger, for people. */
  readonly name: string;
  /** Counted from 1. */
  readonly record: number;
  /** Of a finger of a slap. */
  readonly place?: FingerPlace;
}

/** What a slap showed. */
export interface SlapReading {
  readonly record: number;
  /** Position code as stated: 13 right and 14 left four fingers, 15 both thumbs, 40 to 54 other groups. */
  readonly position: number;
  /** The hand by the shape of the fingers; 'unknown' where it cannot be told, and for thumbs. */
  readonly hand: 'left' | 'right' | 'unknown';
  /** The fingers that it should show. */
  readonly expected: readonly FingerPosition[];
  /** Those that were found, whether they gave a template or not. */
  readonly found: readonly FingerPosition[];
}

/** What is wrong with the order of a card's prints. */
export interface SequenceError {
  /**
   * swapped: two rolled prints of a hand stand in each other's place; wrong-hand: a print is of a finger of the other hand;
   * repeated: a finger was taken twice, for two fingers; wrong-finger: a print is of another finger of its hand.
   */
  readonly kind: 'swapped' | 'wrong-hand' | 'repeated' | 'wrong-finger';
  readonly record: number;
  readonly impression: Impression;
  /** As the record states it. */
  readonly position: FingerPosition;
  /** The print that it is the same finger as. */
  readonly otherRecord: number;
  readonly otherImpression: Impression;
  readonly shownAs: FingerPosition;
  /** Decibels of both being one finger. */
  readonly score: number;
  /** Decibels against the plain print of the stated position; absent where there is none. */
  readonly ownScore?: number;
  /** A sentence that says all of it. */
  readonly message: string;
}

/** A rolled print against the plain print of its position. */
export interface SequencedPrint {
  readonly record: number;
  readonly position: FingerPosition;
  /** 'unknown' where neither it nor another finger is like enough: a poor print, or nothing to compare with. */
  readonly verdict: 'confirmed' | 'wrong' | 'unknown';
  /** Decibels against the plain print of its position; absent where there is none. */
  readonly score?: number;
}

/** A slap that claims one hand and shows the other. */
export interface WrongHand {
  readonly record: number;
  readonly position: number;
  readonly hand: 'left' | 'right';
  /** Whether rolled prints confirm it; false where only the shape of the fingers speaks for it. */
  readonly isCertain: boolean;
  readonly message: string;
}

/** Whether each print is of the finger that it is said to be of. */
export interface SequenceReport {
  readonly rolled: readonly SequencedPrint[];
  readonly errors: readonly SequenceError[];
  readonly wrongHands: readonly WrongHand[];
}

/** What a ten-print file holds of one person. */
export interface Tenprint {
  /** Rolled and plain prints, those of slaps one by one; at least one. */
  readonly prints: readonly TenprintPrint[];
  readonly slaps: readonly SlapReading[];
  readonly missing: readonly MissingFinger[];
  /** Images, and fingers of slaps, that gave no template. */
  readonly failures: readonly PrintFailure[];
  /** Names of images that are not matched: palms, marks, joints. */
  readonly ignored: readonly string[];
  readonly sequence: SequenceReport;
  /** What the checker found beside errors. */
  readonly warnings: readonly Finding[];
}

export interface TenprintOptions extends OperationOptions {
  /** Begins the names of the prints, e.g. the file's name. */
  readonly name?: string;
  /** 'refuse' throws WRONG_SEQUENCE where prints are swapped, repeated or of the wrong hand; 'tell' (default) lists it in the answer. */
  readonly sequence?: 'tell' | 'refuse';
  /** Whether each print comes with its picture, as `extract` gives it. */
  readonly picture?: boolean;
}
