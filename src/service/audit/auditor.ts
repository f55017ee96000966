import type { SubjectKey } from '../../engine/index.js';

/** What an operation came to. */
export type AuditOutcome = 'hit' | 'no-hit' | 'done' | 'refused' | 'failed';

/** What became of the stored print of one finger. */
export interface AuditedPrint {
  /** ANSI/NIST-ITL finger position, 0 to 10. */
  readonly position: number;
  readonly change: 'stored' | 'replaced' | 'kept' | 'refused';
  /** 0 to 100. */
  readonly quality: number;
  readonly qualityBefore?: number;
}

/** One operation of a client, as Regulation (EU) 2019/816, Article 31, wants it kept: references and hashes, no data. */
export interface OperationEntry {
  readonly kind: 'operation';
  readonly client: string;
  readonly official?: string;
  readonly purpose?: string;
  readonly fileReference?: string;
  readonly operation: string;
  readonly systems: readonly string[];
  readonly dataTypes: readonly string[];
  /** ISO 8601, UTC. */
  readonly requestedAt: string;
  readonly completedAt: string;
  readonly outcome: AuditOutcome;
  readonly code?: string;
  readonly hits?: number;
  readonly candidates?: readonly SubjectKey[];
  readonly subject?: SubjectKey;
  /** SHA-256 of the data that were used, hex. */
  readonly dataHash?: string;
  readonly prints?: readonly AuditedPrint[];
}

/** An event that looks like an intrusion. */
export interface AlertEntry {
  readonly kind: 'alert';
  readonly event: string;
  readonly client?: string;
  readonly address?: string;
  readonly detail?: string;
}

export type AuditEvent = OperationEntry | AlertEntry;

/** Where entries go. */
export interface Auditor {
  /** Ends when the disk has the entry. */
  append(entry: AuditEvent): Promise<unknown>;
  /** The entries appended from one time up to another, each a line of JSON. */
  export(from: Date, to: Date): AsyncIterable<string>;
  close(): Promise<void>;
}
