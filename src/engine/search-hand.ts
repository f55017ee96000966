import type { ShardSearchResult } from '../native/binding.js';
import { RidgelineError } from '../native/error.js';
import { Batcher } from './batcher.js';
import type { Turn } from './fair-queue.js';
import type { Gallery } from './gallery.js';
import { unpackBatch } from './packed-batch.js';
import { templatePosition } from './packed-label.js';
import type { QueuedSearch } from './tasks.js';
import type { WorkerPool } from './worker-pool.js';

/**
 * Searches that read the codes in memory together, at most: the memory bus gains little from more, and the first waits for the last.
 */
const mostTogether = 16;

/** Answers that a turn of the event loop gives: what follows on each takes a service about a millisecond. */
const givenPerTurn = 2;

/**
 * Eight who always search are answered two a turn: without it batches of two and six took turns, a fifth slower than batches of eight. A
 * search that comes alone never waits.
 */
const gatheringShare = 1 / 16;

/** Searches that may wait for a thread before the engine calls itself busy: seconds of work. */
const mostWaiting = 2048;

type Together = Batcher<QueuedSearch, ShardSearchResult>;

/** The shards that one thread searches. Searches that arrive while it is at work go together when it is free. */
export class SearchHand {
  readonly #search: (searches: readonly QueuedSearch[], turn?: Turn) => Promise<readonly ShardSearchResult[]>;
  readonly #together: Together;
  readonly #behind: Together;
  #searches = 0;
  #passes = 0;

  constructor(pool: WorkerPool, gallery: Gallery, shards: Uint16Array) {
    this.#search = (searches, turn) => pool.run('search', { gallery: gallery.number, shards, searches }, [], turn);
    this.#together = this.#batcher();
    this.#behind = this.#batcher({ priority: 'batch', caller: '' });
  }

  /** Throws ENGINE_BUSY. */
  async search(search: QueuedSearch, turn: Turn): Promise<ShardSearchResult> {
    // One that compares everybody takes its time, and would keep those waiting that go with it or come after it.
    if (search.exhaustive || hasUnknownFinger(search)) {
      const [result] = await this.#search([search], { ...turn, priority: 'batch' });
      return result as ShardSearchResult;
    }
    const together = turn.priority === 'batch' ? this.#behind : this.#together;
    if (together.waiting >= mostWaiting) {
      throw new RidgelineError('ENGINE_BUSY', `${mostWaiting} searches are waiting`);
    }
    return await together.add(search, turn);
  }

  load(): { readonly waiting: number; readonly searches: number; readonly passes: number } {
    const waiting = this.#together.waiting + this.#behind.waiting;
    return { waiting, searches: this.#searches, passes: this.#passes };
  }

  #batcher(turn?: Turn): Together {
    const search = (searches: readonly QueuedSearch[]) => {
      this.#searches += searches.length;
      this.#passes += 1;
      return this.#search(searches, turn);
    };
    return new Batcher(search, { mostTogether, givenPerTurn, gatheringShare });
  }
}

/** A print of an unknown finger is compared with all fingers of everybody. */
function hasUnknownFinger({ probe }: QueuedSearch): boolean {
  return unpackBatch(probe).some((template) => templatePosition(template) === 0);
}

/** The shards dealt out to threads like cards: neighbours are of like size. */
export function dealShards(pool: WorkerPool, gallery: Gallery, threads = pool.threads): SearchHand[] {
  const hands = Math.min(gallery.shards, threads);
  return Array.from({ length: hands }, (_, hand) => {
    const shards = Array.from({ length: Math.ceil((gallery.shards - hand) / hands) }, (_unused, i) => hand + i * hands);
    return new SearchHand(pool, gallery, Uint16Array.from(shards));
  });
}
