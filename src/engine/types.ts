/** The engine's public types. Words as in ISO/IEC 2382-37; scores in decibels: 10 log10(1 / estimated false match rate). */

import type { AuditLog } from '../audit/audit-log.js';
import type { AuditPosition } from '../audit/audit-record.js';
import type { Advice, TemplateContents } from '../native/binding.js';
import type { RidgelineError } from '../native/error.js';
import type { ErasureReason, ErasureReceipt } from '../store/erasure-receipt.js';
import type { SubjectKey } from '../store/subject-record.js';
import type { Priority } from './fair-queue.js';

export type { Advice, Priority, SubjectKey, TemplateContents };

/** ANSI/NIST-ITL finger position: 0 unknown, 1 right thumb, 2 right index ... 6 left thumb ... 10 left little. */
export type FingerPosition = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** How a finger met the scanner. */
export type Impression = 'plain' | 'rolled';

/** One finger as the caller has it: the bytes of a file, grey pixels, or a template. */
export type PrintInput = PrintLabel & (PrintBytes | PrintPixels | PrintTemplate);

export interface PrintLabel {
  readonly position: FingerPosition;
  /** Default 'plain'. */
  readonly impression?: Impression;
  /** What errors call this print, e.g. its file name. */
  readonly name?: string;
}

export interface PrintBytes {
  /** A PNG, TIFF, JPEG, JPEG 2000, WSQ, BMP or PGM file, or an ISO/IEC 19794-4 or -2 or ANSI/INCITS 378 record. */
  readonly bytes: Uint8Array;
  /** Pixels per inch; wins over the file's own statement, needed where it has none. */
  readonly ppi?: number;
}

export interface PrintPixels {
  /** 8-bit grey, row by row, 0 black. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly ppi: number;
}

export interface PrintTemplate {
  /** A template in Ridgeline's packed form (from `extract`). */
  readonly template: Uint8Array;
}

/** How long an operation may take and how it is stopped. */
export interface OperationOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds from now; DEADLINE_EXCEEDED after that. */
  readonly timeoutMs?: number;
  /**
   * Default 'batch' for enrolments and amendments, 'normal' for all else. Work of a batch runs in threads that the system puts behind all
   * others; urgent work goes ahead, but does not keep out the rest.
   */
  readonly priority?: Priority;
  /** Whom the work is for: callers share threads alike, however much each of them asks for. Default: one and the same. */
  readonly caller?: string;
}

export interface ExtractOptions extends OperationOptions {
  /** Also gives the print as a picture; there is none of a template. */
  readonly picture?: boolean;
}

export interface IdentifyOptions extends OperationOptions {
  /** Called as the search goes on, for whoever watches it. */
  readonly onProgress?: (progress: SearchProgress) => void;
}

/** How far a search is: prints that gave their template, then shares of the gallery that were searched. */
export interface SearchProgress {
  readonly stage: 'prints' | 'gallery';
  readonly done: number;
  readonly of: number;
}

export interface EnrolOptions extends OperationOptions {
  /** When the subject has to be erased; absent = no end is known. */
  readonly retainUntil?: Date;
}

export interface EraseOptions extends OperationOptions {
  /** What the receipt says; default 'request'. */
  readonly reason?: ErasureReason;
}

/** A receipt, and its place in the audit log where the engine has one. */
export interface LoggedReceipt extends ErasureReceipt {
  /** Absent without an audit log, and while its disk refuses: then the store keeps the receipt for it. */
  readonly logged?: AuditPosition;
}

export interface AmendOptions extends OperationOptions {
  /**
   * 'better' (default): a print takes the place of the stored one of its finger and impression where its quality is higher, and is added
   * where there is none. 'all': the new prints take the place of all.
   */
  readonly replace?: 'better' | 'all';
  /** A new end of retention; null = none; absent = as it was. */
  readonly retainUntil?: Date | null;
}

export interface AmendedPrint {
  readonly position: FingerPosition;
  readonly name: string;
  readonly change: 'stored' | 'replaced' | 'kept';
  /** Of the new print, 0 to 100. */
  readonly quality: number;
  /** Of the stored print that it was compared with. */
  readonly qualityBefore?: number;
}

