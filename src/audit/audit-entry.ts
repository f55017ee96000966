import type { ErasureReceipt } from '../store/erasure-receipt.js';
import type { SubjectKey } from '../store/subject-record.js';

/** What an operation came to. */
export type AuditOutcome = 'hit' | 'no-hit' | 'done' | 'refused' | 'failed';

/** What became of the stored print of one finger: the history of a template's creation and storage. */
export interface AuditedPrint {
  /** ANSI/NIST-ITL finger position, 0 to 10. */
  readonly position: number;
  readonly change: 'stored' | 'replaced' | 'kept' | 'refused';
  /** 0 to 100. */
  readonly quality: number;
  /** Of the print that was stored before, 0 to 100. */
  readonly qualityBefore?: number;
}

/** What a client reported of one candidate of its search. */
export interface AuditedOutcome {
  /** Place in the answer, from 1. */
  readonly candidate: number;
  readonly outcome: 'confirmed' | 'refuted';
}

/** One operation of a client. */
export interface OperationEntry {
  readonly kind: 'operation';
  /** The system or authority that asked, as its certificate or token names it. */
  readonly client: string;
  /** Mark of the official who asked. */
  readonly official?: string;
  readonly purpose?: string;
  /** The national file reference. */
  readonly fileReference?: string;
  /** Such as 'identify' or 'erase'. */
  readonly operation: string;
  /** Systems that were queried or written to. */
  readonly systems: readonly string[];
  /** Types of biometric data that came, such as 'rolled fingerprints'. */
  readonly dataTypes: readonly string[];
  /** When it was asked and when it was answered: ISO 8601, UTC. */
  readonly requestedAt: string;
  readonly completedAt: string;
  readonly outcome: AuditOutcome;
  /** Why it was refused or failed: a code of docs/errors.md. */
  readonly code?: string;
  readonly hits?: number;
  /** References of the candidates that were answered. */
  readonly candidates?: readonly SubjectKey[];
  /** The record that was entered, amended, erased or verified. */
  readonly subject?: SubjectKey;
  /** SHA-256 of the data that were used, hex. The data themselves are never kept here. */
  readonly dataHash?: string;
  readonly prints?: readonly AuditedPrint[];
  /** The search that was answered, or whose outcome was reported. */
  readonly searchId?: string;
  readonly outcomes?: readonly AuditedOutcome[];
  /** Records that the search was reported to have missed. */
  readonly missed?: number;
}

/** An event that looks like an intrusion. */
export interface AlertEntry {
  readonly kind: 'alert';
  /** Such as 'certificate refused' or 'bulk search'. */
  readonly event: string;
  readonly client?: string;
  /** Network address that it came from. */
  readonly address?: string;
  readonly detail?: string;
  readonly code?: string;
}

export interface ErasureEntry {
  readonly kind: 'erasure';
  readonly receipt: ErasureReceipt;
}

/** What a program may append. */
export type AuditEntry = OperationEntry | AlertEntry | ErasureEntry;

/** Begins every file of the log: a place of the chain to keep elsewhere. */
export interface AnchorEntry {
  readonly kind: 'anchor';
  /** Entries of the log before this one. */
  readonly entries: number;
}

/** Says where the chain begins after old entries were removed. */
export interface ExpiryEntry {
  readonly kind: 'expiry';
  /** Entries from before this time were removed: ISO 8601, UTC. */
  readonly before: string;
  readonly removed: number;
  /** The first entry that stayed, and the hash of the one before it. */
  readonly beginsAt: number;
  readonly beginsAfter: string;
}

/** Says that an interrupted write was cut off: bytes of entries that nobody was told of. */
export interface RepairEntry {
  readonly kind: 'repair';
  readonly cutBytes: number;
}

/** What a log may hold. */
export type AnyAuditEntry = AuditEntry | AnchorEntry | ExpiryEntry | RepairEntry;
