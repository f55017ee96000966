import type { ShardSearchResult } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { Batcher } from './batcher.js';
import type { Gallery } from './gallery.js';
import type { QueuedSearch } from './tasks.js';
import type { WorkerPool } from './worker-pool.js';

/**
 * Searches that read the codes in memory together, at most: the memory bus gains little from more, and the first waits for the last.
 */
const mostTogether = 16;

/** Searches that may wait for a thread before the engine calls itself busy: seconds of work. */
const mostWaiting = 2048;

/** The shards that one thread searches. Searches that arrive while it is at work go together when it is free. */
export class SearchHand {
  readonly #search: (searches: readonly QueuedSearch[]) => Promise<readonly ShardSearchResult[]>;
  readonly #together: Batcher<QueuedSearch, ShardSearchResult>;

  constructor(pool: WorkerPool, gallery: Gallery, shards: Uint16Array) {
    this.#search = (searches) => pool.run('search', { gallery: gallery.number, shards, searches });
    this.#together = new Batcher(this.#search, mostTogether);
  }

  /** Throws ENGINE_BUSY. */
  async search(search: QueuedSearch): Promise<ShardSearchResult> {
    // One that compares everybody takes its time, and would keep those waiting that go with it.
    if (search.exhaustive) {
      const [result] = await this.#search([search]);
      return result as ShardSearchResult;
    }
    if (this.#together.waiting >= mostWaiting) {
      throw new RidgelineError('ENGINE_BUSY', `${mostWaiting} searches are waiting`);
    }
    return await this.#together.add(search);
  }
}

/** The shards dealt out to threads like cards: neighbours are of like size. */
export function dealShards(pool: WorkerPool, gallery: Gallery): SearchHand[] {
  const hands = Math.min(gallery.shards, pool.threads);
  return Array.from({ length: hands }, (_, hand) => {
    const shards = Array.from({ length: Math.ceil((gallery.shards - hand) / hands) }, (_unused, i) => hand + i * hands);
    return new SearchHand(pool, gallery, Uint16Array.from(shards));
  });
}
