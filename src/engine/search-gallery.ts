import type { ShardSearchResult } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import type { EngineParts } from './engine-parts.js';
import type { Permitted } from './gallery.js';
import type { Operation } from './operation.js';
import { packBatch } from './packed-batch.js';

/**
 * How long after its deadline a search waits for what the shards have found, ms: the core stops within a millisecond or so,
 * the rest is for tasks that wait behind another one's extraction (some 20 ms a print).
 */
const graceMs = 100;

export interface GalleryQuery {
  readonly probe: readonly Uint8Array[];
  readonly permitted: Permitted;
  readonly maxCandidates: number;
  readonly exhaustive: boolean;
}

export interface GalleryAnswer {
  /** Of the shards that answered. */
  readonly results: readonly ShardSearchResult[];
  /** Why not all shards were searched to their end; absent where they were. */
  readonly incomplete?: unknown;
}

/** Searches all shards, each thread its share of them. Throws where the caller cancelled or the engine closes. */
export async function searchGallery(
  { pool, gallery, unsearchable }: EngineParts,
  query: GalleryQuery,
  operation: Operation,
): Promise<GalleryAnswer> {
  const cancel = loadNative().cancelCreate();
  const results: ShardSearchResult[] = [];
  const failures: unknown[] = [];
  const search = {
    gallery: gallery.number,
    probe: packBatch(query.probe),
    ...query.permitted,
    maxCandidates: query.maxCandidates,
    minScore: 0,
    exhaustive: query.exhaustive,
    cancel,
    deadlineMs: operation.stopView.deadlineMs,
  };
  const shares = shareOut(gallery.shards, pool.threads);
  const tasks = shares.map(async (shards) => {
    try {
      results.push(await pool.run('search', { ...search, shards }));
    } catch (error) {
      failures.push(error);
    }
  });
  const done = Promise.all(tasks);
  // The flag stays until the last task is over, also where nobody waits for it any more.
  const released = done.then(() => loadNative().cancelRelease(cancel));
  try {
    await doneOrStopped(done, operation);
  } finally {
    if (results.length + failures.length < shares.length) loadNative().cancelRaise(cancel);
    else await released;
  }
  const callerMistake = failures.find((error) => error instanceof RidgelineError && error.blame !== 'internal');
  if (callerMistake !== undefined) throw callerMistake;
  if (results.length === shares.length && results.every(({ complete }) => complete) && unsearchable.size === 0) {
    return { results };
  }
  return { results, incomplete: failures[0] ?? operation.error ?? reasonOf(results, unsearchable.size) };
}

/** Ends with the work, or a moment after the deadline. Throws where the operation was stopped for another reason. */
function doneOrStopped(work: Promise<unknown>, operation: Operation): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const forget = operation.onStop((error) => {
      if (error.code === 'DEADLINE_EXCEEDED') timer = setTimeout(resolve, graceMs);
      else reject(error);
    });
    void work.then(() => {
      clearTimeout(timer);
      forget();
      resolve();
    });
  });
}

/** The shards dealt out to threads like cards: neighbours are of like size. */
function shareOut(shards: number, threads: number): Uint16Array[] {
  const hands = Math.min(shards, threads);
  return Array.from({ length: hands }, (_, hand) =>
    Uint16Array.from({ length: Math.ceil((shards - hand) / hands) }, (_unused, i) => hand + i * hands),
  );
}

function reasonOf(results: readonly ShardSearchResult[], unsearchable: number): RidgelineError {
  if (results.some(({ stoppedBy }) => stoppedBy === 'deadline')) {
    return new RidgelineError('DEADLINE_EXCEEDED', 'the deadline passed while the shards were searched');
  }
  return new RidgelineError(
    'INTERNAL',
    `${unsearchable} subjects of the store are not in the gallery: open the engine again`,
  );
}
