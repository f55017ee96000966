import type { Client } from '../config/config-schema.js';
import { Refusal } from '../errors.js';
import type { Counters } from '../operation/counters.js';

const dayMs = 86_400_000;
const prefix = 'searches';

/** How many searches each client may make in a day of UTC. */
export class Quotas {
  readonly #counters: Counters;
  readonly #now: () => number;
  #day = -1;

  constructor(counters: Counters, now: () => number = Date.now) {
    this.#counters = counters;
    this.#now = now;
  }

  /** Counts one search. Throws QUOTA_EXCEEDED. */
  takeSearch({ name, searchesPerDay }: Client): void {
    const day = Math.floor(this.#now() / dayMs);
    const counter = JSON.stringify([prefix, day, name]);
    if (this.#counters.get(counter) >= searchesPerDay) {
      const retryAfterS = Math.ceil(((day + 1) * dayMs - this.#now()) / 1000);
      throw new Refusal('QUOTA_EXCEEDED', `the ${searchesPerDay} searches of this day are made`, { retryAfterS });
    }
    this.#counters.add(counter);
    if (day !== this.#day) this.#forgetOldDays(day);
    this.#day = day;
  }

  #forgetOldDays(day: number): void {
    for (const [name] of this.#counters.entries()) {
      const [kind, counted] = JSON.parse(name) as readonly unknown[];
      if (kind === prefix && typeof counted === 'number' && counted < day) this.#counters.delete(name);
    }
  }
}
