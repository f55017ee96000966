import type {
  ExplainedComparison,
  StageField,
  StagePicture,
  SynthesisRequest,
  SynthesizedTemplates,
  SyntheticPrint,
  TemplateContents,
  TemplateSynthesisRequest,
} from '../native/binding.js';
import type { ErrorCode } from '../native/error.js';
import type { PackedBatch } from './packed-batch.js';
import type { MeasuredPrint, PrintMeasurements } from './print-measurements.js';
import type { SlapTrial, SlapTrialTask } from './slap-trial.js';
import type { CardTask, FingerPrint, FingerTask, SynthesizedCard } from './synthesis-tasks.js';
import type { FingerPosition, Impression } from './types.js';

/** What the workbench asks of a worker thread: the name of each task, what goes in and what comes out. */
export interface WorkbenchTasks {
  explain: { readonly input: PrintFile; readonly output: Explanation };
  dissect: { readonly input: PrintFile; readonly output: DissectedPrint };
  explainPairs: { readonly input: PairsTask; readonly output: readonly ExplainedPair[] };
  drawMatch: {
    readonly input: { readonly probe: PrintFile; readonly candidate: PrintFile };
    readonly output: MatchDrawing;
  };
  timeExtraction: { readonly input: PrintFile; readonly output: TimedExtraction };
  comparePairs: { readonly input: PairsTask; readonly output: Float32Array };
  timePairs: { readonly input: PairsTask; readonly output: Float32Array };
  measurePrint: { readonly input: PrintFile; readonly output: MeasuredPrint };
  measureSynthetic: { readonly input: SynthesisRequest; readonly output: MeasuredPrint };
  measureSyntheticTemplates: { readonly input: FingerTemplatesRequest; readonly output: PrintMeasurements[] };
  synthesize: { readonly input: SynthesisRequest; readonly output: SynthesizedPrint };
  synthesizeFinger: { readonly input: FingerTask; readonly output: readonly FingerPrint[] };
  synthesizeCard: { readonly input: CardTask; readonly output: SynthesizedCard };
  runSlapTrial: { readonly input: SlapTrialTask; readonly output: SlapTrial };
  synthesizeTemplateBatch: { readonly input: TemplateSynthesisRequest; readonly output: SynthesizedTemplates };
}

export interface PairsTask {
  readonly templates: PackedBatch;
  readonly pairs: Uint32Array;
}

/** What is done to an image before it is read; nothing of it where absent. */
export interface ImageChange {
  readonly cutPx?: number;
  readonly turnDegrees?: number;
}

/** The bytes of one print's file. */
export interface PrintFile {
  readonly bytes: Uint8Array;
  /** Begins the message of every error. */
  readonly name: string;
  /** Pixels per inch; wins over the file's own statement. */
  readonly ppi?: number | undefined;
  /** Pixels per inch where neither `ppi` nor the file states them. */
  readonly fallbackPpi?: number | undefined;
  /** The image loses so many columns and rows at its left and top, and is turned clockwise, before all else. Not of files of templates. */
  readonly change?: ImageChange;
  /** Default 0, unknown. */
  readonly position?: FingerPosition;
  /** Default 'plain'. */
  readonly impression?: Impression;
}

/** A PNG file and what it shows, in words fit for a file's name. */
export interface NamedPicture {
  readonly name: string;
  readonly png: Uint8Array;
}

export interface Explanation {
  /** In the order of the stages; where a template came out, the last shows its minutiae over the print. */
  readonly pictures: readonly NamedPicture[];
  /** Figures of the extraction by name. */
  readonly figures: Readonly<Record<string, number>>;
  /** Why no template came out; absent where one did. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

/** A print taken apart: what each stage of its extraction found, as pictures and as numbers. */
export interface DissectedPrint {
  /** By the names of the stages. */
  readonly pictures: Readonly<Record<string, StagePicture>>;
  readonly fields: Readonly<Record<string, StageField>>;
  /** Absent where extraction failed. */
  readonly contents?: TemplateContents;
}

/** A comparison with the minutiae that it held for the same, and where they lie. */
export interface ExplainedPair extends Pick<ExplainedComparison, 'score' | 'pairs'> {
  /** Six numbers a pair: x, y in px and angle in degrees (as in TemplateContents) in the probe, the same in the candidate. */
  readonly places: Float32Array;
}

export interface MatchDrawing {
  readonly png: Uint8Array;
  /** Decibels. */
  readonly score: number;
  /** Minutiae that the comparison held for the same. */
  readonly pairedMinutiae: number;
  readonly rotationDegrees: number;
}

export interface TimedExtraction {
  /** The packed form. */
  readonly template: Uint8Array;
  /** Time of the native call; absent where the file holds a template. */
  readonly extractMs?: number;
  /** True where nothing stated the resolution and `fallbackPpi` was taken. */
  readonly ppiAssumed: boolean;
}

type UsualTouch = 'kind' | 'sensor' | 'condition' | 'difficulty' | 'ppi';

/** A synthetic print; by default a plain one of a good optical sensor at 500 ppi, of middling difficulty. */
export type PrintRequest = Omit<SynthesisRequest, UsualTouch> & Partial<Pick<SynthesisRequest, UsualTouch>>;

/** Templates of one finger that have no image. */
export interface FingerTemplatesRequest {
  readonly seed: number;
  readonly person: number;
  readonly position: FingerPosition;
  readonly impressions: number;
  readonly difficulty: number;
}

export interface SynthesizedPrint {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly patternClass: SyntheticPrint['patternClass'];
  /** The true minutiae as a packed template. */
  readonly truth: Uint8Array;
}
