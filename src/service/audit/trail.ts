import type { AuditedOutcome, AuditedPrint, SubjectKey } from '../../engine/index.js';

/** What an operation did, as far as it has come: filled in by its handler, read when it ends, well or badly. */
export interface Trail {
  systems: readonly string[];
  dataTypes: readonly string[];
  subject?: SubjectKey;
  decision?: 'hit' | 'no-hit';
  candidates?: readonly SubjectKey[];
  /** SHA-256 of the data that came, hex. */
  dataHash?: string;
  prints?: readonly AuditedPrint[];
  /** The search that was answered or reported on. */
  searchId?: string;
  outcomes?: readonly AuditedOutcome[];
  missed?: number;
  /** Prints that gave no template. */
  unreadable: number;
}

export function newTrail(): Trail {
  return { systems: [], dataTypes: [], unreadable: 0 };
}
