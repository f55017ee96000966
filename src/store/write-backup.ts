import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../native/error.js';
import {
  backupFiles,
  prepareBackupFolder,
  readManifest,
  type SnapshotManifest,
  snapshotFiles,
  snapshotName,
} from './backup-folder.js';
import { updateSalts } from './backup-salts.js';
import { copyDurably, digestFile, syncFile, writeDurably } from './durable-file.js';
import { entryCount, LmdbEnvironment } from './lmdb-environment.js';
import { readHeader } from './open-store.js';
import { storeFiles, syncFolder } from './store-folder.js';
import type { StoreHeader } from './store-header.js';

/** Tries of a backup that a rotation of the key overtakes; rotations are years apart. */
const maxTries = 3;

export interface BackupResult extends SnapshotManifest {
  readonly snapshot: string;
}

export interface BackupOptions {
  /** Leaves out the snapshot: erasures since the last backup reach the older snapshots, in seconds. */
  readonly erasuresOnly?: boolean;
}

/**
 * Writes a snapshot of a store into a backup folder, while reads and writes of this or another process go on; it is the store as of one
 * moment. No key is needed: records are copied as they are sealed. The salts come after it, so that whoever was erased in between is
 * erased in the backup, too.
 */
export async function writeBackup(
  environment: LmdbEnvironment,
  storeFolder: string,
  folder: string,
  { erasuresOnly = false }: BackupOptions = {},
): Promise<BackupResult | undefined> {
  const header = headerOf(environment, storeFolder);
  await prepareBackupFolder(folder, Buffer.from(header.id).toString('hex'));
  const { salts, audit } = backupFiles(folder);
  for (let tries = 0; tries < maxTries; ++tries) {
    const snapshot = erasuresOnly ? undefined : await writeSnapshot(environment, storeFolder, folder);
    try {
      await updateSalts(storeFolder, salts, generationsOf(headerOf(environment, storeFolder)));
      await syncFolder(salts);
      await copyAudit(storeFiles(storeFolder).audit, audit);
      return snapshot === undefined ? undefined : await publish(folder, snapshot);
    } catch (cause) {
      if (!isMissing(cause)) throw unwritable(folder, cause);
      // A rotation has ended meanwhile and destroyed the salts of its previous key.
      if (snapshot !== undefined) await rm(snapshotFiles(folder, `${snapshot}.partial`).path, { recursive: true });
    }
  }
  throw new RidgelineError('FILE_NOT_READABLE', `the salts of the store in ${storeFolder} cannot be read`);
}

/** A backup of a store that another process may have open. Throws STORE_FOREIGN, STORE_CORRUPT and FILE_NOT_WRITABLE. */
export async function backUpFolder(
  storeFolder: string,
  folder: string,
  options?: BackupOptions,
): Promise<BackupResult | undefined> {
  const { data } = storeFiles(storeFolder);
  if (!existsSync(data)) throw new RidgelineError('STORE_FOREIGN', `${storeFolder} holds no Ridgeline store`);
  const environment = await LmdbEnvironment.open(storeFolder, data);
  try {
    return await writeBackup(environment, storeFolder, folder, options);
  } finally {
    await environment.close();
  }
}

async function writeSnapshot(environment: LmdbEnvironment, storeFolder: string, folder: string): Promise<string> {
  const name = snapshotName(new Date());
  const { path, data, manifest } = snapshotFiles(folder, `${name}.partial`);
  const generations = generationsOf(headerOf(environment, storeFolder));
  const subjects = entryCount(environment.subjects);
  try {
    await mkdir(path, { mode: 0o700 });
    await environment.copyTo(path);
    await syncFile(data);
    const written = { createdAt: new Date().toISOString(), subjects, generations, ...(await digestFile(data)) };
    await writeDurably(manifest, Buffer.from(`${JSON.stringify(written, null, 2)}\n`));
    await syncFolder(path);
    return name;
  } catch (cause) {
    await rm(path, { recursive: true, force: true });
    throw unwritable(folder, cause);
  }
}

/** From here on the snapshot counts. */
async function publish(folder: string, name: string): Promise<BackupResult> {
  await rename(snapshotFiles(folder, `${name}.partial`).path, snapshotFiles(folder, name).path);
  await syncFolder(backupFiles(folder).snapshots);
  return { snapshot: name, ...(await readManifest(folder, name)) };
}

/** The head of the log first: a copy may be ahead of it, never behind. Files that expired meanwhile go here as well. */
async function copyAudit(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  const names = (await readdir(from)).filter((name) => /^audit(-\d+\.log|\.head|\.json|\.expiring)$/.test(name)).sort();
  for (const old of await readdir(to)) if (!names.includes(old)) await rm(join(to, old));
  const ordered = ['audit.head', ...names.filter((name) => name !== 'audit.head')].filter((name) =>
    names.includes(name),
  );
  for (const name of ordered) {
    if (!isSegment(name) || (await sizeOf(join(from, name))) !== (await sizeOf(join(to, name)))) {
      await copyDurably(join(from, name), join(to, name));
    }
  }
  await syncFolder(to);
}

/** Files of the log grow at their end or lose entries at their beginning, and do nothing else: of one size they are the same. */
function isSegment(name: string): boolean {
  return name.endsWith('.log');
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

function headerOf(environment: LmdbEnvironment, storeFolder: string): StoreHeader {
  const header = readHeader(storeFolder, environment);
  if (header !== undefined) return header;
  throw new RidgelineError('STORE_FOREIGN', `${storeFolder} holds no complete Ridgeline store`);
}

function generationsOf({ current, previous }: StoreHeader): number[] {
  return [current.generation, ...(previous === undefined ? [] : [previous.generation])];
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function unwritable(folder: string, cause: unknown): RidgelineError {
  if (cause instanceof RidgelineError) return cause;
  return new RidgelineError('FILE_NOT_WRITABLE', `the backup in ${folder} cannot be written`, { cause });
}
