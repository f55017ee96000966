import type { RootDatabase } from 'lmdb';
import { RidgelineError } from '../native/error.js';
import { checkWritable } from './disk-room.js';

/** Keys and values are bytes that we make ourselves; nothing is decoded or kept by LMDB's side. */
export const bytesOnly = { encoding: 'binary', keyEncoding: 'binary', cache: false } as const;

/** How every file of databases is opened here. */
export const rootOptions = {
  ...bytesOnly,
  noSubdir: false,
  // A commit ends with its own fsync; several times faster than lmdb's default for single enrolments.
  overlappingSync: false,
  // With it, a failed commit rejects a promise of lmdb's own that nobody can handle, and Node ends the process.
  eventTurnBatching: false,
  // Without it, memory that held something else of this process could end in the file.
  noMemInit: false,
} as const;

/**
 * Does the writes, whose promises it gets, in one transaction, and ends when it is committed. Writes of the same moment share a
 * transaction. `folder` is that of the root. Throws FILE_NOT_WRITABLE.
 */
export async function commitTo(
  root: RootDatabase<Buffer, Buffer>,
  folder: string,
  writes: () => readonly Promise<boolean>[],
): Promise<void> {
  checkWritable(folder);
  let written: readonly Promise<boolean>[] = [];
  const batch = root.batch(() => {
    written = writes();
  });
  for (const outcome of await Promise.allSettled([batch, ...written])) {
    if (outcome.status === 'rejected') throw await writeError(outcome.reason);
  }
}

/** What lmdb says of a failed commit: a general error that carries the promise of the particular one. */
async function writeError(general: unknown): Promise<RidgelineError> {
  const hasParticular = general instanceof Error && 'commitError' in general;
  const [particular] = await Promise.allSettled([hasParticular ? general.commitError : undefined]);
  const cause = particular.status === 'rejected' ? particular.reason : general;
  return new RidgelineError('FILE_NOT_WRITABLE', 'the store could not write to its disk', { cause });
}
