import { segmentsOf } from './audit-folder.js';
import { type AuditRecord, encodeRecord } from './audit-record.js';
import type { LineCodec } from './line-codec.js';
import { readSegment, recordOf } from './read-segment.js';

/** The records appended from one time up to another, in order. Throws AUDIT_CORRUPT where a line cannot be read. */
export async function* recordsBetween(
  folder: string,
  codec: LineCodec,
  from: Date,
  to: Date,
): AsyncGenerator<AuditRecord, void, void> {
  const [first, end] = [from.toISOString(), to.toISOString()];
  for (const path of await segmentsOf(folder)) {
    const records = (await readSegment(path, codec)).map(recordOf);
    // Times never go back in a log.
    if ((records[0]?.at ?? first) >= end) return;
    for (const record of records) if (record.at >= first && record.at < end) yield record;
  }
}

/**
 * The same as lines of JSON. Each has its hash and that of the line before: SHA-256 over the line without its "hash", as it stands
 * there. Whoever has a place of the chain from elsewhere can check with any tool that nothing is missing and nothing was changed.
 */
export async function* exportLines(
  folder: string,
  codec: LineCodec,
  from: Date,
  to: Date,
): AsyncGenerator<string, void, void> {
  for await (const record of recordsBetween(folder, codec, from, to)) yield encodeRecord(record);
}
