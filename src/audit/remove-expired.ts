import { open, readFile, rename, rm } from 'node:fs/promises';
import { syncFolder } from '../store/store-folder.js';
import { auditFiles, segmentsOf } from './audit-folder.js';
import { type AuditRecord, encodeRecord } from './audit-record.js';
import type { LineCodec } from './line-codec.js';
import { readSegment, recordOf } from './read-segment.js';

/** The entries to be removed, and where the chain begins then. */
export interface Expired {
  readonly removed: number;
  readonly beginsAt: number;
  readonly beginsAfter: string;
}

/** What of a log is older than a time; undefined where nothing is. */
export async function findExpired(folder: string, codec: LineCodec, before: Date): Promise<Expired | undefined> {
  const limit = before.toISOString();
  let removed = 0;
  let last: AuditRecord | undefined;
  for (const path of await segmentsOf(folder)) {
    for (const line of await readSegment(path, codec)) {
      const record = recordOf(line);
      if (record.at >= limit) return describe(removed, last);
      last = record;
      ++removed;
    }
  }
  return describe(removed, last);
}

function describe(removed: number, last: AuditRecord | undefined): Expired | undefined {
  return last && { removed, beginsAt: last.sequence + 1, beginsAfter: last.hash };
}

/** Notes durably which removal has begun, so that the next opening of the log ends one that a crash interrupted. */
export async function noteRemoval(folder: string, beginsAt: number): Promise<void> {
  await writeDurably(auditFiles(folder).expiring, Buffer.from(String(beginsAt)));
  await syncFolder(folder);
}

/** Removes the entries before the place that was noted, the oldest first; does nothing where none was. */
export async function finishRemoval(folder: string, codec: LineCodec): Promise<void> {
  const { expiring } = auditFiles(folder);
  const noted = await readFile(expiring, 'utf8').catch(() => undefined);
  // An empty note is one whose writing was interrupted: nothing was removed after it.
  const beginsAt = Number(noted ?? '');
  if (beginsAt > 0) await removeBefore(folder, codec, beginsAt);
  if (noted === undefined) return;
  await rm(expiring);
  await syncFolder(folder);
}

async function removeBefore(folder: string, codec: LineCodec, beginsAt: number): Promise<void> {
  for (const path of await segmentsOf(folder)) {
    const records = (await readSegment(path, codec)).map(recordOf);
    const kept = records.filter(({ sequence }) => sequence >= beginsAt);
    if (kept.length === records.length) return;
    if (kept.length === 0) {
      await rm(path);
    } else {
      const lines = kept.map((record) => `${codec.encode(encodeRecord(record))}\n`);
      await writeDurably(`${path}.new`, Buffer.from(lines.join('')));
      await rename(`${path}.new`, path);
    }
    await syncFolder(folder);
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
