import type { Piscina } from 'piscina';
import { RidgelineError } from '../native/error.js';
import { FairQueue, type Turn } from './fair-queue.js';
import { startThreads, type ThreadOptions, workerPathOf } from './start-threads.js';
import type { Outcome, Tasks } from './tasks.js';
import type { CrewLoad, TaskFigures } from './types.js';

/**
 * Tasks that may wait before the engine calls itself busy: some hundred tenprints for each thread, that is seconds of work.
 * One bulk enrolment keeps at most maxTemplatesPerSubject tasks of each subject in its window waiting.
 */
const queuedTasks = 4096;
const queuedTasksPerThread = 512;

/** Tasks that begin an operation, which can be refused without leaving anything half done. */
const refusable: ReadonlySet<keyof Tasks> = new Set([
  'extract',
  'extractEach',
  'extractSlap',
  'search',
  'verify',
  'explain',
]);

export interface CrewOptions extends ThreadOptions {
  readonly data: CrewData;
}

/** What the threads of a crew know of it. */
export interface CrewData {
  /** Whether somebody may wait for them to read a print: then they are started ready for it. */
  readonly readsPrints: boolean;
}

type Start = () => void;

/** Worker threads of one kind. What they have no time for waits here, and not in Piscina, whose queue knows neither callers nor costs. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #workerPath = workerPathOf('worker.js');
  readonly #queueLimit: number;
  readonly #waiting = new FairQueue<Start>();
  readonly #figures = new Map<keyof Tasks, { done: number; workedMs: number; waitedMs: number }>();
  readonly #underWay = new Set<Promise<unknown>>();
  #pool: Piscina | undefined;
  #atWork = 0;

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#queueLimit = queuedTasks + queuedTasksPerThread * options.threads;
  }

  /** Starts the threads, which a first task does otherwise. */
  start(): void {
    this.#pool ??= startThreads(this.#workerPath, this.#options);
  }

  /** Runs a task when its turn comes. What stands in `moved` is moved to the thread. Throws ENGINE_BUSY. */
  async run<T>(
    name: keyof Tasks,
    input: unknown,
    { turn, moved }: { readonly turn: Turn; readonly moved: readonly ArrayBuffer[] },
  ): Promise<Outcome<T>> {
    if (refusable.has(name) && this.#waiting.size >= this.#queueLimit) {
      throw new RidgelineError('ENGINE_BUSY', `${this.#queueLimit} tasks are waiting`);
    }
    const task = this.#inTurn(name, turn, () => this.#work<T>(name, input, moved));
    this.#underWay.add(task);
    try {
      return await task;
    } finally {
      this.#underWay.delete(task);
    }
  }

  load(): CrewLoad {
    const { threads } = this.#options;
    return { threads, atWork: this.#atWork, waiting: this.#waiting.size, tasks: Object.fromEntries(this.#figures) };
  }

  /**
   * Waits for the tasks that were begun, then ends the threads. Piscina's own close() can end a thread whose answer is on its
   * way, and then throws where nobody can catch it.
   */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#pool?.destroy();
  }

  async #inTurn<T>(name: keyof Tasks, turn: Turn, work: () => Promise<T>): Promise<T> {
    const figures = this.#figuresOf(name);
    const queuedMs = performance.now();
    const started = new Promise<void>((resolve) => {
      this.#waiting.push(resolve, turn, meanMs(figures));
    });
    this.#startNext();
    await started;
    const startMs = performance.now();
    try {
      return await work();
    } finally {
      figures.done += 1;
      figures.waitedMs += startMs - queuedMs;
      figures.workedMs += performance.now() - startMs;
      this.#atWork -= 1;
      this.#startNext();
    }
  }

  #startNext(): void {
    while (this.#atWork < this.#options.threads) {
      const start = this.#waiting.shift();
      if (start === undefined) return;
      this.#atWork += 1;
      start();
    }
  }

  async #work<T>(name: keyof Tasks, input: unknown, moved: readonly ArrayBuffer[]): Promise<Outcome<T>> {
    this.start();
    try {
      return (await this.#pool?.run(input, { name, transferList: [...moved] })) as Outcome<T>;
    } catch (cause) {
      throw new RidgelineError('INTERNAL', `a worker thread failed at the task ${name}`, { cause });
    }
  }

  #figuresOf(name: keyof Tasks) {
    const figures = this.#figures.get(name) ?? { done: 0, workedMs: 0, waitedMs: 0 };
    this.#figures.set(name, figures);
    return figures;
  }
}

/** What a task is expected to cost: what those of its name have cost so far. */
function meanMs({ done, workedMs }: TaskFigures): number {
  return done === 0 ? 1 : workedMs / done;
}
