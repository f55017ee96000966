import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { RidgelineError } from '../native/error.js';
import { type AuditRecord, decodeRecord } from './audit-record.js';
import type { LineCodec } from './line-codec.js';

/** A line of the log. */
export interface AuditLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Undefined where the line cannot be read. */
  readonly record: AuditRecord | undefined;
}

/**
 * The complete lines of a segment. One whose writing is under way, or was interrupted, has no end yet and is left out. A segment is a
 * few megabytes (audit-segment.ts), so it is read whole.
 */
export async function readSegment(path: string, codec: LineCodec): Promise<AuditLine[]> {
  const text = await readFile(path, 'latin1').catch((cause: unknown) => {
    throw new RidgelineError('FILE_NOT_READABLE', `${path}, a part of the audit log, cannot be read`, { cause });
  });
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, i) => ({ file: basename(path), line: i + 1, record: readLine(line, codec) }));
}

/** The last of complete lines of a segment; undefined where there is none. The others are not read. */
export function lastLineOf(path: string, lines: Buffer, codec: LineCodec): AuditLine | undefined {
  if (lines.length === 0) return undefined;
  const text = lines.subarray(0, -1);
  const last = text.subarray(text.lastIndexOf('\n') + 1).toString('latin1');
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) ++line;
  return { file: basename(path), line, record: readLine(last, codec) };
}

/** The record of a line that was read byte by byte: its characters are bytes of UTF-8. */
function readLine(line: string, codec: LineCodec): AuditRecord | undefined {
  const text = codec.decode(codec.encrypted ? line : Buffer.from(line, 'latin1').toString());
  return text === undefined ? undefined : decodeRecord(text);
}

/** The record of a line. Throws AUDIT_CORRUPT where it cannot be read. */
export function recordOf({ file, line, record }: AuditLine): AuditRecord {
  if (record !== undefined) return record;
  throw new RidgelineError('AUDIT_CORRUPT', `line ${line} of ${file} of the audit log cannot be read`);
}
