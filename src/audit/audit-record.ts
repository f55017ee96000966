import { createHash } from 'node:crypto';
import type { AnyAuditEntry } from './audit-entry.js';
import { canonicalJson, type Json } from './canonical-json.js';

/** An entry at its place in the chain. */
export interface AuditRecord {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** When it was appended, ISO 8601, UTC; never before that of the record before. */
  readonly at: string;
  /** Hash of the record before. */
  readonly previous: string;
  readonly entry: AnyAuditEntry;
  /** SHA-256 of all the rest as canonical JSON, hex. */
  readonly hash: string;
}

/** A place of the chain: whoever keeps it elsewhere can tell later whether what led there was changed. */
export interface AuditPosition {
  readonly sequence: number;
  readonly hash: string;
}

/** Where every chain begins. */
export const chainStart: AuditPosition = { sequence: 0, hash: '0'.repeat(64) };

export function makeRecord(before: AuditPosition, at: string, entry: AnyAuditEntry): AuditRecord {
  const body = { sequence: before.sequence + 1, at, previous: before.hash, entry };
  return { ...body, hash: hashOf(body) };
}

export function hashOf({ sequence, at, previous, entry }: Omit<AuditRecord, 'hash'>): string {
  return createHash('sha256').update(encode({ sequence, at, previous, entry })).digest('hex');
}

/** The text of a record: canonical, so that the same record is the same bytes in the log and in an export. */
export function encodeRecord(record: AuditRecord): string {
  return encode(record);
}

/** Reads what encodeRecord wrote, to the byte; undefined where the text is something else. Says nothing of the hash. */
export function decodeRecord(text: string): AuditRecord | undefined {
  const value = parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { sequence, at, previous, entry, hash } = value as Record<string, unknown>;
  const isRecord =
    Number.isSafeInteger(sequence) &&
    [at, previous, hash].every((part) => typeof part === 'string') &&
    typeof entry === 'object' &&
    entry !== null &&
    'kind' in entry;
  return isRecord && encode(value as AuditRecord) === text ? (value as AuditRecord) : undefined;
}

function encode(value: Omit<AuditRecord, 'hash'>): string {
  // Interfaces have no index signature; every entry is made of strings, numbers, arrays and objects of them.
  return canonicalJson(value as unknown as Json);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
