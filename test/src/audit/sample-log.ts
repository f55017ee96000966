import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OperationEntry } from '../../../src/audit/audit-entry.js';
import { AuditLog, type AuditLogOptions } from '../../../src/audit/audit-log.js';

/** A search as a service would log it. */
export function searchEntry(reference: string | number): OperationEntry {
  return {
    kind: 'operation',
    client: 'BE-central-authority',
    official: 'official 17',
    purpose: 'criminal proceedings',
    fileReference: `file ${reference}`,
    operation: 'identify',
    systems: ['ECRIS-TCN'],
    dataTypes: ['rolled fingerprints'],
    requestedAt: '2026-11-24T09:00:00.000Z',
    completedAt: '2026-11-24T09:00:00.250Z',
    outcome: 'hit',
    hits: 1,
    candidates: [{ system: 'ECRIS-TCN', owner: 'NL', reference: String(reference) }],
    dataHash: 'ab'.repeat(32),
  };
}

const closed = new WeakSet<AuditLog>();

/** A log that is closed when the test ends, where the test has not done so. */
export async function openLog(folder: string, options?: AuditLogOptions): Promise<AuditLog> {
  const log = await AuditLog.open(folder, options);
  onTestFinished(async () => {
    if (!closed.has(log)) await closeLog(log);
  });
  return log;
}

export async function closeLog(log: AuditLog): Promise<void> {
  closed.add(log);
  await log.close();
}

/** The paths of a log's segments, in order. */
export async function segmentPaths(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => join(folder, name));
}

/** Changes the lines of a log's only segment behind its back. */
export async function changeLines(folder: string, change: (lines: string[]) => void): Promise<void> {
  const [path = ''] = await segmentPaths(folder);
  const lines = (await readFile(path, 'utf8')).split('\n');
  change(lines);
  await writeFile(path, lines.join('\n'));
}

export async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

/** Beginning and end of all that a test may log. */
export const always = [new Date(0), new Date('2100-01-01T00:00:00Z')] as const;
