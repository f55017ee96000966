import type { Logger } from 'pino';
import type { Engine } from '../../engine/index.js';
import type { Encounters } from '../osia/encounters.js';

/** Between two looks for records whose retention has ended, ms: they end on a day, so an hour late is soon enough. */
const intervalMs = 3_600_000;

/** Erases records when their retention ends, for as long as the service runs. */
export class Retention {
  readonly #log: Logger;
  readonly #encounters: Encounters;
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> = Promise.resolve();

  constructor(log: Logger, encounters: Encounters) {
    this.#log = log;
    this.#encounters = encounters;
  }

  /** Erases at once what is overdue, and from then on every hour. */
  begin(engine: Engine): void {
    this.#work(engine);
    this.#timer = setInterval(() => this.#work(engine), intervalMs);
    this.#timer.unref();
  }

  /** Waits for the erasures that have begun. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#underWay;
  }

  #work(engine: Engine): void {
    this.#underWay = this.#underWay.then(async () => {
      try {
        const receipts = await engine.eraseExpired();
        for (const { system, owner, reference } of receipts.map(({ subject }) => subject)) {
          this.#encounters.remove(system, owner, reference);
        }
        if (receipts.length > 0) this.#log.info({ erased: receipts.length }, 'retention ended');
      } catch (err) {
        const overdue = engine.overdue().length;
        this.#log.error({ err, overdue }, 'records could not be erased at the end of their retention');
      }
    });
  }
}
