import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { RidgelineError } from '../native/error.js';

/** The compiled workers; the path is the same from src and from dist. */
const folder = new URL('../../dist/engine/', import.meta.url);

export interface ThreadOptions {
  readonly threads: number;
  /** Steps by which the system prefers other threads, 0 to 19; only Linux knows it of single threads. */
  readonly nice?: number;
  /** What each thread is told when it starts. */
  readonly data?: unknown;
}

/** The path of a worker of this folder. Throws INTERNAL where it is not compiled. */
export function workerPathOf(name: string): string {
  const path = fileURLToPath(new URL(name, folder));
  if (existsSync(path)) return path;
  throw new RidgelineError('INTERNAL', `${path} does not exist: run "npm run build:ts" in Ridgeline's folder`);
}

/** Starts threads that run a worker's tasks and stay until they are ended. */
export function startThreads(workerPath: string, { threads, nice = 0, data }: ThreadOptions): Piscina {
  return new Piscina({
    filename: workerPath,
    minThreads: threads,
    maxThreads: threads,
    niceIncrement: nice,
    workerData: data,
    idleTimeout: Number.POSITIVE_INFINITY,
    atomics: 'sync',
  });
}
