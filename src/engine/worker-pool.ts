import { RidgelineError } from '../native/error.js';
import { loadNative } from '../native/load.js';
import { Batcher } from './batcher.js';
import { Crew } from './crew.js';
import type { Priority, Turn } from './fair-queue.js';
import type { ExtractedTemplate, ExtractOutcome, ExtractTask, Tasks } from './tasks.js';
import type { EngineLoad } from './types.js';

/** With ten steps a thread gets a tenth of the time that one without gets where both want the same core. */
const backgroundNice = 10;

/** Prints of one task that cost little: some milliseconds of work. */
const mostTogether = 256;

/** Tasks that end what has begun go before all that begins. */
const firstTurn: Turn = { priority: 'urgent', caller: '' };

/** Tasks that nobody waits for as long as for a search. */
const alwaysInBackground: ReadonlySet<keyof Tasks> = new Set(['forms', 'append', 'appendKept', 'erase', 'draw']);

/**
 * The worker threads of one engine, as many for what somebody waits for as for all else; the system lets the first go ahead on every
 * core. So enrolments take what searches leave, and a search finds a free thread while prints are prepared.
 */
export class WorkerPool {
  readonly threads: number;
  readonly #foreground: Crew;
  readonly #background: Crew;
  /** Cheap prints of the foreground's and the background's work. */
  readonly #cheap = { normal: this.#cheapBatcher('normal'), batch: this.#cheapBatcher('batch') } as const;

  constructor(threads: number) {
    // In the main thread first: what only workers load is unloaded with the last of them.
    loadNative();
    this.threads = threads;
    this.#foreground = new Crew({ threads, nice: 0, data: { readsPrints: true } });
    this.#background = new Crew({ threads, nice: backgroundNice, data: { readsPrints: false } });
  }

  /** Starts the threads that somebody will wait for, or the others; a first task does it otherwise. */
  start(crew: 'foreground' | 'background'): void {
    (crew === 'foreground' ? this.#foreground : this.#background).start();
  }

  /** Runs a task on some thread. What stands in `moved` is moved there and gone from here. Throws ENGINE_BUSY. */
  async run<Name extends keyof Tasks>(
    name: Name,
    input: Tasks[Name]['input'],
    moved: readonly ArrayBuffer[] = [],
    turn: Turn = firstTurn,
  ): Promise<Tasks[Name]['output']> {
    const isBackground = turn.priority === 'batch' || alwaysInBackground.has(name);
    const crew = isBackground ? this.#background : this.#foreground;
    const outcome = await crew.run<Tasks[Name]['output']>(name, input, { turn, moved });
    if (outcome.ok) return outcome.value;
    throw new RidgelineError(outcome.code, outcome.message);
  }

  /** Extracts a print that costs next to nothing, together with others that come with it. Throws ENGINE_BUSY. */
  async extractCheaply(task: ExtractTask, turn: Turn): Promise<readonly ExtractedTemplate[]> {
    const outcome = await this.#cheap[turn.priority === 'batch' ? 'batch' : 'normal'].add(task, turn);
    if (outcome.ok) return outcome.value;
    throw new RidgelineError(outcome.code, outcome.message);
  }

  #cheapBatcher(priority: Priority): Batcher<ExtractTask, ExtractOutcome> {
    const turn = { priority, caller: '' };
    return new Batcher((tasks) => this.run('extractEach', tasks, [], turn), { mostTogether });
  }

  /** Clears the memory of the threads: as many tasks as threads, so that each gets one unless it is busy for as long as the others take. */
  async clearMemory(): Promise<void> {
    const crews = [this.#foreground, this.#background];
    const options = { turn: firstTurn, moved: [] };
    const all = crews.flatMap((crew) =>
      Array.from({ length: this.threads }, () => crew.run('clearMemory', undefined, options)),
    );
    await Promise.all(all);
  }

  load(): Pick<EngineLoad, 'foreground' | 'background'> {
    return { foreground: this.#foreground.load(), background: this.#background.load() };
  }

  /** Waits for the tasks that were begun, then ends the threads. */
  async close(): Promise<void> {
    await Promise.all([this.#foreground.close(), this.#background.close()]);
  }
}
