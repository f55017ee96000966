import { Refusal } from '../errors.js';

export interface AdmissionLimits {
  readonly atWork: number;
  readonly waiting: number;
  readonly waitingPerClient: number;
}

type Start = () => void;

/** Lets a bounded number of operations work at a time; those that wait take turns by client, so that none crowds out the others. */
export class Admission {
  readonly #limits: AdmissionLimits;
  /** In the order in which the clients get their next turn. */
  readonly #queues = new Map<string, Start[]>();
  #atWork = 0;
  #waiting = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  get atWork(): number {
    return this.#atWork;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Throws OVERLOADED, TOO_MANY_WAITING, and whatever the signal is aborted with while the work waits. */
  async run<T>(client: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#atWork >= this.#limits.atWork) await this.#turn(client, signal);
    else this.#atWork += 1;
    try {
      return await work();
    } finally {
      this.#atWork -= 1;
      this.#startNext();
    }
  }

  #turn(client: string, signal: AbortSignal): Promise<void> {
    const queue = this.#queues.get(client) ?? [];
    if (this.#waiting >= this.#limits.waiting) {
      throw new Refusal('OVERLOADED', 'too many operations are waiting; try again later');
    }
    if (queue.length >= this.#limits.waitingPerClient) {
      throw new Refusal('TOO_MANY_WAITING', 'too many operations of this client are waiting', { retryAfterS: 1 });
    }
    signal.throwIfAborted();
    return new Promise<void>((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', giveUp);
        this.#atWork += 1;
        resolve();
      };
      const giveUp = (): void => {
        this.#remove(client, start);
        reject(signal.reason);
      };
      queue.push(start);
      this.#queues.set(client, queue);
      this.#waiting += 1;
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  #startNext(): void {
    const [next] = this.#queues;
    if (next === undefined) return;
    const [client, queue] = next;
    const start = queue.shift();
    // At the end of the line again, behind the other clients.
    this.#queues.delete(client);
    if (queue.length > 0) this.#queues.set(client, queue);
    this.#waiting -= 1;
    start?.();
  }

  #remove(client: string, start: Start): void {
    const queue = this.#queues.get(client);
    const index = queue?.indexOf(start) ?? -1;
    if (queue === undefined || index < 0) return;
    queue.splice(index, 1);
    this.#waiting -= 1;
    if (queue.length === 0) this.#queues.delete(client);
  }
}
