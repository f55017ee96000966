/** Work that comes again and again while the service runs, one at a time. */
export class Chore {
  readonly #work: () => Promise<void>;
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> = Promise.resolve();

  /** The work tells its own failures: the next time it is tried again. */
  constructor(work: () => Promise<void>, intervalMs: number) {
    this.#work = work;
    this.#intervalMs = intervalMs;
  }

  /** Does it at once, and from then on after every interval. */
  begin(): void {
    this.doNow();
    this.#timer = setInterval(() => this.doNow(), this.#intervalMs);
    this.#timer.unref();
  }

  /** Ends when it was done once more. */
  doNow(): Promise<void> {
    this.#underWay = this.#underWay.then(() => this.#work());
    return this.#underWay;
  }

  /** Waits for what has begun. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#underWay;
  }
}
