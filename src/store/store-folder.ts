import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../native/error.js';
import { lmdbDataFile } from './lmdb-file.js';

/** The folder of the audit log, within that of the store. */
const auditFolderName = 'audit';

/** The files of a store. The lock is made first and marks the folder as ours. */
export function storeFiles(folder: string) {
  return {
    lock: join(folder, 'ridgeline.lock'),
    data: lmdbDataFile(folder),
    audit: join(folder, auditFolderName),
    forms: join(folder, 'forms'),
  } as const;
}

const saltsName = /^erasure(?:-(\d{1,5}))?\.salts$/;

/** The salts of a generation of keys. Those of the first have no number in their name. */
export function saltsPath(folder: string, generation: number): string {
  return join(folder, generation === 1 ? 'erasure.salts' : `erasure-${generation}.salts`);
}

/** The generation whose salts a file holds; undefined where it holds none. */
export function generationOfSalts(name: string): number | undefined {
  const match = saltsName.exec(name);
  return match === null ? undefined : Number(match[1] ?? 1);
}

/** Makes the folder where there is none. Throws STORE_FOREIGN, before anything is written, where it belongs to something else. */
export async function prepareStoreFolder(folder: string): Promise<void> {
  const entries = await makeAndList(folder);
  // The audit log may be there before its store.
  if (entries.every((name) => name === auditFolderName) || entries.includes('ridgeline.lock')) return;
  throw new RidgelineError('STORE_FOREIGN', `${folder} is not empty and holds no Ridgeline store`);
}

async function makeAndList(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await readdir(folder);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new RidgelineError('STORE_FOREIGN', `${folder} is not a folder`, { cause });
    }
    throw new RidgelineError('FILE_NOT_WRITABLE', `the store's folder ${folder} cannot be made or read`, { cause });
  }
}

/** Ends when the disk knows the names of the files in the folder. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
