/** Ridgeline's public face: everything that a program that uses the library may import. */
export type {
  AlertEntry,
  AnyAuditEntry,
  AuditEntry,
  AuditedOutcome,
  AuditedPrint,
  AuditOutcome,
  ErasureEntry,
  OperationEntry,
} from '../audit/audit-entry.js';
export { AuditLog, type AuditLogOptions } from '../audit/audit-log.js';
export { AuditReader } from '../audit/audit-reader.js';
export type { AuditPosition, AuditRecord } from '../audit/audit-record.js';
export type { AuditProblem, AuditVerification } from '../audit/verify-chain.js';
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
export type { MachineLimits } from '../native/binding.js';
export { type Blame, type ErrorCode, hasRidgelineCode, isErrorCode, RidgelineError } from '../native/error.js';
export type { StoreCheck, StoreProblem } from '../store/check-store.js';
export type { ErasureReason, ErasureReceipt } from '../store/erasure-receipt.js';
export { type RestoreOptions, type RestoreResult, restoreBackup as restoreStore } from '../store/restore-backup.js';
export type { RotationProgress } from '../store/rotate-keys.js';
export type { GivenKeys } from '../store/store-header.js';
export { type BackupOptions, type BackupResult, backUpFolder as backUpStore } from '../store/write-backup.js';
export { auditFolderOf } from './audit-folder-of.js';
export { Engine } from './engine.js';
export { templateQuality } from './packed-label.js';
export type { MeasuredPrint, PrintMeasurements, TruthAgreement } from './print-measurements.js';
export { SearchIncompleteError } from './search-incomplete.js';
export type { SlapTrial, SlapTrialTask } from './slap-trial.js';
export { checkStore, rotateStoreKey } from './store-maintenance.js';
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
  type DrawOptions,
  type RankedSubject,
  SyntheticGallery,
  type SyntheticGalleryOptions,
  type TimedSearch,
} from './synthetic-gallery.js';
export { templateContents } from './template-contents.js';
export { WrongSequenceError } from './tenprint/check-sequence.js';
export { InvalidTransactionError } from './tenprint/read-tenprint.js';
export type * from './tenprint/types.js';
export type * from './types.js';
export { readVersion } from './version.js';
export { toIso19794_2, toMinutiaeRecord, Workbench, type WorkbenchOptions } from './workbench.js';
export type {
  DissectedPrint,
  ExplainedPair,
  Explanation,
  ImageChange,
  MatchDrawing,
  NamedPicture,
  PrintFile,
  PrintRequest,
  SynthesizedPrint,
  TimedExtraction,
} from './workbench-tasks.js';
