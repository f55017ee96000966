/**
 * The typed face of the addon: every function it exports, and nothing else. One crossing per batch, plain data in,
 * typed arrays and branded handles out. Every function throws RidgelineError (built in load.ts from the native code and detail).
 */

declare const brand: unique symbol;

/** A native object, type-tagged on the C++ side. Passing one of another kind throws INVALID_HANDLE. */
export type Handle<Kind extends string> = object & { readonly [brand]: Kind };

/** Templates prepared for comparison, in native memory. */
export type PreparedHandle = Handle<'PreparedPrints'>;
/** A flag that stops native work within milliseconds; shared between threads through its number. */
export type CancelNumber = number & { readonly [brand]: 'Cancel' };
/** The process-wide number of a gallery: any thread can use it once the addon is loaded. */
export type GalleryNumber = number & { readonly [brand]: 'Gallery' };

/** 8-bit grey pixels, row by row, 0 black; ppi 0 = unknown. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  readonly ppi: number;
  readonly pixels: Uint8Array;
}

/** What whoever takes a print could do better; native/quality/advice.hpp says what each stands for. */
export type Advice = 'TOO_SMALL' | 'FEW_MINUTIAE' | 'UNCLEAR' | 'LOW_CONTRAST' | 'TOO_DRY' | 'TOO_WET' | 'OFF_CENTRE';

export interface ExtractedPrint {
  /** The template in its packed form. */
  readonly template: Uint8Array;
  readonly minutiaCount: number;
  /** 0 to 100. */
  readonly quality: number;
  /** Median ridge period in px at 500 ppi. */
  readonly ridgePeriodPx: number;
  /** 0 to 1. */
  readonly foregroundShare: number;
  /** The gravest first. */
  readonly advice: readonly Advice[];
  /** True where the ridges were bright and were turned dark. */
  readonly inverted: boolean;
}

