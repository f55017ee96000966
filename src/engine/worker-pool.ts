import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import type { Outcome, Tasks } from './tasks.js';

/** The compiled worker; the path is the same from src and from dist. */
const workerPath = fileURLToPath(new URL('../../dist/engine/worker.js', import.meta.url));

/**
 * Tasks that may wait before the engine calls itself busy: some hundred tenprints for each thread, that is seconds of work.
 * One bulk enrolment keeps at most maxTemplatesPerSubject tasks of each subject in its window waiting.
 */
const queuedTasks = 4096;
const queuedTasksPerThread = 512;

/** Kept free for the tasks that end what has begun: at most one append a shard and one erasure a subject at work. */
const reservedTasks = 65536;

/** Tasks that begin an operation, which can be refused without leaving anything half done. */
const refusable: ReadonlySet<keyof Tasks> = new Set(['extract', 'extractSlap', 'search', 'verify', 'explain']);

/** The worker threads of one engine. */
export class WorkerPool {
  readonly threads: number;
  readonly #pool: Piscina;
  readonly #queueLimit: number;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(threads: number) {
    if (!existsSync(workerPath)) {
      throw new RidgelineError(
        'INTERNAL',
        `${workerPath} does not exist: run "npm run build:ts" in Ridgeline's folder`,
      );
    }
    // In the main thread first: what only workers load is unloaded with the last of them.
    loadNative();
    this.threads = threads;
    this.#queueLimit = queuedTasks + queuedTasksPerThread * threads;
    this.#pool = new Piscina({
      filename: workerPath,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      atomics: 'sync',
      maxQueue: this.#queueLimit + reservedTasks,
    });
  }

  /** Runs a task on some thread. What stands in `moved` is moved there and gone from here. Throws ENGINE_BUSY. */
  async run<Name extends keyof Tasks>(
    name: Name,
    input: Tasks[Name]['input'],
    moved: readonly ArrayBuffer[] = [],
  ): Promise<Tasks[Name]['output']> {
    if (refusable.has(name) && this.#pool.queueSize >= this.#queueLimit) {
      throw new RidgelineError('ENGINE_BUSY', `${this.#queueLimit} tasks are waiting`);
    }
    const outcome = await this.#run<Tasks[Name]['output']>(name, input, moved);
    if (outcome.ok) return outcome.value;
    throw new RidgelineError(outcome.code, outcome.message);
  }

  /**
   * Waits for the tasks that were begun, then ends the threads. Piscina's own close() can end a thread whose answer is on its
   * way, and then throws where nobody can catch it.
   */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#pool.destroy();
  }

  async #run<T>(name: string, input: unknown, moved: readonly ArrayBuffer[]): Promise<Outcome<T>> {
    const task = this.#pool.run(input, { name, transferList: [...moved] });
    this.#underWay.add(task);
    try {
      return (await task) as Outcome<T>;
    } catch (cause) {
      throw new RidgelineError('INTERNAL', `a worker thread failed at the task ${name}`, { cause });
    } finally {
      this.#underWay.delete(task);
    }
  }
}
