import { readdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Engine } from '../../engine/index.js';
import { Chore } from './chore.js';

/** An erasure reaches the backups this long after it at the latest, ms: in that time many share one run. */
const minuteMs = 60_000;

/** Brings erasures to the backups of the store, so that nobody who was erased can be had again from an old snapshot. */
export class BackupErasures {
  readonly #folders: readonly string[];
  readonly #intervalMs: number;
  readonly #log: Logger;
  /** Folders that lack erasures, and how many were noted; at the start each may lack some, from a run that a crash ended. */
  readonly #behind: Map<string, number>;
  #chore: Chore | undefined;

  constructor(folders: readonly string[], log: Logger, intervalMs = minuteMs) {
    this.#folders = folders;
    this.#intervalMs = intervalMs;
    this.#log = log;
    this.#behind = new Map(folders.map((folder) => [folder, 0]));
  }

  /** Folders that lack erasures. */
  get behind(): number {
    return this.#behind.size;
  }

  begin(engine: Pick<Engine, 'backUp'>): void {
    this.#chore = new Chore(() => this.#bring(engine), this.#intervalMs);
    this.#chore.begin();
  }

  /** Something was erased. */
  note(): void {
    for (const folder of this.#folders) this.#behind.set(folder, (this.#behind.get(folder) ?? 0) + 1);
  }

  /** Brings what is left; to be called before the engine closes. */
  async stop(): Promise<void> {
    await this.#chore?.stop();
    await this.#chore?.doNow();
  }

  async #bring(engine: Pick<Engine, 'backUp'>): Promise<void> {
    for (const [folder, noted] of [...this.#behind]) {
      try {
        if (await isEmpty(folder))
          throw new Error('the folder is empty: its medium is missing, or nothing was backed up yet');
        await engine.backUp(folder, { erasuresOnly: true });
        // Erasures that came meanwhile wait for the next run.
        if (this.#behind.get(folder) === noted) this.#behind.delete(folder);
      } catch (err) {
        this.#log.error({ err, folder }, 'erasures could not be brought to a backup');
      }
    }
  }
}

async function isEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.length === 0;
}