export interface AmendResult {
  readonly subject: SubjectKey;
  readonly prints: readonly AmendedPrint[];
  /** Prints that gave no template. */
  readonly failures: readonly PrintFailure[];
  /** Of the record that was replaced; absent where nothing changed. */
  readonly receipt?: LoggedReceipt;
}

/** A subject that is still there after its end of retention. */
export interface OverdueSubject {
  readonly subject: SubjectKey;
  readonly retainUntil: Date;
}

export interface PrintFailure {
  readonly position: FingerPosition;
  readonly name: string;
  /** A stable code of docs/errors.md. */
  readonly code: string;
  readonly message: string;
}

export interface EnrolledPrint {
  readonly position: FingerPosition;
  readonly name: string;
  readonly minutiaCount: number;
  /** 0 to 100. */
  readonly quality: number;
}

export interface EnrolResult {
  readonly subject: SubjectKey;
  readonly prints: readonly EnrolledPrint[];
  /** Prints that gave no template; the subject is enrolled with the others. */
  readonly failures: readonly PrintFailure[];
}

/** One enrolled template. */
export interface EnrolledTemplate {
  readonly position: FingerPosition;
  /** 0 to 100. */
  readonly quality: number;
  /** In packed form; a copy. */
  readonly template: Uint8Array;
}

/** One subject of a bulk enrolment. */
export interface Enrolment {
  readonly subject: SubjectKey;
  readonly prints: readonly PrintInput[];
  /** When the subject has to be erased; absent = no end is known. */
  readonly retainUntil?: Date;
}

/** What became of one subject of a bulk enrolment: its result, or the error that kept it out. */
export type EnrolmentOutcome =
  | { readonly subject: SubjectKey; readonly result: EnrolResult; readonly error?: never }
  | { readonly subject: SubjectKey; readonly error: RidgelineError; readonly result?: never };

export interface IdentifyRequest {
  readonly prints: readonly PrintInput[];
  /** Systems that may be searched; default all. */
  readonly systems?: readonly string[];
  /** Owners whose records may be searched; default all. */
  readonly owners?: readonly string[];
  /** Wanted false positive identification rate of this search, default 0.001. */
  readonly fpir?: number;
  /** Default 10. */
  readonly maxCandidates?: number;
  /**
   * Compares the prints of every subject. Default false: subjects are ranked first by compact codes of their prints, and the best
   * are compared.
   */
  readonly exhaustive?: boolean;
  /**
   * Also searches the prints as those of the other hand, for cards on which left and right may be exchanged. The threshold is then that
   * of twice as many subjects. Default false.
   */
  readonly swappedHands?: boolean;
}

export interface FingerScore {
  readonly position: FingerPosition;
  /** Decibels. */
  readonly score: number;
}

export interface Candidate {
  readonly rank: number;
  readonly system: string;
  readonly owner: string;
  readonly reference: string;
  /** Fused score in decibels. */
  readonly score: number;
  readonly fingers: readonly FingerScore[];
  /** True where the score reaches the threshold. */
  readonly hit: boolean;
  /** The score is that of the prints as those of the other hand. */
  readonly handsSwapped?: true;
}

export interface IdentifyResult {
  readonly decision: 'hit' | 'no-hit';
  /** Best first; candidates below the threshold are listed too, with hit false. */
  readonly candidates: readonly Candidate[];
  /** Decibels a candidate must reach: 10 log10(subjects searched / fpir). */
  readonly threshold: number;
  readonly fpir: number;
  readonly subjectsSearched: number;
  /** Always true in a returned result: a search that missed a shard throws SEARCH_INCOMPLETE, which carries the hits so far. */
  readonly complete: boolean;
  readonly failures: readonly PrintFailure[];
  readonly durationMs: number;
}

export interface VerifyOptions extends OperationOptions {
  /** Wanted false match rate, default 0.0001. */
  readonly fmr?: number;
}

export interface VerifyResult {
  readonly decision: 'hit' | 'no-hit';
  /** Fused score in decibels. */
  readonly score: number;
  /** Decibels the score must reach: 10 log10(1 / fmr). */
  readonly threshold: number;
  readonly fmr: number;
  readonly fingers: readonly FingerScore[];
  readonly failures: readonly PrintFailure[];
}