/** One picture of an extraction stage; channels is 1 (grey) or 3 (RGB). */
export interface StagePicture {
  readonly stage: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

/** One value for each square of cellPx px of the print at 500 ppi, row by row. */
export interface StageField {
  readonly columns: number;
  readonly rows: number;
  readonly cellPx: number;
  readonly values: Float32Array;
}

export interface ExplainedExtraction {
  /** Absent where extraction failed; then `error` says why and the stages reached are still there. */
  readonly print?: ExtractedPrint;
  readonly error?: { readonly code: string; readonly detail: string };
  readonly stages: readonly StagePicture[];
  /** By the name of their stage: orientations in radians (image axes), ridge periods in px, clarity 0 to 1, masks 0 or 1. */
  readonly fields: Readonly<Record<string, StageField>>;
  readonly figures: Readonly<Record<string, number>>;
}

/** A template's contents as columns. x, y in px at 500 ppi (steps of 1/8); angle in degrees counter-clockwise, y up. */
export interface TemplateContents {
  readonly position: number;
  readonly impression: number;
  readonly quality: number;
  readonly width: number;
  readonly height: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly angle: Float32Array;
  /** 0 other, 1 ending, 2 bifurcation. */
  readonly type: Uint8Array;
  readonly minutiaQuality: Uint8Array;
}

export interface ExplainedComparison {
  /** Decibels. */
  readonly score: number;
  readonly rotationRad: number;
  /** Indices of paired minutiae: probe and candidate alternating. */
  readonly pairs: Uint16Array;
}

/** Subjects to append, as columns. */
export interface SubjectBatch {
  /** Subject numbers, below 2^53. */
  readonly numbers: Float64Array;
  readonly systems: Uint16Array;
  readonly owners: Uint16Array;
  /** The prints of each subject, as galleryForms made them. They are read where they lie. */
  readonly forms: GalleryForms & {
    /** Where each form begins, where something else lies between them; default: where the one before ends. */
    readonly starts?: Uint32Array;
  };
}

/** Forms of subjects end to end; ends[i] is where the i-th ends. */
export interface GalleryForms {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

export interface GalleryStatistics {
  readonly shards: number;
  readonly segments: number;
  readonly subjects: number;
  readonly erased: number;
  readonly prints: number;
  readonly bytes: number;
}

/** One of several searches that read the gallery together. */
export interface GallerySearch {
  /** Packed templates of the probe, any number of impressions of each finger; position 0 = unknown finger. */
  readonly probe: readonly Uint8Array[];
  /** Permitted systems and owners; empty = all. */
  readonly systems: Uint16Array;
  readonly owners: Uint16Array;
  readonly maxCandidates: number;
  /** Candidates below this fused score (decibels) are left out. */
  readonly minScore: number;
  /** Compares every permitted subject, without the coarse pass. */
  readonly exhaustive: boolean;
  /** 0 = none. */
  readonly cancel: CancelNumber | 0;
  /** Milliseconds since the epoch; Infinity = none. */
  readonly deadlineMs: number;
}

/** Candidates of the shards searched, best first, as columns. */
export interface ShardSearchResult {
  readonly numbers: Float64Array;
  /** Fused scores in decibels. */
  readonly scores: Float32Array;
  /** Ten scores a candidate (position 1 to 10), NaN where that finger was not compared. */
  readonly fingerScores: Float32Array;
  /** Permitted living subjects that were looked at, by code or by comparison. */
  readonly searched: number;
  /** Those whose prints were compared. */
  readonly compared: number;
  /** Codes that prints of the probe were asked of. */
  readonly codesAsked: number;
  /** How long the codes were read, together with the other searches of the call; 0 where everybody is compared. */
  readonly coarseMs: number;
  /** False where cancel or deadline stopped the work; `stoppedBy` says which. */
  readonly complete: boolean;
  readonly stoppedBy: 'none' | 'cancel' | 'deadline';
}

/** Bounds of the coarse pass of searches. */
export interface MachineLimits {
  /** Bytes a second that one thread reads from memory. */
  readonly memoryReadPerSecond: number;
  /** Codes of 64 bytes a second that one thread compares by counting bits, all of them in its nearest cache. */
  readonly popcountCodesPerSecond: number;
  /** The same that it looks up as searches do. */
  readonly codesPerSecond: number;
}

/** What a synthetic print is made from; the same numbers give the same bytes everywhere. */
export interface SynthesisRequest {
  readonly seed: number;
  readonly person: number;
  /** 1 to 10. */
  readonly position: number;
  /** 0 = the first impression, 1 the next, ... */
  readonly impression: number;
  /** Rolled prints show the finger from nail to nail. */
  readonly kind: 'plain' | 'rolled';
  /** What takes the print: fields of 0.8 x 1.0 in (optical, inked) and 0.6 x 0.8 in (capacitive); 1.6 x 1.5 in where it is rolled. */
  readonly sensor: 'optical' | 'capacitive' | 'inked';
  /** 'any' is drawn, the worse the greater the difficulty; the others are set. */
  readonly condition: 'any' | 'clean' | 'dry' | 'wet' | 'partial' | 'distorted' | 'worn';
  /** 0 (guided, willing people) to 1 (people who avoid to be recognised). */
  readonly difficulty: number;
  readonly ppi: 500 | 1000;
}

export interface SyntheticPrint {
  readonly image: GrayImage;
  /** Ground-truth minutiae of this impression as a packed template, at 500 ppi. */
  readonly truth: Uint8Array;
  readonly patternClass: 'arch' | 'tented-arch' | 'left-loop' | 'right-loop' | 'whorl' | 'double-loop';
}

/** Several fingers on one platen of 3.2 x 3.0 in; the same numbers give the same bytes everywhere. */
export interface SlapSynthesisRequest extends Omit<SynthesisRequest, 'kind' | 'sensor'> {
  /** 11 right and 12 left thumb, 13 right and 14 left four fingers, 15 both thumbs. */
  readonly position: number;
  readonly kind: 'plain';
  readonly sensor: 'optical' | 'inked';
  /** Of the hand, clockwise, -45 to 45; drawn where absent. */
  readonly tiltDegrees?: number;
  /** Positions (1 to 10) of fingers that leave no print. */
  readonly missingFingers: readonly number[];
}

/** px at 500 ppi whatever the picture's resolution. */
export interface UprightBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle along a finger, px at 500 ppi from the top left corner; the angle is clockwise from upright. */
export interface TurnedBox {
  readonly middleX: number;
  readonly middleY: number;
  readonly width: number;
  readonly height: number;
  readonly angleDegrees: number;
}

export interface SyntheticSlapFinger {
  /** 1 to 10. */
  readonly position: number;
  readonly patternClass: SyntheticPrint['patternClass'];
  readonly box: UprightBox;
  readonly turnedBox: TurnedBox;
  /** Ground-truth minutiae as a packed template, in the coordinates of the slap. */
  readonly truth: Uint8Array;
  /** The same in the coordinates of the upright box. */
  readonly truthInBox: Uint8Array;
}

export interface SyntheticSlap {
  readonly image: GrayImage;
  readonly tiltDegrees: number;
  /** From left to right in an upright hand. */
  readonly fingers: readonly SyntheticSlapFinger[];
}

/**
 * One finger of a slap, its pad above the crease of the last joint, as a rectangle along it in px of the slap's image: the centre is
 * counted from the top left corner, the angle is in degrees clockwise from upright.
 */
export interface FingerBox {
  readonly centerX: number;
  readonly centerY: number;
  /** Across the finger. */
  readonly width: number;
  /** Along the finger. */
  readonly height: number;
  readonly angle: number;
}

export interface SegmentedFinger extends FingerBox {
  /** 1 to 10. */
  readonly position: number;
  /** 0 to 1: that this is that finger and no other. */
  readonly confidence: number;
}

export interface SegmentedSlap {
  /** What the fingers' arrangement and their loops speak for, whatever was claimed; thumbs and too few fingers don't tell. */
  readonly hand: 'left' | 'right' | 'unknown';
  /** How many fingers the position and the missing ones let expect. */
  readonly expected: number;
  /** From left to right in an upright hand. Positions are those of the other hand where clearly that one was found. */
  readonly fingers: readonly SegmentedFinger[];
}

/** Templates that were never images, for large galleries. */
export interface TemplateSynthesisRequest {
  readonly seed: number;
  readonly firstPerson: number;
  readonly people: number;
  /** Finger positions 1 to 10. */
  readonly positions: Uint8Array;
  readonly firstImpression: number;
  readonly impressions: number;
  readonly kind: 'plain' | 'rolled';
  /** 0 to 1. */
  readonly difficulty: number;
}

/** Packed templates end to end, in the order of person, position and impression; ends[i] is where the i-th ends. */
export interface SynthesizedTemplates {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

export type Isa = 'baseline' | 'avx2' | 'avx512';

/** Finger minutiae records: ISO/IEC 19794-2:2005 and 2011, ANSI/INCITS 378-2004 and 2009. */
export type RecordForm = 'iso2005' | 'iso2011' | 'incits2004' | 'incits2009';

export interface MinutiaeRecord {
  readonly form: RecordForm;
  /** One packed template a view. */
  readonly templates: readonly Uint8Array[];
}

/** Values that were sealed, in an open file. */
export interface SealedValues {
  /** Where each begins in the file. */
  readonly offsets: Float64Array;
  /** Bytes of each there. */
  readonly lengths: Uint32Array;
  /** 32 bytes each, end to end. */
  readonly keys: Uint8Array;
  /** A value's place is this, then its number as 64 bits, the highest first. */
  readonly place: Uint8Array;
  readonly numbers: Float64Array;
  /** What stands before each sealed value. */
  readonly mark: Uint8Array;
}

export interface NativeBinding {
  isa(): { readonly detected: Isa; readonly active: Isa };

