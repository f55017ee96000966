import { fieldName, fieldTag } from '../field-names.js';
import { maxFindings } from '../limits.js';
import type { Transaction } from '../transaction.js';

/** An error makes the transaction unusable or untrue; a warning breaks a rule that nothing here depends on. */
export type Severity = 'error' | 'warning';

/** One thing that is wrong in a transaction. */
export interface Finding {
  readonly severity: Severity;
  /** Counted from 1: the type-1 record is 1. */
  readonly record: number;
  /** Absent where the record's type cannot be known. */
  readonly recordType?: number;
  /** Such as 14.013; absent where it is the record as a whole. */
  readonly field?: string;
  readonly expected: string;
  readonly got: string;
  /** A sentence that says all of it. */
  readonly message: string;
}

/** The record, counted from 0, and field that a finding is about. */
export interface Place {
  readonly record: number;
  readonly type?: number | undefined;
  readonly field?: number | undefined;
}

/** Collects findings, at most maxFindings of them. */
export class Findings {
  readonly #found: Finding[] = [];
  #left = 0;

  add(severity: Severity, { record, type, field }: Place, expected: string, got: string): void {
    if (this.#found.length === maxFindings) {
      this.#left += 1;
      return;
    }
    const tag = type === undefined || field === undefined ? undefined : fieldTag(type, field);
    const name = type === undefined || field === undefined ? undefined : fieldName(type, field);
    const what = tag === undefined ? '' : ` ${tag}${name === undefined ? '' : ` ${name}`}`;
    this.#found.push({
      severity,
      record: record + 1,
      ...(type === undefined ? {} : { recordType: type }),
      ...(tag === undefined ? {} : { field: tag }),
      expected,
      got,
      message: `record ${record + 1}${what}: expected ${expected}, got ${got}`,
    });
  }

  error(place: Place, expected: string, got: string): void {
    this.add('error', place, expected, got);
  }

  warn(place: Place, expected: string, got: string): void {
    this.add('warning', place, expected, got);
  }

  /** Those found, and one more that says how many were left out. */
  all(): readonly Finding[] {
    if (this.#left === 0) return this.#found;
    const expected = `at most ${maxFindings} findings`;
    const got = `${this.#left} more`;
    return [...this.#found, { severity: 'error', record: 1, expected, got, message: `there are ${got}` }];
  }
}

/** What every part of the checker is given. */
export interface Checked {
  readonly transaction: Transaction;
  readonly findings: Findings;
}
