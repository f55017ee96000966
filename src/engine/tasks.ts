import type { PrintImage } from '../formats/ansi-nist/print-images.js';
import type { SlapFinger } from '../formats/ansi-nist/slap-fingers.js';
import type { SlapImage } from '../formats/ansi-nist/tenprint.js';
import type {
  Advice,
  ExplainedComparison,
  GalleryNumber,
  GallerySearch,
  GrayImage,
  MachineLimits,
  ShardSearchResult,
  SubjectBatch,
  TemplateSynthesisRequest,
} from '../native/binding.js';
import type { ErrorCode } from '../native/error.js';
import type { KeptForms } from '../store/kept-forms.js';
import type { SubjectKey } from '../store/subject-record.js';
import type { PackedBatch } from './packed-batch.js';

/** What the engine asks of a worker thread: the name of each task, what goes in and what comes out. */
export interface Tasks {
  extractSlap: { readonly input: SlapExtraction; readonly output: ExtractedSlap };
  /** Decibels of pairs of templates; `pairs` alternates the places of both. */
  comparePairs: {
    readonly input: { readonly templates: PackedBatch; readonly pairs: Uint32Array };
    readonly output: Float32Array;
  };
  extract: { readonly input: ExtractTask; readonly output: readonly ExtractedTemplate[] };
  /** The same for many prints that cost little: one crossing for all of them. */
  extractEach: { readonly input: readonly ExtractTask[]; readonly output: readonly ExtractOutcome[] };
  search: { readonly input: SearchTask; readonly output: readonly ShardSearchResult[] };
  draw: { readonly input: DrawTask; readonly output: undefined };
  measureLimits: { readonly input: undefined; readonly output: MachineLimits };
  verify: { readonly input: VerifyTask; readonly output: VerifyAnswer };
  forms: { readonly input: FormsTask; readonly output: PackedBatch };
  explain: { readonly input: ExplainTask; readonly output: readonly ExplainedPair[] };
  append: { readonly input: AppendTask; readonly output: undefined };
  /** What this thread no longer needs goes. */
  clearMemory: { readonly input: undefined; readonly output: undefined };
  appendKept: { readonly input: AppendKeptTask; readonly output: AppendKeptAnswer };
  erase: { readonly input: EraseTask; readonly output: number };
}

/** Errors lose their class and code between threads, so a task answers with a value that says what happened. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

export type ExtractOutcome = Outcome<readonly ExtractedTemplate[]>;

/** Lets a task that still waits in the queue see that nobody waits for it any more. */
export interface StopView {
  /** One number in shared memory; not 0 where the operation was stopped. */
  readonly flag: Int32Array<SharedArrayBuffer>;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
}

export type PrintSource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly ppi?: number | undefined }
  | { readonly kind: 'image'; readonly image: GrayImage }
  /** Of a record of a transaction. */
  | { readonly kind: 'record'; readonly image: PrintImage }
  | { readonly kind: 'template'; readonly template: Uint8Array };

export interface ExtractTask {
  readonly source: PrintSource;
  readonly position: number;
  /** Impression code; absent where the caller does not say. */
  readonly impression?: number;
  /** Begins the message of every error. */
  readonly name: string;
  readonly wantsPicture?: boolean;
  readonly stop: StopView;
}

export interface SlapExtraction {
  readonly slap: SlapImage;
  /** Begins the message of every error. */
  readonly name: string;
  readonly wantsPicture?: boolean;
  readonly stop: StopView;
}

/** A finger of a slap with its template, or why it gave none. */
export type ExtractedFinger = SlapFinger &
  (
    | { readonly extracted: ExtractedTemplate; readonly error?: never }
    | { readonly error: { readonly code: ErrorCode; readonly message: string }; readonly extracted?: never }
  );

export interface ExtractedSlap {
  readonly hand: 'left' | 'right' | 'unknown';
  readonly fingers: readonly ExtractedFinger[];
}

/** A template with what is known of it. */
export interface ExtractedTemplate {
  readonly template: Uint8Array;
  readonly position: number;
  readonly impression: number;
  readonly quality: number;
  readonly minutiaCount: number;
  readonly width: number;
  readonly height: number;
  /** Absent where the print came as a template. */
  readonly image?: {
    readonly ridgePeriodPx: number;
    readonly foregroundShare: number;
    readonly inverted: boolean;
    readonly advice: readonly Advice[];
    readonly picture?: Uint8Array;
  };
}

/** One of the searches of a task. */
export interface QueuedSearch extends Omit<GallerySearch, 'probe'> {
  readonly probe: PackedBatch;
}

/** Searches of the same shards, which go together. */
export interface SearchTask {
  readonly gallery: GalleryNumber;
  readonly shards: Uint16Array;
  readonly searches: readonly QueuedSearch[];
}

/** Subjects drawn and appended to one shard, for benchmarks; person p has the number p + 1. */
export interface DrawTask {
  readonly gallery: GalleryNumber;
  readonly shard: number;
  readonly request: TemplateSynthesisRequest;
  /** So many subjects for each person drawn: after the person's own, others made of fingers of different people of the task. */
  readonly copies: number;
}

export interface VerifyTask {
  readonly probe: PackedBatch;
  readonly candidate: PackedBatch;
  readonly stop: StopView;
}

export interface VerifyAnswer {
  readonly score: number;
  /** Ten scores, position 1 to 10, NaN where that finger was not compared. */
  readonly fingerScores: Float32Array;
}

/** Single prints to compare: `pairs` alternates their places in probe and candidate. */
export interface ExplainTask extends VerifyTask {
  readonly pairs: Uint16Array;
}

export type ExplainedPair = Pick<ExplainedComparison, 'score' | 'pairs'>;

/** Templates of subjects, from which forms are made for the gallery; see NativeBinding.galleryForms. */
export interface FormsTask {
  readonly templates: PackedBatch;
  readonly printsUpTo: Uint32Array;
}

export interface AppendTask extends SubjectBatch {
  readonly gallery: GalleryNumber;
  readonly shard: number;
}

/** Subjects of one shard whose forms lie on disk. */
export interface AppendKeptTask {
  readonly gallery: GalleryNumber;
  readonly shard: number;
  readonly kept: KeptForms;
  /** Names of systems and owners; the place of a name is its number. */
  readonly systems: readonly string[];
  readonly owners: readonly string[];
  /** A text to look for in references. */
  readonly containing: string | undefined;
}

/** Numbers whose form is not there or no use, numbers that were left for the names they need, and whose references have the text. */
export interface AppendKeptAnswer {
  readonly missing: readonly number[];
  readonly found: readonly SubjectKey[];
  readonly unnamed: readonly number[];
  readonly systems: readonly string[];
  readonly owners: readonly string[];
}

export interface EraseTask {
  readonly gallery: GalleryNumber;
  readonly shard: number;
  readonly numbers: Float64Array;
}
