import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RidgelineError } from '../../engine/index.js';

/** How long a count may be in memory alone, ms: a crash loses that much of the statistics and quotas. */
const saveAfterMs = 5000;

/** Numbers by name that outlive the process, in one JSON file. */
export class Counters {
  readonly #path: string;
  readonly #counts: Map<string, number>;
  #timer: NodeJS.Timeout | undefined;
  #saved: Promise<void> = Promise.resolve();

  private constructor(path: string, counts: Map<string, number>) {
    this.#path = path;
    this.#counts = counts;
  }

  static async open(path: string): Promise<Counters> {
    await mkdir(dirname(path), { recursive: true });
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw new RidgelineError('FILE_NOT_READABLE', `${path} cannot be read: ${error.message}`, { cause: error });
    });
    return new Counters(path, parse(text, path));
  }

  get(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  add(name: string, amount = 1): void {
    this.#counts.set(name, this.get(name) + amount);
    this.#timer ??= setTimeout(() => void this.save(), saveAfterMs).unref();
  }

  entries(): IterableIterator<[string, number]> {
    return this.#counts.entries();
  }

  delete(name: string): void {
    this.#counts.delete(name);
  }

  /** Ends when the counts of now are on disk; a failure is told by the next one that succeeds less. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saved = this.#saved.catch(() => undefined).then(() => this.#write());
    this.#saved.catch(() => undefined);
    return this.#saved;
  }

  async #write(): Promise<void> {
    const draft = `${this.#path}.new`;
    await writeFile(draft, JSON.stringify(Object.fromEntries(this.#counts)), { flush: true });
    await rename(draft, this.#path);
  }
}

function parse(text: string, path: string): Map<string, number> {
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new Map(entries.flatMap(([name, count]) => (typeof count === 'number' ? [[name, count] as const] : [])));
  } catch (cause) {
    throw new RidgelineError('STORE_CORRUPT', `${path} holds no counts`, { cause });
  }
}
