/** Ridgeline's public face: everything that a program that uses the library may import. */
export { type CheckedTransaction, checkTransaction } from '../formats/ansi-nist/check/check-transaction.js';
export type { Finding } from '../formats/ansi-nist/check/finding.js';
export { decodePrintImage } from '../formats/ansi-nist/decode-image.js';
export {
  makeTransaction,
  type PrintDescription,
  type TransactionDescription,
} from '../formats/ansi-nist/make-transaction.js';
export { type PrintImage, printImagesOf } from '../formats/ansi-nist/print-images.js';
export { readTransaction } from '../formats/ansi-nist/read-transaction.js';
export type { Transaction, TransactionRecord } from '../formats/ansi-nist/transaction.js';
export { writeTransaction } from '../formats/ansi-nist/write-transaction.js';
export type { PictureFormat } from '../formats/write-image.js';
export { type Blame, type ErrorCode, hasRidgelineCode, isErrorCode, RidgelineError } from '../native/error.js';
export { Engine } from './engine.js';
export { templateQuality } from './packed-label.js';
export type { MeasuredPrint, PrintMeasurements, TruthAgreement } from './print-measurements.js';
export { SearchIncompleteError } from './search-incomplete.js';
export {
  type Difficulty,
  type PeopleRange,
  type PrintsRequest,
  type StreamedName,
  type StreamedPerson,
  type StreamedPrint,
  synthesizeCards,
  synthesizePrints,
  synthesizeTemplates,
  type TemplatesRequest,
} from './synthesis-streams.js';
export type {
  CardPrint,
  CardSlap,
  CardTask,
  FingerPrint,
  FingerTask,
  SynthesizedCard,
} from './synthesis-tasks.js';
export {
  type DrawnPeople,
  type RankedSubject,
  SyntheticGallery,
  type SyntheticGalleryOptions,
  type TimedSearch,
} from './synthetic-gallery.js';
export type * from './types.js';
export { readVersion } from './version.js';
export { toIso19794_2, toMinutiaeRecord, Workbench, type WorkbenchOptions } from './workbench.js';
export type {
  DissectedPrint,
  ExplainedPair,
  Explanation,
  MatchDrawing,
  NamedPicture,
  PrintFile,
  PrintRequest,
  SynthesizedPrint,
  TimedExtraction,
} from './workbench-tasks.js';