/** A comparison with what it was made of, for people to look at. */
export interface ExplainedResult extends VerifyResult {
  /** For each finger that both have, the two prints of it that agree best. */
  readonly matches: readonly MatchedPrints[];
}

export interface MatchedPrints {
  readonly position: FingerPosition;
  readonly probe: MatchedPrint;
  readonly candidate: MatchedPrint;
  /** Indices of minutiae that were held for the same: of the probe and of the candidate alternating. */
  readonly pairs: Uint16Array;
}

export interface MatchedPrint {
  /** Of the print that it was made from. */
  readonly name: string;
  /** In packed form. */
  readonly template: Uint8Array;
}

export interface ExtractResult {
  /** The template in its packed form. */
  readonly template: Uint8Array;
  readonly position: FingerPosition;
  readonly minutiaCount: number;
  /** 0 to 100. */
  readonly quality: number;
  /** Of the print at 500 ppi, px. */
  readonly width: number;
  readonly height: number;
  /** Median distance between ridges, px at 500 ppi. This and the next three are absent where the print came as a template. */
  readonly ridgePeriodPx?: number;
  /** Share of the image that shows ridges, 0 to 1. */
  readonly foregroundShare?: number;
  /** True where the ridges were bright and were turned dark. */
  readonly inverted?: boolean;
  /** What whoever takes the print could do better, the gravest first. */
  readonly advice?: readonly Advice[];
  /** The print at 500 ppi, of `width` and `height`, as a PNG file. */
  readonly picture?: Uint8Array;
}

export interface EngineOptions {
  /** Folder of the durable store; absent = in memory only. Made where it does not exist. */
  readonly storePath?: string;
  /** 32 bytes for AES-256-GCM; a store made with a key needs it ever after. */
  readonly storeKey?: Uint8Array;
  /**
   * The key that storeKey takes the place of, 'none' where the store was made without one: it reads what storeKey does not, and the
   * engine seals all records anew in the background.
   */
  readonly previousKey?: Uint8Array | 'none';
  /** Where receipts of erasures are kept; stays the caller's to close, after the engine. */
  readonly audit?: AuditLog;
  /** Called after every erasure: to bring it to backups. */
  readonly onErasure?: () => void;
  /** Worker threads; default the machine's cores. */
  readonly threads?: number;
  /** Memory limit of the gallery in bytes; default half of the machine's memory. */
  readonly maxGalleryBytes?: number;
  /** Called while the gallery is filled from the store. */
  readonly onProgress?: (progress: { readonly subjectsLoaded: number; readonly subjectsTotal: number }) => void;
  /**
   * Tells of every subject of the store whose reference contains a text, while the gallery is filled: who gives references a meaning of
   * their own need not read all records for it.
   */
  readonly onLoaded?: { readonly containing: string; readonly tell: (subject: SubjectKey) => void };
}

/** Tasks of one kind since the engine was opened. */
export interface TaskFigures {
  readonly done: number;
  readonly workedMs: number;
  /** For a thread. */
  readonly waitedMs: number;
}

/** Worker threads of one kind. */
export interface CrewLoad {
  readonly threads: number;
  readonly atWork: number;
  /** Tasks that wait for a thread. */
  readonly waiting: number;
  /** By the name of the task. */
  readonly tasks: Readonly<Record<string, TaskFigures>>;
}

/** How busy an engine is, and what it has done since it was opened. */
export interface EngineLoad {
  /** For what somebody waits for. */
  readonly foreground: CrewLoad;
  /** For batches, and for searches that compare everybody. */
  readonly background: CrewLoad;
  readonly searches: {
    /** At the thread where most wait. */
    readonly waiting: number;
    readonly done: number;
    readonly incomplete: number;
    readonly subjectsSearched: number;
    readonly subjectsCompared: number;
    /** Searches that read the codes in memory together, in the mean; 0 before the first. */
    readonly meanTogether: number;
  };
}

export interface EngineInfo {
  readonly version: string;
  readonly isa: string;
  readonly threads: number;
  readonly shards: number;
  readonly subjects: number;
  readonly prints: number;
  readonly galleryBytes: number;
  readonly storePath?: string;
  readonly encrypted: boolean;
  /** Whether records are still being sealed anew with a new key. */
  readonly rotatingKey: boolean;
}
