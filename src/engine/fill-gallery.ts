import type { StoredSubject, SubjectKey } from '../store/subject-record.js';
import type { SubjectStore } from '../store/subject-store.js';
import type { Gallery } from './gallery.js';
import { mapAhead } from './map-ahead.js';
import type { EngineOptions } from './types.js';

/** Subjects at a time, of which each shard is a task: enough that a task is worth its beginning and its end. */
const subjectsPerRead = 4096;
/** Reads under way: with several, no thread waits for the last subjects of a read. */
const readsUnderWay = 4;
/** Subjects whose templates one thread prepares at a time, some 20 ms of work. */
const preparedTogether = 32;

/** Who is told what while the gallery is filled: see EngineOptions. */
export interface LoadListeners {
  readonly onProgress: EngineOptions['onProgress'];
  readonly onLoaded: EngineOptions['onLoaded'];
}

/**
 * Puts every subject of the store into the gallery. The threads read the forms that were kept; whose form was not kept is prepared
 * again, and kept for the next start.
 */
export async function fillGallery(
  store: SubjectStore,
  gallery: Gallery,
  { onProgress, onLoaded }: LoadListeners,
): Promise<void> {
  const subjectsTotal = store.count();
  let subjectsLoaded = 0;
  const loaded = (subjects: number) => {
    subjectsLoaded += subjects;
    onProgress?.({ subjectsLoaded, subjectsTotal });
  };
  const tell = (subjects: readonly SubjectKey[]) => {
    for (const subject of subjects) onLoaded?.tell(subject);
  };
  const append = async (numbers: Float64Array): Promise<void> => {
    const kept = store.keptForms(numbers);
    const { missing, found } =
      kept === undefined ? { missing: numbers, found: [] } : await gallery.appendKept(kept, onLoaded?.containing);
    tell(found);
    if (missing.length < numbers.length) loaded(numbers.length - missing.length);
    await prepareAll(store, gallery, missing, (keys) => {
      tell(keys.filter(({ reference }) => onLoaded !== undefined && reference.includes(onLoaded.containing)));
      loaded(keys.length);
    });
  };
  for await (const _ of mapAhead(readsOf(store), readsUnderWay, append));
}

async function prepareAll(
  store: SubjectStore,
  gallery: Gallery,
  numbers: ArrayLike<number>,
  loaded: (subjects: readonly SubjectKey[]) => void,
): Promise<void> {
  const all = Array.from(numbers);
  const pieces = Array.from({ length: Math.ceil(all.length / preparedTogether) }, (_, i) =>
    all.slice(i * preparedTogether, (i + 1) * preparedTogether),
  );
  const prepare = async (piece: readonly number[]): Promise<void> => {
    const subjects = piece.flatMap((number): StoredSubject | [] => store.get(number) ?? []);
    const forms = await gallery.formsOf(subjects.map(({ prints }) => prints));
    const formed = subjects.map(({ number, key }, i) => ({ number, key, form: forms[i] ?? new Uint8Array() }));
    await gallery.appendAll(formed);
    for (const form of formed) store.keepForm(form);
    loaded(subjects.map(({ key }) => key));
  };
  await Promise.all(pieces.map(prepare));
}

function* readsOf(store: SubjectStore): Generator<Float64Array> {
  let numbers = store.numbersAfter(0, subjectsPerRead);
  while (numbers.length > 0) {
    yield numbers;
    numbers = store.numbersAfter(numbers.at(-1) ?? 0, subjectsPerRead);
  }
}
