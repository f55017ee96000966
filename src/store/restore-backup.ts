import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RidgelineError } from '../native/error.js';
import { backupFiles, readManifest, snapshotFiles, snapshotsOf } from './backup-folder.js';
import { eraseSaltsOf, saltsIn } from './backup-salts.js';
import { copyDurably, digestFile, writeDurably } from './durable-file.js';
import { ErasureSalts } from './erasure-salts.js';
import { LmdbEnvironment } from './lmdb-environment.js';
import { numberKey, readNumber } from './number-keys.js';
import { readNextNumber } from './open-store.js';
import { saltsPath, storeFiles, syncFolder } from './store-folder.js';

export interface RestoreOptions {
  /** Name of the snapshot; default the newest one. */
  readonly snapshot?: string | undefined;
  /** Folder of the store that was lost, where its salts can still be read: erasures since the last backup stay erased. */
  readonly erasedIn?: string | undefined;
}

export interface RestoreResult {
  readonly snapshot: string;
  readonly createdAt: string;
  readonly subjects: number;
  /** Subjects of the snapshot that were erased since and stay so. */
  readonly leftErased: number;
}

/** Records removed in one commit. */
const recordsPerCommit = 1024;

/**
 * Makes a store from a snapshot. Subjects that were erased since have no salt any more: their records cannot be opened, and are removed.
 * The lock file comes last, so that an interrupted restoration is no store. Throws STORE_FOREIGN where the folder is not empty,
 * STORE_CORRUPT where the snapshot is damaged, FILE_NOT_READABLE and FILE_NOT_WRITABLE.
 */
export async function restoreBackup(
  folder: string,
  storeFolder: string,
  { snapshot, erasedIn }: RestoreOptions = {},
): Promise<RestoreResult> {
  const name = snapshot ?? (await snapshotsOf(folder)).at(-1);
  if (name === undefined || basename(name) !== name || !existsSync(snapshotFiles(folder, name).path)) {
    throw new RidgelineError('FILE_NOT_READABLE', `${folder} holds no snapshot ${name ?? ''}`);
  }
  const { createdAt, generations, bytes, sha256 } = await readManifest(folder, name);
  await makeEmpty(storeFolder);
  const { data, audit, lock } = storeFiles(storeFolder);
  try {
    await copyDurably(snapshotFiles(folder, name).data, `${data}.new`);
    const copied = await digestFile(`${data}.new`);
    if (copied.bytes !== bytes || copied.sha256 !== sha256) {
      throw new RidgelineError('STORE_CORRUPT', `the data of the snapshot ${name} in ${folder} are damaged`);
    }
    for (const generation of generations) await copySalts(folder, storeFolder, generation, erasedIn);
    await copyFiles(backupFiles(folder).audit, audit);
    await rename(`${data}.new`, data);
    const { subjects, leftErased } = await removeErased(storeFolder, generations);
    await writeDurably(lock, Buffer.of());
    await syncFolder(storeFolder);
    return { snapshot: name, createdAt, subjects, leftErased };
  } catch (cause) {
    if (cause instanceof RidgelineError) throw cause;
    throw new RidgelineError('FILE_NOT_WRITABLE', `the store cannot be restored to ${storeFolder}`, { cause });
  }
}

async function makeEmpty(storeFolder: string): Promise<void> {
  const names = await mkdir(storeFolder, { recursive: true, mode: 0o700 })
    .then(() => readdir(storeFolder))
    .catch((cause: unknown) => {
      throw new RidgelineError('FILE_NOT_WRITABLE', `the folder ${storeFolder} cannot be made or read`, { cause });
    });
  if (names.length === 0) return;
  throw new RidgelineError('STORE_FOREIGN', `${storeFolder} is not empty: a store is restored into an empty folder`);
}

async function copySalts(folder: string, storeFolder: string, generation: number, erasedIn?: string): Promise<void> {
  const path = saltsPath(storeFolder, generation);
  await copyDurably(saltsPath(backupFiles(folder).salts, generation), path);
  if (erasedIn === undefined) return;
  for (const lost of await saltsIn(erasedIn)) await eraseSaltsOf(path, lost);
}

async function copyFiles(from: string, to: string): Promise<void> {
  const names = existsSync(from) ? await readdir(from) : [];
  if (names.length === 0) return;
  await mkdir(to, { mode: 0o700 });
  for (const name of names) await copyDurably(join(from, name), join(to, name));
  await writeDurably(join(to, 'audit.lock'), Buffer.of());
  await syncFolder(to);
}

/** Removes records without a salt, with their entries in the index; their keys cannot be read any more, so all of the index is looked at. */
async function removeErased(
  storeFolder: string,
  generations: readonly number[],
): Promise<{ readonly subjects: number; readonly leftErased: number }> {
  const environment = await LmdbEnvironment.open(storeFolder, storeFiles(storeFolder).data);
  try {
    const erased = await numbersWithoutSalt(environment, storeFolder, generations);
    const { subjects, index, retention } = environment;
    const entries = Array.from(index.getRange({}), ({ key, value }) => ({ key, number: readNumber(value) }));
    const removals = [
      ...entries
        .filter(({ number }) => erased.has(number))
        .map(
          ({ key }) =>
            () =>
              index.remove(key),
        ),
      ...Array.from(erased, (number) => () => subjects.remove(numberKey(number))),
      ...Array.from(retention.getKeys())
        .filter((key) => erased.has(readNumber(key.subarray(8))))
        .map((key) => () => retention.remove(key)),
    ];
    for (let at = 0; at < removals.length; at += recordsPerCommit) {
      await environment.commit(() => removals.slice(at, at + recordsPerCommit).map((remove) => remove()));
    }
    return { subjects: entries.length - erased.size, leftErased: erased.size };
  } finally {
    await environment.close();
    await rm(join(storeFolder, 'lock.mdb'), { force: true });
  }
}

async function numbersWithoutSalt(
  environment: LmdbEnvironment,
  storeFolder: string,
  generations: readonly number[],
): Promise<Set<number>> {
  const nextNumber = readNextNumber(environment);
  const erased = new Set<number>();
  for (const generation of generations) {
    const salts = await ErasureSalts.open(saltsPath(storeFolder, generation), nextNumber);
    for (const key of environment.subjects.getKeys()) {
      if (salts.get(readNumber(key)) === undefined) erased.add(readNumber(key));
    }
    await salts.close();
  }
  return erased;
}
