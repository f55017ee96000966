import type { Client } from '../config/config-schema.js';
import { Refusal } from '../errors.js';
import type { Counters } from '../operation/counters.js';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const prefix = 'searches';

/** Searches of one minute that look like somebody who reads the register out: the day's would be over in twenty minutes. */
const bulkShare = 1 / 20;
/** So few are somebody at work, whatever the day's number. */
const leastBulk = 30;

/** How many searches each client may make in a day of UTC. */
export class Quotas {
  readonly #counters: Counters;
  readonly #onBulk: (client: string, searches: number) => void;
  readonly #now: () => number;
  readonly #ofMinute = new Map<string, number>();
  #minute = -1;
  #day = -1;

  /** `onBulk` hears once a minute of a client that searches as nobody at work does. */
  constructor(counters: Counters, onBulk: (client: string, searches: number) => void, now: () => number = Date.now) {
    this.#counters = counters;
    this.#onBulk = onBulk;
    this.#now = now;
  }

  /** Counts one search. Throws QUOTA_EXCEEDED. */
  takeSearch(client: Client): void {
    const { name, searchesPerDay } = client;
    this.#watch(client);
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

  #watch({ name, searchesPerDay }: Client): void {
    const minute = Math.floor(this.#now() / minuteMs);
    if (minute !== this.#minute) this.#ofMinute.clear();
    this.#minute = minute;
    const searches = (this.#ofMinute.get(name) ?? 0) + 1;
    this.#ofMinute.set(name, searches);
    if (searches === Math.max(leastBulk, Math.ceil(searchesPerDay * bulkShare))) this.#onBulk(name, searches);
  }

  #forgetOldDays(day: number): void {
    for (const [name] of this.#counters.entries()) {
      const [kind, counted] = JSON.parse(name) as readonly unknown[];
      if (kind === prefix && typeof counted === 'number' && counted < day) this.#counters.delete(name);
    }
  }
}
