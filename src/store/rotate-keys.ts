import type { KeyRing } from './key-ring.js';
import type { KeyedMutex } from './keyed-mutex.js';
import { entryCount, type LmdbEnvironment } from './lmdb-environment.js';
import { numberKey, readNumber } from './number-keys.js';
import { writeHeader } from './open-store.js';
import type { StoreHeader } from './store-header.js';
import { encodeSubject, keyText, type StoredSubject } from './subject-record.js';

/** Records of one commit: a few milliseconds of work, after which whoever waits to write has a turn. */
const recordsPerCommit = 128;

export interface RotationProgress {
  readonly subjectsDone: number;
  readonly subjectsTotal: number;
}

interface Parts {
  readonly environment: LmdbEnvironment;
  readonly ring: KeyRing;
  readonly header: StoreHeader;
  readonly folder: string;
  /** Writes for one subject key come one after the other. */
  readonly writes: KeyedMutex;
  readonly read: (number: number, sealed: Buffer) => StoredSubject;
  /** Called before a record's old salt goes. */
  readonly onResealed: (number: number) => void;
}

/**
 * Takes a store from its previous key to the current one. Every record says under which it is sealed, so an interrupted rotation needs no
 * bookkeeping: it looks at all records again and passes over those that are done.
 */
export class KeyRotation {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async run(onProgress?: (progress: RotationProgress) => void, signal?: AbortSignal): Promise<void> {
    const { environment } = this.#parts;
    let subjectsDone = 0;
    let numbers = this.#numbersAfter(0);
    while (numbers.length > 0) {
      if (signal?.aborted === true) return;
      await Promise.all(numbers.map((number) => this.#reseal(number)));
      subjectsDone += numbers.length;
      onProgress?.({ subjectsDone, subjectsTotal: entryCount(environment.subjects) });
      numbers = this.#numbersAfter(numbers.at(-1) ?? 0);
    }
    await this.#end();
  }

  #numbersAfter(number: number): number[] {
    const keys = this.#parts.environment.subjects.getKeys({ start: numberKey(number + 1), limit: recordsPerCommit });
    return Array.from(keys, readNumber);
  }

  async #reseal(number: number): Promise<void> {
    const { environment, ring, writes, read, onResealed } = this.#parts;
    const { subjects, index } = environment;
    const sealed = subjects.get(numberKey(number));
    if (sealed === undefined || ring.isCurrent(sealed)) return;
    const { key } = read(number, sealed);
    await writes.run(keyText(key), async () => {
      // It may have been erased while this waited for its turn.
      const now = subjects.get(numberKey(number));
      if (now === undefined || ring.isCurrent(now)) return;
      const again = await ring.sealRecord(number, encodeSubject(read(number, now)));
      const [entry = Buffer.of(), ...oldEntries] = ring.indexEntries(key);
      await environment.commit(() => [
        subjects.put(numberKey(number), again),
        index.put(entry, numberKey(number)),
        ...oldEntries.map((old) => index.remove(old)),
      ]);
      onResealed(number);
    });
  }

  /** The header first: once it does not name the previous key, the salts of it are destroyed now or at the next start. */
  async #end(): Promise<void> {
    const { environment, ring, header } = this.#parts;
    await this.#resealNotes();
    const { previous: _dropped, ...rotated } = header;
    await writeHeader(environment, rotated);
    await ring.dropPrevious();
  }

  async #resealNotes(): Promise<void> {
    const { environment, ring } = this.#parts;
    const { erasures } = environment;
    const old = Array.from(erasures.getRange(), ({ key, value }) => ({ key, value })).flatMap(({ key, value }) => {
      const note = ring.isCurrent(value) ? undefined : ring.openNote(readNumber(key), value);
      return note === undefined ? [] : [{ key, note }];
    });
    await environment.commit(() => old.map(({ key, note }) => erasures.put(key, ring.sealNote(readNumber(key), note))));
  }
}
