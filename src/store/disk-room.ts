import { accessSync, constants, statfsSync } from 'node:fs';
import { RidgelineError } from '../native/error.js';

/**
 * Room that the disk must have left before more is stored, bytes: a commit of many enrolments takes some megabytes. lmdb 3.5.6 writes past
 * the end of a buffer when it tells of a failed write (mdb.c, `malloc(100)`), which can end the process: so it is not asked for one that
 * will fail.
 */
const leastRoomBytes = 64 * 2 ** 20;

/** Throws FILE_NOT_WRITABLE where the disk of a folder is read-only. At once: a call takes microseconds, a turn of the thread pool more. */
export function checkWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new RidgelineError('FILE_NOT_WRITABLE', 'the store could not write to its disk', { cause });
  }
}

/** Throws FILE_NOT_WRITABLE where the disk of a folder is nearly full. */
export function checkRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= leastRoomBytes) return;
  throw new RidgelineError('FILE_NOT_WRITABLE', 'the store could not write to its disk: less than 64 MiB are left');
}
