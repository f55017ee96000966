import { describe, expect, onTestFinished, test } from 'vitest';
import type { EngineParts } from '../../../src/engine/engine-parts.js';
import { enrol, erase } from '../../../src/engine/enrol.js';
import { Gallery } from '../../../src/engine/gallery.js';
import { identify } from '../../../src/engine/identify.js';
import { SearchIncompleteError } from '../../../src/engine/index.js';
import { Operation } from '../../../src/engine/operation.js';
import { SearchFigures } from '../../../src/engine/search-figures.js';
import { dealShards } from '../../../src/engine/search-hand.js';
import type { PrintInput } from '../../../src/engine/types.js';
import { WorkerPool } from '../../../src/engine/worker-pool.js';
import { RidgelineError } from '../../../src/native/error.js';
import { KeyedMutex } from '../../../src/store/keyed-mutex.js';
import { MemoryStore } from '../../../src/store/memory-store.js';
import { expectCode } from '../helpers/expect-code.js';
import { captureOf, keyOf } from './people.js';

/** A store on a disk that may refuse: erasures fail while it does. */
class RefusingStore extends MemoryStore {
  refuses = false;

  override async erase(...parameters: Parameters<MemoryStore['erase']>): ReturnType<MemoryStore['erase']> {
    if (this.refuses) throw new RidgelineError('FILE_NOT_WRITABLE', 'the disk refuses');
    return super.erase(...parameters);
  }
}

async function setUp(galleryBytes: number) {
  const store = new RefusingStore();
  const pool = new WorkerPool(1);
  const gallery = new Gallery(pool, 2, galleryBytes);
  onTestFinished(async () => {
    await pool.close();
    gallery.destroy();
  });
  const sets = {
    unsearchable: new Set<number>(),
    successors: new Map(),
    unloggedReceipts: new Set<number>(),
    searches: new Set<Promise<unknown>>(),
    searchFigures: new SearchFigures(),
  };
  const parts: EngineParts = { store, pool, gallery, hands: dealShards(pool, gallery), ...sets };
  const writes = new KeyedMutex();
  return {
    store,
    parts,
    enrol: (reference: number, prints: PrintInput[]) =>
      enrol(parts, writes, keyOf(reference), prints, new Operation({})),
    erase: (reference: number) => erase(parts, writes, keyOf(reference), new Operation({})),
    identify: (prints: PrintInput[]) => identify(parts, { prints }, new Operation({})),
  };
}

describe('an erasure that the disk refuses', () => {
  test('leaves the subject where it was, and can be done again', async () => {
    const engine = await setUp(2 ** 24);
    await engine.enrol(1, captureOf(1));
    engine.store.refuses = true;
    await expectCode('FILE_NOT_WRITABLE', () => engine.erase(1));
    expect(await engine.identify(captureOf(1, 1))).toMatchObject({ decision: 'hit', complete: true });
    engine.store.refuses = false;
    await engine.erase(1);
    expect(await engine.identify(captureOf(1, 1))).toMatchObject({ decision: 'no-hit', subjectsSearched: 0 });
  });
});

describe('an enrolment that a full gallery and the disk both refuse', () => {
  test('makes every search incomplete, with its hits, until the subject is erased', async () => {
    // Room for the first segments and little more.
    const engine = await setUp(2 ** 20);
    await engine.enrol(1, captureOf(1));
    engine.store.refuses = true;
    let last = 1;
    await expectCode('INTERNAL', async () => {
      while (last < 2000) await engine.enrol(++last, captureOf(last));
    });
    expect(engine.parts.unsearchable.size).toBe(1);
    const error = await expectCode('SEARCH_INCOMPLETE', () => engine.identify(captureOf(1, 1)));
    expect(error).toBeInstanceOf(SearchIncompleteError);
    expect((error as SearchIncompleteError).hits.map(({ reference }) => reference)).toEqual(['1']);
    engine.store.refuses = false;
    await engine.erase(last);
    const answer = await engine.identify(captureOf(1, 1));
    expect(answer).toMatchObject({ decision: 'hit', subjectsSearched: last - 1 });
  });
});
