import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../native/error.js';

// The head of an LMDB data file, as lmdb's mdb.c defines MDB_meta after a page head of 24 bytes; two of the pages stand at
// the start of the file and take turns. Offsets in bytes from the start of the page; numbers are little-endian.
const magicOffset = 24;
const magic = 0xbeefc0de;
const pageSizeOffset = 48;
const lastPageOffset = 144;
const transactionOffset = 152;
const metaBytes = 160;

/** Page sizes that LMDB accepts, bytes. */
const minPageBytes = 256;
const maxPageBytes = 65536;

/**
 * Pages at the end of the file that LMDB may count and never have written, because they were given back within the transaction
 * that took them. More that is missing means that the file was cut.
 */
const spareUnwrittenPages = 64;

interface Meta {
  readonly pageBytes: number;
  readonly lastPage: number;
  readonly transaction: number;
}

/** The file in which LMDB keeps the data of a folder. */
export function lmdbDataFile(folder: string): string {
  return join(folder, 'data.mdb');
}

/**
 * Looks at an LMDB data file before LMDB maps it into memory: a file of another kind or one that was cut short would end the
 * process with a signal. A missing or empty file is a new one. Throws STORE_CORRUPT.
 */
export async function checkLmdbFile(path: string): Promise<void> {
  const file = await openIfThere(path);
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    if (size === 0) return;
    const bytes = await lengthStated(file);
    if (bytes === undefined) throw new RidgelineError('STORE_CORRUPT', `${path} is not an LMDB data file`);
    if (size >= bytes.total) return;
    if (size + spareUnwrittenPages * bytes.page < bytes.total) {
      throw new RidgelineError('STORE_CORRUPT', `${path} has ${size} bytes of the ${bytes.total} that it states`);
    }
    await file.truncate(bytes.total);
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RidgelineError('FILE_NOT_READABLE', `${path} cannot be opened`, { cause });
  }
}

async function lengthStated(file: FileHandle): Promise<{ page: number; total: number } | undefined> {
  const first = await readMeta(file, 0);
  if (first === undefined) return undefined;
  const second = await readMeta(file, first.pageBytes);
  if (second === undefined) return undefined;
  const newer = second.transaction > first.transaction ? second : first;
  return { page: first.pageBytes, total: (newer.lastPage + 1) * first.pageBytes };
}

async function readMeta(file: FileHandle, offset: number): Promise<Meta | undefined> {
  const bytes = Buffer.alloc(metaBytes);
  const { bytesRead } = await file.read(bytes, 0, metaBytes, offset);
  if (bytesRead < metaBytes || bytes.readUInt32LE(magicOffset) !== magic) return undefined;
  const pageBytes = bytes.readUInt32LE(pageSizeOffset);
  if (pageBytes < minPageBytes || pageBytes > maxPageBytes) return undefined;
  return {
    pageBytes,
    lastPage: Number(bytes.readBigUInt64LE(lastPageOffset)),
    transaction: Number(bytes.readBigUInt64LE(transactionOffset)),
  };
}
