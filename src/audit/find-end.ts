import { readFile, rm } from 'node:fs/promises';
import { RidgelineError } from '../native/error.js';
import { segmentsOf } from './audit-folder.js';
import { type AuditPosition, type AuditRecord, chainStart } from './audit-record.js';
import type { LineCodec } from './line-codec.js';
import { lastLineOf, recordOf } from './read-segment.js';

/** Where a log goes on. */
export interface AuditEnd {
  /** The last segment; undefined where there is none. */
  readonly path: string | undefined;
  /** Bytes of its complete lines. */
  readonly size: number;
  /** Bytes behind them, of a write that was interrupted; not the zeros that were to be lines later. */
  readonly rest: number;
  readonly last: AuditRecord | undefined;
}

/** Finds the end of a log. Segments at its end that have no complete line were never acknowledged and are removed. */
export async function findEnd(folder: string, codec: LineCodec): Promise<AuditEnd> {
  let rest = 0;
  for (const path of (await segmentsOf(folder)).reverse()) {
    const bytes = await readFile(path);
    const size = completeBytes(bytes);
    rest += bytes.findLastIndex((byte) => byte !== 0) + 1 - size;
    const last = lastLineOf(path, bytes.subarray(0, size), codec);
    if (last !== undefined) return { path, size, rest, last: recordOf(last) };
    await rm(path);
  }
  return { path: undefined, size: 0, rest, last: undefined };
}

/** Throws AUDIT_CORRUPT where the log ends before the place that was acknowledged last. */
export function checkEnd({ last }: AuditEnd, head: AuditPosition, folder: string): void {
  const { sequence, hash } = last ?? chainStart;
  if (sequence > head.sequence || (sequence === head.sequence && hash === head.hash)) return;
  throw new RidgelineError(
    'AUDIT_CORRUPT',
    `the audit log in ${folder} ends at entry ${sequence}, but entry ${head.sequence} was written`,
  );
}

/** A power failure leaves a line without an end, or a hole of zeros, which no line has. */
function completeBytes(bytes: Buffer): number {
  const hole = bytes.indexOf(0);
  return (hole < 0 ? bytes : bytes.subarray(0, hole)).lastIndexOf('\n') + 1;
}
