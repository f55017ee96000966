import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditEvent, Auditor } from './auditor.js';

/** Entries in one append-only file of JSON lines. */
export class FileAuditor implements Auditor {
  readonly #file: FileHandle;
  readonly #path: string;
  #waiting: string[] = [];
  #writing: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async open(folder: string): Promise<FileAuditor> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'audit.jsonl');
    return new FileAuditor(path, await open(path, 'a', 0o600));
  }

  async append(entry: AuditEvent): Promise<void> {
    this.#waiting.push(`${JSON.stringify({ at: new Date().toISOString(), entry })}\n`);
    // Entries that come while one write runs share the next.
    while (this.#writing !== undefined) await this.#writing;
    if (this.#waiting.length === 0) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  async *export(from: Date, to: Date): AsyncGenerator<string, void, void> {
    const file = await open(this.#path, 'r');
    for await (const line of file.readLines()) {
      const { at } = JSON.parse(line) as { readonly at: string };
      const time = Date.parse(at);
      if (time >= from.getTime() && time < to.getTime()) yield line;
    }
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    await this.#file.appendFile(text);
    await this.#file.datasync();
  }
}