  decodeWsq(bytes: Uint8Array): GrayImage;
  /** Sides from 64 to 4096 px, 0.1 to 8 bits a pixel. A known ppi goes into the file's comment, rounded. */
  encodeWsq(image: GrayImage, bitsPerPixel: number): Uint8Array;

  extract(image: GrayImage, position: number, impression: number): ExtractedPrint;
  explainExtraction(image: GrayImage, position: number, impression: number): ExplainedExtraction;

  readTemplate(packed: Uint8Array): TemplateContents;
  readMinutiaeRecord(record: Uint8Array): MinutiaeRecord;
  /** 1 to 16 templates as views of one record; positions in whole pixels. */
  writeMinutiaeRecord(packed: readonly Uint8Array[], form: RecordForm): Uint8Array;
  /** From one form to another, with the order of minutiae and the extended data that the form permits. */
  convertMinutiaeRecord(record: Uint8Array, form: RecordForm): Uint8Array;

  /**
   * Finds the fingers of a slap: positions 13 and 14 four fingers of the right and left hand, 15 both thumbs, 11 and 12 one. `missing`
   * lists the fingers (1 to 10) that are said to be missing; others may be, too. A picture without fingers gives none.
   */
  segmentSlap(image: GrayImage, position: number, missing: readonly number[]): SegmentedSlap;
  /** A finger in its box, turned upright, with a narrow margin, at the image's resolution. */
  uprightPrint(image: GrayImage, box: FingerBox): GrayImage;

