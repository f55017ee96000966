import type { StoredSubject } from '../store/subject-record.js';
import type { SubjectStore } from '../store/subject-store.js';
import { finishAmendment, isStaged } from './amend-staging.js';
import type { Gallery } from './gallery.js';
import type { EngineOptions } from './types.js';

/** Subjects read from the store at a time: some 5 MB of templates, enough to keep every thread at work. */
const subjectsPerRead = 1024;

/** Puts every subject of the store into the gallery. While the threads prepare one batch, the next is read and decrypted. */
export async function fillGallery(
  store: SubjectStore,
  gallery: Gallery,
  onProgress: EngineOptions['onProgress'],
): Promise<void> {
  const subjectsTotal = store.count();
  let subjectsLoaded = 0;
  const staged: StoredSubject[] = [];
  let batch = store.readAfter(0, subjectsPerRead);
  while (batch.length > 0) {
    staged.push(...batch.filter(isStaged));
    const appended = Promise.all(
      batch.filter((subject) => !isStaged(subject)).map((subject) => gallery.append(subject)),
    );
    // Its error is thrown below; until then it must not count as one that nobody handles.
    appended.catch(() => undefined);
    const next = store.readAfter(batch.at(-1)?.number ?? 0, subjectsPerRead);
    await appended;
    subjectsLoaded += batch.length;
    onProgress?.({ subjectsLoaded, subjectsTotal });
    batch = next;
  }
  for (const subject of staged) {
    const taken = await finishAmendment(store, subject);
    if (taken !== undefined) await gallery.append(taken);
  }
}
