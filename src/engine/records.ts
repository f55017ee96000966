import { setImmediate } from 'node:timers/promises';
import { RidgelineError } from '../native/error.js';
import { describeKey, type SubjectKey } from '../store/subject-record.js';
import type { SubjectStore } from '../store/subject-store.js';
import type { EnrolledTemplate, FingerPosition } from './types.js';

/** Subjects read at a time: some milliseconds of decryption, after which other work has its turn. */
const subjectsPerRead = 256;

/** The templates of one subject, in memory of their own. */
export function templatesOf(store: SubjectStore, key: SubjectKey): readonly EnrolledTemplate[] {
  const number = store.find(key);
  const subject = number === undefined ? undefined : store.get(number);
  if (subject === undefined) throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not enrolled`);
  return subject.prints.map(({ position, quality, template }) => ({
    position: position as FingerPosition,
    quality,
    template: new Uint8Array(template),
  }));
}

/** The keys of all subjects; between reads the engine may be closed. */
export async function* keysOf(store: SubjectStore, checkOpen: () => void): AsyncGenerator<SubjectKey, void, void> {
  let batch = store.readAfter(0, subjectsPerRead);
  while (batch.length > 0) {
    for (const { key } of batch) yield key;
    await setImmediate();
    checkOpen();
    batch = store.readAfter(batch.at(-1)?.number ?? 0, subjectsPerRead);
  }
}