  /** Score of two packed templates in decibels. */
  compare(probe: Uint8Array, candidate: Uint8Array): number;
  explainComparison(probe: Uint8Array, candidate: Uint8Array): ExplainedComparison;
  /** Prepares packed templates once; empty arrays stand for prints without a template and score 0 in every pair. */
  prepare(templates: readonly Uint8Array[]): PreparedHandle;
  /** Scores of pairs of prepared templates; `pairs` alternates probe and candidate index. */
  comparePairs(prepared: PreparedHandle, pairs: Uint32Array): Float32Array;
  /** Microseconds of each comparison of `pairs`, measured one by one. */
  timePairs(prepared: PreparedHandle, pairs: Uint32Array): Float32Array;

  cancelCreate(): CancelNumber;
  cancelRaise(cancel: CancelNumber): void;
  cancelRelease(cancel: CancelNumber): void;

  galleryCreate(shards: number, maxBytes: number): GalleryNumber;
  galleryDestroy(gallery: GalleryNumber): void;
  /**
   * Prepares packed templates for galleries, where their position bytes say which finger each is: a form for each subject. Print i
   * belongs to the subject s with printsUpTo[s-1] <= i < printsUpTo[s].
   */
  galleryForms(templates: readonly Uint8Array[], printsUpTo: Uint32Array): GalleryForms;
  /** Forms of another version were made by a program that would prepare the same templates otherwise. */
  galleryFormVersion(): number;
  /** Appends a batch to one shard: all of it or, on an error, none. */
  galleryAppend(gallery: GalleryNumber, shard: number, batch: SubjectBatch): void;
  /** Erases subjects of one shard: unseen by later searches, their bytes overwritten on return. Returns how many were there. */
  galleryErase(gallery: GalleryNumber, shard: number, numbers: Float64Array): number;
  galleryStatistics(gallery: GalleryNumber): GalleryStatistics;
  /** Searches shards for several probes at once; a result each. At most 64 searches. */
  gallerySearch(gallery: GalleryNumber, shards: Uint16Array, searches: readonly GallerySearch[]): ShardSearchResult[];
  /** What one thread can do here, measured in some tenths of a second. */
  measureLimits(): MachineLimits;

  /** Threshold in decibels for a search of `subjects` at a false positive identification rate: 10 log10(subjects / fpir). */
  decisionThreshold(subjects: number, fpir: number): number;

  synthesizePrint(request: SynthesisRequest): SyntheticPrint;
  /** At most 100 000 templates a call. */
  synthesizeSlap(request: SlapSynthesisRequest): SyntheticSlap;
  synthesizeTemplates(request: TemplateSynthesisRequest): SynthesizedTemplates;

  /** Locks an open file without waiting; the system unlocks it when the descriptor is closed or the process ends. False: locked already. */
  tryLockFile(descriptor: number): boolean;

  /**
   * Reads what src/store/seal.ts sealed from a file and opens it into `into`, end to end. Returns how many bytes each value is; -1, and
   * none there, where it is not in the file, or its key, its place or any bit of it is another.
   */
  readSealed(descriptor: number, values: SealedValues, into: Uint8Array): Int32Array;

  /** HMAC-SHA-256 under `secret` (32 bytes) of each 16 bytes of `salts`, 32 bytes each, end to end; zeros where a salt is zeros. */
  deriveKeys(secret: Uint8Array, salts: Uint8Array): Uint8Array;
}
