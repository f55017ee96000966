import { hasRidgelineCode, RidgelineError } from '../engine/index.js';

/** One thing that went wrong: what a command lists at its end. */
export interface Failure {
  /** The file or reference it is about; absent where it is the whole command. */
  readonly name?: string;
  /** A stable code of docs/errors.md. */
  readonly code: string;
  /** Names the file too. */
  readonly message: string;
}

export function failureOf(error: unknown, name?: string): Failure {
  const code = hasRidgelineCode(error) ? error.code : 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  return { ...(name === undefined ? {} : { name }), code, message };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'its permissions forbid it',
  EPERM: 'its permissions forbid it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'something of that name is there already',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
  ELOOP: 'its symbolic links form a circle',
};

/** Why the system refused a file, as the end of a sentence. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
}

export function unreadable(path: string, expected: string, cause: unknown): RidgelineError {
  return new RidgelineError('FILE_NOT_READABLE', `${path}: expected ${expected}, but ${reasonOf(cause)}`, { cause });
}

export function unwritable(path: string, cause: unknown): RidgelineError {
  return new RidgelineError('FILE_NOT_WRITABLE', `${path} cannot be written: ${reasonOf(cause)}`, { cause });
}

/** What work on one file gave: a value, or the failure to list. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Does the work on one file, so that the others are still done where it fails. */
export async function attempt<T>(name: string, work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, name) };
  }
}
