import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keepErased } from './erasure-salts.js';
import { generationOfSalts, saltsPath } from './store-folder.js';

/** Bytes compared and written at a time: a whole number of salts. */
const pieceBytes = 1 << 20;

/**
 * Brings a backup's salts up to date with the store's: those of the store's generations become what they are there, and those of keys
 * that were rotated away lose whom the store erased. Numbers are never given again, so what has no salt in the store is erased.
 */
export async function updateSalts(
  storeFolder: string,
  saltsFolder: string,
  generations: readonly number[],
): Promise<void> {
  const current = saltsPath(storeFolder, Math.max(...generations));
  const older = (await readdir(saltsFolder)).flatMap((name) => generationOfSalts(name) ?? []);
  for (const generation of new Set([...generations, ...older])) {
    const isLive = generations.includes(generation);
    const from = isLive ? saltsPath(storeFolder, generation) : current;
    await updateFile(from, saltsPath(saltsFolder, generation), isLive);
  }
}

/** Overwrites in `path` the salts that `erasedIn` has no more; those beyond its end stay. */
export async function eraseSaltsOf(path: string, erasedIn: string): Promise<void> {
  await updateFile(erasedIn, path, false);
}

async function updateFile(fromPath: string, toPath: string, copies: boolean): Promise<void> {
  const from = await open(fromPath, 'r');
  const to = await open(toPath, copies ? 'a+' : 'r+', 0o600).then((file) => reopen(file, toPath));
  try {
    await updateInPlace(from, to, copies);
    await to.sync();
  } finally {
    await from.close();
    await to.close();
  }
}

/** A file opened for appending is made where there is none, but is not written in place. */
async function reopen(file: FileHandle, path: string): Promise<FileHandle> {
  await file.close();
  return open(path, 'r+');
}

async function updateInPlace(from: FileHandle, to: FileHandle, copies: boolean): Promise<void> {
  const [source, target] = [Buffer.alloc(pieceBytes), Buffer.alloc(pieceBytes)];
  for (let at = 0; ; at += pieceBytes) {
    const { bytesRead } = await from.read(source, 0, pieceBytes, at);
    if (bytesRead === 0) return;
    if (copies) {
      await to.write(source, 0, bytesRead, at);
      continue;
    }
    const { bytesRead: there } = await to.read(target, 0, bytesRead, at);
    const piece = target.subarray(0, there);
    keepErased(piece, source.subarray(0, there));
    await to.write(piece, 0, there, at);
  }
}

/** Names of the files of salts in a folder, as paths. */
export async function saltsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => generationOfSalts(name) !== undefined).map((name) => join(folder, name));
}
