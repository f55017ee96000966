import type { StoredSubject } from '../store/subject-record.js';
import type { SubjectStore } from '../store/subject-store.js';
import type { Gallery } from './gallery.js';
import { mapAhead } from './map-ahead.js';
import type { EngineOptions } from './types.js';

/** Subjects read from the store at a time: some 5 MB of templates, enough to keep every thread at work. */
const subjectsPerRead = 1024;
/** Reads whose subjects are being prepared: with several, no thread waits for the last ones of a read. */
const readsUnderWay = 4;

/** Puts every subject of the store into the gallery. While the threads prepare some, the next are read and decrypted. */
export async function fillGallery(
  store: SubjectStore,
  gallery: Gallery,
  onProgress: EngineOptions['onProgress'],
): Promise<void> {
  const subjectsTotal = store.count();
  let subjectsLoaded = 0;
  const append = async (subjects: readonly StoredSubject[]): Promise<number> => {
    await Promise.all(subjects.map((subject) => gallery.append(subject)));
    return subjects.length;
  };
  for await (const subjects of mapAhead(readsOf(store), readsUnderWay, append)) {
    subjectsLoaded += subjects;
    onProgress?.({ subjectsLoaded, subjectsTotal });
  }
}

function* readsOf(store: SubjectStore): Generator<StoredSubject[]> {
  let subjects = store.readAfter(0, subjectsPerRead);
  while (subjects.length > 0) {
    yield subjects;
    subjects = store.readAfter(subjects.at(-1)?.number ?? 0, subjectsPerRead);
  }
}
