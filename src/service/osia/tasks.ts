import { randomUUID } from 'node:crypto';
import { Refusal } from '../errors.js';

/** What a task gives when it ends. */
export interface TaskResult {
  readonly status: number;
  readonly body: unknown;
}

export type TaskStatus = 'IN_PROGRESS' | 'DELIVERED' | 'DELIVERY_FAILED';

interface Task {
  readonly client: string;
  readonly address: string;
  readonly createdMs: number;
  status: TaskStatus;
  result?: TaskResult;
}

/** Results wait so long for somebody who asks for them again, ms. */
const keptMs = 86_400_000;

/** Tasks that are remembered; results are small, and so is this in memory. */
const maxTasks = 10_000;

/** How long a callback may take to be answered, ms. */
const deliveryMs = 10_000;

/** Operations that are answered by a callback. They are in memory: a restart forgets them, and their clients ask again. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();
  readonly #running = new Set<Promise<void>>();

  /** Begins a task and gives its id. Throws OVERLOADED. */
  begin(client: string, address: string, work: () => Promise<TaskResult>): string {
    this.#forgetOld();
    if (this.#tasks.size >= maxTasks) throw new Refusal('OVERLOADED', 'too many tasks are remembered');
    const id = randomUUID();
    const task: Task = { client, address, createdMs: Date.now(), status: 'IN_PROGRESS' };
    this.#tasks.set(id, task);
    this.#follow(
      work().then((result) => {
        task.result = result;
        return deliver(id, task);
      }),
    );
    return id;
  }

  /** Throws NOT_FOUND, also for another client's task. */
  statusOf(client: string, id: string): TaskStatus {
    return this.#find(client, id).status;
  }

  /** Posts the result once more. Throws NOT_FOUND. */
  redeliver(client: string, id: string): void {
    const task = this.#find(client, id);
    if (task.result !== undefined) this.#follow(deliver(id, task));
  }

  /** Ends when all that were begun have ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  #find(client: string, id: string): Task {
    const task = this.#tasks.get(id);
    if (task === undefined || task.client !== client) throw new Refusal('NOT_FOUND', 'there is no such task');
    return task;
  }

  #follow(work: Promise<void>): void {
    const running = work.catch(() => undefined).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  #forgetOld(): void {
    for (const [id, { createdMs }] of this.#tasks) {
      if (createdMs + keptMs > Date.now()) return;
      this.#tasks.delete(id);
    }
  }
}

async function deliver(id: string, task: Task): Promise<void> {
  const { status = 500, body } = task.result ?? {};
  const address = new URL(task.address);
  address.searchParams.set('taskId', id);
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': status < 400 ? 'application/json' : 'application/error+json' },
      body: JSON.stringify(body ?? null),
      // An address elsewhere was never permitted.
      redirect: 'error',
      signal: AbortSignal.timeout(deliveryMs),
    });
    await answer.body?.cancel();
    task.status = answer.ok ? 'DELIVERED' : 'DELIVERY_FAILED';
  } catch {
    task.status = 'DELIVERY_FAILED';
  }
}
