import { FairQueue, type Turn } from './fair-queue.js';

/** All are alike, and go in the order they came. */
const anyTurn: Turn = { priority: 'normal', caller: '' };

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does things of one kind together, one batch at a time: those that come while a batch is under way make up the next one. Alone,
 * a thing waits for nothing; under load, batches grow by themselves.
 */
export class Batcher<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #mostTogether: number;
  readonly #waiting = new FairQueue<Waiting<Item, Result>>();
  #running = false;

  /** `run` gives a result for each item, or fails for all. */
  constructor(
    run: (items: readonly Item[]) => Promise<readonly Result[]>,
    mostTogether: number = Number.POSITIVE_INFINITY,
  ) {
    this.#run = run;
    this.#mostTogether = mostTogether;
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
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) await this.#settle(batch);
    this.#running = false;
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
      batch.forEach(({ resolve }, i) => {
        resolve(results[i] as Result);
      });
    } catch (error) {
      const [only, ...others] = batch;
      if (others.length === 0) only?.reject(error);
      else for (const waiting of batch) await this.#settle([waiting]);
    }
  }
}
