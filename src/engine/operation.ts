import { setMaxListeners } from 'node:events';
import { RidgelineError } from '../native/error.js';
import type { Turn } from './fair-queue.js';
import type { StopView } from './tasks.js';
import type { OperationOptions } from './types.js';

/** The longest delay of a JavaScript timer, ms; later deadlines are set again when it has passed. */
const longestTimerMs = 2 ** 31 - 1;

/** One call of the engine: knows whether it was stopped, by its caller, its deadline or the end of the engine. */
export class Operation {
  /** For work in other threads. */
  readonly stopView: StopView;
  /** For all that is done for it. */
  readonly turn: Turn;
  readonly #signal: AbortSignal | undefined;
  readonly #listeners = new Set<(error: RidgelineError) => void>();
  #error: RidgelineError | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ signal, timeoutMs, priority = 'normal', caller = '' }: OperationOptions) {
    this.turn = { priority, caller };
    const deadlineMs = timeoutMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + timeoutMs;
    this.stopView = { flag: new Int32Array(new SharedArrayBuffer(4)), deadlineMs };
    this.#signal = signal;
    if (timeoutMs !== undefined) this.#watchDeadline();
    if (signal === undefined) return;
    // One signal may stop any number of operations; Node would take eleven for a leak.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', this.#cancel, { once: true });
    if (signal.aborted) this.#cancel();
  }

  /** Why the operation was stopped; undefined while it was not. */
  get error(): RidgelineError | undefined {
    return this.#error;
  }

  /** Throws where the operation was stopped. */
  check(): void {
    if (this.#error !== undefined) throw this.#error;
  }

  /** What the work gives, or the reason of a stop as soon as there is one; the work itself may then go on unseen. */
  orStopped<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const forget = this.onStop(reject);
      work.then(resolve, reject).finally(forget);
    });
  }

  /** Calls the listener once when the operation is stopped, at once where it was. Returns how to take it back. */
  onStop(listener: (error: RidgelineError) => void): () => void {
    if (this.#error !== undefined) listener(this.#error);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(error: RidgelineError): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    Atomics.store(this.stopView.flag, 0, 1);
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(error);
  }

  /** The operation is over: nothing stops it any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#cancel);
    this.#listeners.clear();
  }

  readonly #cancel = (): void => {
    this.stop(new RidgelineError('CANCELLED', 'the operation was cancelled', { cause: this.#signal?.reason }));
  };

  #watchDeadline(): void {
    const leftMs = this.stopView.deadlineMs - Date.now();
    if (leftMs <= 0) {
      this.stop(new RidgelineError('DEADLINE_EXCEEDED', 'the operation did not end before its deadline'));
    } else {
      this.#timer = setTimeout(() => this.#watchDeadline(), Math.min(Math.ceil(leftMs), longestTimerMs));
    }
  }
}

/** The operations of one engine. */
export class Operations {
  readonly #running = new Map<Operation, Promise<unknown>>();
  #closed = false;

  /** Runs one operation from its beginning to its end. Throws ENGINE_CLOSED once the engine closes. */
  async run<T>(options: OperationOptions, body: (operation: Operation) => Promise<T>): Promise<T> {
    this.checkOpen();
    const operation = new Operation(options);
    const work = body(operation);
    this.#running.set(operation, work);
    try {
      return await work;
    } finally {
      operation.end();
      this.#running.delete(operation);
    }
  }

  checkOpen(): void {
    if (this.#closed) throw new RidgelineError('ENGINE_CLOSED', 'the engine is closed');
  }

  /** Ends when all operations have ended that run now. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  /** Stops what can be stopped and waits for the rest: what is being written is written to its end. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const operation of this.#running.keys()) {
      operation.stop(new RidgelineError('ENGINE_CLOSED', 'the engine was closed while the operation ran'));
    }
    await Promise.allSettled(this.#running.values());
  }
}
