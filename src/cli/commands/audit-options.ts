import { InvalidArgumentError } from 'commander';
import type { AuditPosition } from '../../engine/index.js';

/** A parser of a time. */
export function time(text: string): Date {
  const parsed = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(parsed.getTime())) return parsed;
  throw new InvalidArgumentError('Expected a time such as 2026-11-24 or 2026-11-24T09:30:00Z.');
}

/** A parser of a place of the audit log's chain, as `audit verify` writes it. */
export function chainPlace(text: string): AuditPosition {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence: Number(sequence), hash };
  throw new InvalidArgumentError('Expected a number and a hash, such as 17:0f3c… with 64 hex digits.');
}
