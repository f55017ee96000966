import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises';
import { RidgelineError } from '../../engine/index.js';
import type { AnsweredSearch } from './search-ids.js';

export type Outcome = 'confirmed' | 'refuted';

/** What is known by now of one search. */
export interface ReportedSearch {
  /** Of the search, such as 2026-11. */
  readonly month: string;
  readonly client: string;
  readonly systems: readonly string[];
  readonly nonce: string;
  /** By the candidate's place in the answer, from 1. */
  readonly candidates: Readonly<Record<number, Outcome>>;
  /** Records of the person that the search did not find. */
  readonly missed: number;
}

export interface OutcomeReport {
  readonly candidates: Readonly<Record<number, Outcome>>;
  readonly missed?: number;
}

/**
 * What clients reported of their searches, a line of JSON for each report in a file that is only appended to. The lines name searches and
 * places of candidates, and no person or record.
 */
export class Outcomes {
  readonly #file: FileHandle;
  readonly #searches: Map<string, ReportedSearch>;
  #size: number;
  #written: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle, size: number, searches: Map<string, ReportedSearch>) {
    this.#file = file;
    this.#size = size;
    this.#searches = searches;
  }

  /** Throws FILE_NOT_READABLE and FILE_NOT_WRITABLE. */
  static async open(path: string): Promise<Outcomes> {
    const searches = await readSearches(path);
    try {
      // Anew, so that corrections and a line that a crash cut short do not stay for ever.
      const text = [...searches.values()].map((search) => `${JSON.stringify(search)}\n`).join('');
      await writeFile(`${path}.new`, text, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
      return new Outcomes(await open(path, 'r+'), Buffer.byteLength(text), searches);
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }

  /** Ends when the disk has the report. What was reported of the same candidate before is corrected. Throws FILE_NOT_WRITABLE. */
  report(client: string, search: AnsweredSearch, { candidates, missed }: OutcomeReport): Promise<void> {
    const written = this.#written.then(async () => {
      const { nonce, systems, atMs } = search;
      const before = this.#searches.get(nonce);
      const now: ReportedSearch = {
        month: new Date(atMs).toISOString().slice(0, 7),
        client,
        systems,
        nonce,
        candidates: { ...before?.candidates, ...candidates },
        missed: missed ?? before?.missed ?? 0,
      };
      await this.#append(now);
      this.#searches.set(nonce, now);
    });
    this.#written = written.catch(() => undefined);
    return written;
  }

  ofMonth(month: string): ReportedSearch[] {
    return [...this.#searches.values()].filter((search) => search.month === month);
  }

  async close(): Promise<void> {
    await this.#written;
    await this.#file.close();
  }

  /** At the end of what was acknowledged: a write that failed half-way is overwritten by the next one. */
  async #append(search: ReportedSearch): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(search)}\n`);
    try {
      const { bytesWritten } = await this.#file.write(line, 0, line.length, this.#size);
      if (bytesWritten < line.length) throw new Error('the disk took a part of a line');
      await this.#file.datasync();
    } catch (cause) {
      throw unwritable('the file of reported outcomes', cause);
    }
    this.#size += line.length;
  }
}

async function readSearches(path: string): Promise<Map<string, ReportedSearch>> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw new RidgelineError('FILE_NOT_READABLE', `${path} cannot be read`, { cause });
  });
  const searches = text.split('\n').flatMap((line) => parse(line) ?? []);
  return new Map(searches.map((search) => [search.nonce, search]));
}

/** Undefined for a line that was never acknowledged as a whole. */
function parse(line: string): ReportedSearch | undefined {
  try {
    return JSON.parse(line) as ReportedSearch;
  } catch {
    return undefined;
  }
}

function unwritable(what: string, cause: unknown): RidgelineError {
  return new RidgelineError('FILE_NOT_WRITABLE', `${what} cannot be written`, { cause });
}
