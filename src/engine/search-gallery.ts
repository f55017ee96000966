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
  { hands, unsearchable }: Pick<EngineParts, 'hands' | 'unsearchable'>,
  query: GalleryQuery,
  operation: Operation,
  onShare?: () => void,
): Promise<GalleryAnswer> {
  const cancel = loadNative().cancelCreate();
  const results: ShardSearchResult[] = [];
  const failures: unknown[] = [];
  const search = {
    probe: packBatch(query.probe),
    ...query.permitted,
    maxCandidates: query.maxCandidates,
    minScore: 0,
    exhaustive: query.exhaustive,
    cancel,
    deadlineMs: operation.stopView.deadlineMs,
  };
  const tasks = hands.map(async (hand) => {
    try {
      results.push(await hand.search(search, operation.turn));
      onShare?.();
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
    if (results.length + failures.length < hands.length) loadNative().cancelRaise(cancel);
    else await released;
  }
  const callerMistake = failures.find((error) => error instanceof RidgelineError && error.blame !== 'internal');
  if (callerMistake !== undefined) throw callerMistake;
  if (results.length === hands.length && results.every(({ complete }) => complete) && unsearchable.size === 0) {
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

function reasonOf(results: readonly ShardSearchResult[], unsearchable: number): RidgelineError {
  if (results.some(({ stoppedBy }) => stoppedBy === 'deadline')) {
    return new RidgelineError('DEADLINE_EXCEEDED', 'the deadline passed while the shards were searched');
  }
  return new RidgelineError(
    'INTERNAL',
    `${unsearchable} subjects of the store are not in the gallery: open the engine again`,
  );
}
