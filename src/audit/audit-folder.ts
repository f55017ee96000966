import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../native/error.js';

/** The files of a log besides its segments. */
export function auditFiles(folder: string) {
  return {
    lock: join(folder, 'audit.lock'),
    /** Identity and wrapped key. */
    identity: join(folder, 'audit.json'),
    /** The last acknowledged place of the chain. */
    head: join(folder, 'audit.head'),
    /** Where the chain is to begin, while entries are being removed. */
    expiring: join(folder, 'audit.expiring'),
  } as const;
}

const segmentName = /^audit-\d{16}\.log$/;

/** The file of a segment; the names' order is that of the chain. */
export function segmentPath(folder: string, firstSequence: number): string {
  return join(folder, `audit-${String(firstSequence).padStart(16, '0')}.log`);
}

/** Paths of the segments in the order of the chain. */
export async function segmentsOf(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => segmentName.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_READABLE', `the audit log's folder ${folder} cannot be read`, { cause });
  }
}

/** Makes the folder where there is none. Throws STORE_FOREIGN where it holds something else. */
export async function prepareAuditFolder(folder: string): Promise<void> {
  let names: string[];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    names = await readdir(folder);
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_WRITABLE', `the audit log's folder ${folder} cannot be made or read`, { cause });
  }
  if (names.length === 0 || names.includes('audit.lock')) return;
  throw new RidgelineError('STORE_FOREIGN', `${folder} is not empty and holds no audit log`);
}
