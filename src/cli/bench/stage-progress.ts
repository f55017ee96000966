import { type Progress, startProgress } from '../progress.js';

/** Progress of work of several stages, as of a set. */
export class StageProgress {
  readonly #name: string;
  #stage: string | undefined;
  #progress: Progress | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  update(stage: string, done: number, total: number): void {
    if (stage !== this.#stage) {
      this.end();
      this.#stage = stage;
      this.#progress = startProgress(`${this.#name}: ${stage}`, total);
    }
    this.#progress?.update(done);
  }

  end(): void {
    this.#progress?.end();
    this.#progress = undefined;
  }
}
