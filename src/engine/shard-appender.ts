import type { StoredSubject } from '../store/subject-record.js';

interface Waiting {
  readonly subject: StoredSubject;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends to one shard, one batch at a time: subjects that come while a batch is under way make up the next one, so that
 * a bulk enrolment crosses to the core once for many subjects.
 */
export class ShardAppender {
  readonly #append: (subjects: readonly StoredSubject[]) => Promise<void>;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(append: (subjects: readonly StoredSubject[]) => Promise<void>) {
    this.#append = append;
  }

  add(subject: StoredSubject): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#waiting.push({ subject, resolve, reject });
      if (!this.#running) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#settle(batch);
    }
    this.#running = false;
  }

  /** A batch goes in whole or not at all; where it does not, each subject is tried alone, so that one keeps out no other. */
  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#append(batch.map(({ subject }) => subject));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      const [only, ...others] = batch;
      if (others.length === 0) only?.reject(error);
      else for (const waiting of batch) await this.#settle([waiting]);
    }
  }
}
