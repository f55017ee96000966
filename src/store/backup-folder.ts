import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../native/error.js';
import { writeDurably } from './durable-file.js';

/**
 * A backup folder holds snapshots of one store, and beside them one file of salts for each generation of keys, which every backup
 * brings up to date: an erasure reaches all older snapshots with it.
 */
export function backupFiles(folder: string) {
  return {
    mark: join(folder, 'ridgeline.backup'),
    snapshots: join(folder, 'snapshots'),
    salts: join(folder, 'salts'),
    audit: join(folder, 'audit'),
  } as const;
}

/** What a snapshot says about itself, in the clear. */
export interface SnapshotManifest {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly subjects: number;
  /** Generations of keys that its records may have. */
  readonly generations: readonly number[];
  readonly bytes: number;
  /** SHA-256 of the data file, hex. */
  readonly sha256: string;
}

export function snapshotFiles(folder: string, name: string) {
  const path = join(backupFiles(folder).snapshots, name);
  return { path, data: join(path, 'data.mdb'), manifest: join(path, 'manifest.json') } as const;
}

/** Makes the folder of a store's backups; the mark says whose they are. Throws STORE_FOREIGN and FILE_NOT_WRITABLE. */
export async function prepareBackupFolder(folder: string, storeId: string): Promise<void> {
  const { snapshots, salts, audit } = backupFiles(folder);
  let names: string[];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    names = await readdir(folder);
    if (names.length === 0) {
      await writeDurably(backupFiles(folder).mark, Buffer.from(`${storeId}\n`));
      names = ['ridgeline.backup'];
    }
    if (names.includes('ridgeline.backup')) {
      for (const path of [snapshots, salts, audit]) await mkdir(path, { recursive: true, mode: 0o700 });
    }
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_WRITABLE', `the backup folder ${folder} cannot be made or read`, { cause });
  }
  if (!names.includes('ridgeline.backup')) {
    throw new RidgelineError('STORE_FOREIGN', `${folder} is not empty and holds no backups of Ridgeline`);
  }
  const owner = (await readFile(backupFiles(folder).mark, 'utf8')).trim();
  if (owner === storeId) return;
  throw new RidgelineError('STORE_FOREIGN', `${folder} holds the backups of another store`);
}

/** A name that sorts by time and that no other snapshot has. */
export function snapshotName(now: Date): string {
  return `${now.toISOString().replace(/[:.]/g, '-')}-${randomBytes(2).toString('hex')}`;
}

/** Names of the complete snapshots, the oldest first. */
export async function snapshotsOf(folder: string): Promise<string[]> {
  try {
    const names = await readdir(backupFiles(folder).snapshots);
    return names.filter((name) => !name.endsWith('.partial')).sort();
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_READABLE', `${folder} holds no backups of a store`, { cause });
  }
}

/** Throws STORE_CORRUPT. */
export async function readManifest(folder: string, name: string): Promise<SnapshotManifest> {
  try {
    return JSON.parse(await readFile(snapshotFiles(folder, name).manifest, 'utf8')) as SnapshotManifest;
  } catch (cause) {
    throw new RidgelineError('STORE_CORRUPT', `the snapshot ${name} in ${folder} is damaged`, { cause });
  }
}
