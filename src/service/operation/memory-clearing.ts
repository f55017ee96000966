import type { Engine } from '../../engine/index.js';
import type { Admission } from './admission.js';
import { Chore } from './chore.js';

/** How often it is looked whether the moment is quiet, ms. Many erasures share one clearing. */
const lookMs = 10_000;
/** Where no moment is quiet, memory is cleared after this long all the same, ms. */
const hourMs = 3_600_000;

export interface Times {
  readonly lookMs: number;
  readonly latestMs: number;
}

/**
 * Clears memory after erasures of what requests and answers left in it. That stops the service for a moment, so it waits until nobody is
 * served; a service at work overwrites such memory by itself sooner or later.
 */
export class MemoryClearing {
  readonly #admission: Pick<Admission, 'atWork'>;
  readonly #times: Times;
  #chore: Chore | undefined;
  #wantedSinceMs: number | undefined;

  constructor(admission: Pick<Admission, 'atWork'>, times: Times = { lookMs, latestMs: hourMs }) {
    this.#admission = admission;
    this.#times = times;
  }

  begin(engine: Pick<Engine, 'clearMemory'>): void {
    this.#chore = new Chore(() => this.#look(engine), this.#times.lookMs);
    this.#chore.begin();
  }

  /** Something was erased. */
  note(): void {
    this.#wantedSinceMs ??= Date.now();
  }

  async stop(): Promise<void> {
    await this.#chore?.stop();
  }

  async #look(engine: Pick<Engine, 'clearMemory'>): Promise<void> {
    const sinceMs = this.#wantedSinceMs;
    if (sinceMs === undefined) return;
    if (this.#admission.atWork > 0 && Date.now() - sinceMs < this.#times.latestMs) return;
    this.#wantedSinceMs = undefined;
    await engine.clearMemory();
  }
}
