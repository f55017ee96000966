import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { RidgelineError } from '../../../engine/index.js';

const program = fileURLToPath(new URL('../../main.js', import.meta.url));

/** A service in a process of its own, as an operator starts it. */
export class ServiceProcess {
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(address: string, child: ChildProcess) {
    this.address = address;
    this.#process = child;
  }

  /** Ends when its gallery is full. */
  static async start(config: string): Promise<ServiceProcess> {
    // Its log goes nowhere, as into a pipe that somebody reads: a terminal would slow it down.
    const child = spawn(process.execPath, [program, 'serve', '--config', config], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let address = '';
    for await (const line of createInterface({ input: child.stdout })) {
      address = /^listening on (.+)$/.exec(line)?.[1] ?? address;
      if (line.startsWith('ready with')) return new ServiceProcess(address, child);
    }
    throw new RidgelineError('INTERNAL', `the service with ${config} ended before it was ready`);
  }

  /** Memory of its own, without mapped files; NaN where the system does not say. */
  async memoryBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#process.pid}/status`, 'utf8').catch(() => '');
    return 1024 * Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1]);
  }

  /** Ends when it has ended what it had begun. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}
