import { setImmediate as nextTurn } from 'node:timers/promises';
import { FairQueue, type Turn } from './fair-queue.js';

/** All are alike, and go in the order they came. */
const anyTurn: Turn = { priority: 'normal', caller: '' };

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatcherOptions {
  /** Things of a batch, at most. */
  readonly mostTogether?: number;
  /** Results that are given in one turn of the event loop, so that what else waits need not wait for what all of them lead to. */
  readonly givenPerTurn?: number;
  /**
   * How long a batch that would be smaller than the last one waits for the rest, as a share of what the last one took. Those who got its
   * results often come with the next thing at once, but not all in one turn of the event loop.
   */
  readonly gatheringShare?: number;
}

/**
 * Does things of one kind together, one batch at a time: those that come while a batch is under way make up the next one. Alone,
 * a thing waits for nothing; under load, batches grow by themselves.
 */
export class Batcher<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #mostTogether: number;
  readonly #givenPerTurn: number;
  readonly #gatheringShare: number;
  readonly #waiting = new FairQueue<Waiting<Item, Result>>();
  #running = false;
  #last = { size: 0, tookMs: 0, endedMs: 0 };

  /** `run` gives a result for each item, or fails for all. */
  constructor(run: (items: readonly Item[]) => Promise<readonly Result[]>, options: BatcherOptions = {}) {
    const { mostTogether = Number.POSITIVE_INFINITY, givenPerTurn = Number.POSITIVE_INFINITY } = options;
    this.#run = run;
    this.#gatheringShare = options.gatheringShare ?? 0;
    this.#mostTogether = mostTogether;
    this.#givenPerTurn = givenPerTurn;
  }

  /** Items that no batch has taken yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  add(item: Item, turn: Turn = anyTurn): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject }, turn, 1);
      if (!this.#running) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#running = true;
    // Whoever comes in the same turn of the event loop shares the first batch.
    await Promise.resolve();
    let untilMs = this.#gathersUntil();
    while (this.waiting > 0) {
      if (this.waiting < this.#last.size && performance.now() < untilMs) {
        await nextTurn();
        continue;
      }
      const batch = this.#take();
      const begunMs = performance.now();
      await this.#settle(batch);
      const endedMs = performance.now();
      this.#last = { size: batch.length, tookMs: endedMs - begunMs, endedMs };
      untilMs = this.#gathersUntil();
    }
    this.#running = false;
  }

  /** Until when as many as in the last batch are waited for; not at all where that was long ago. */
  #gathersUntil(): number {
    const { tookMs, endedMs } = this.#last;
    const nowMs = performance.now();
    return nowMs - endedMs < tookMs ? nowMs + tookMs * this.#gatheringShare : 0;
  }

  #take(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    while (batch.length < this.#mostTogether) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      batch.push(next);
    }
    return batch;
  }

  /** A batch is done whole or not at all; where it is not, each item is tried alone, so that one keeps out no other. */
  async #settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#run(batch.map(({ item }) => item));
      // The next batch does not wait for it.
      void this.#give(batch, results);
    } catch (error) {
      const [only, ...others] = batch;
      if (others.length === 0) only?.reject(error);
      else for (const waiting of batch) await this.#settle([waiting]);
    }
  }

  async #give(batch: readonly Waiting<Item, Result>[], results: readonly Result[]): Promise<void> {
    for (const [i, { resolve }] of batch.entries()) {
      if (i > 0 && i % this.#givenPerTurn === 0) await nextTurn();
      resolve(results[i] as Result);
    }
  }
}
