import type { StoredSubject, SubjectKey } from '../store/subject-record.js';
import type { SubjectStore } from '../store/subject-store.js';

/** Ends the reference of a record that waits to take another one's place. Control characters are in no caller's reference. */
const mark = '\u0001';

/** Where an amended record waits. */
export function stagedKey({ system, owner, reference }: SubjectKey): SubjectKey {
  return { system, owner, reference: `${reference}${mark}` };
}

export function isStaged({ key }: StoredSubject): boolean {
  return key.reference.endsWith(mark);
}

/**
 * Ends an amendment that a crash interrupted, and gives the record that the gallery has to take in: where the old or the new
 * record is there the staged one goes, else it takes its place.
 */
export async function finishAmendment(store: SubjectStore, staged: StoredSubject): Promise<StoredSubject | undefined> {
  const key = { ...staged.key, reference: staged.key.reference.slice(0, -mark.length) };
  let taken: StoredSubject | undefined;
  if (store.find(key) === undefined) {
    const number = await store.put(key, staged.prints);
    taken = { ...staged, number, key };
  }
  await store.erase(staged.key);
  return taken;
}
