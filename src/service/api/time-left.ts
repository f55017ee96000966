import type { OperationOptions } from '../../engine/index.js';
import type { Call } from './operation.js';

/** What the engine is told of a call: how it is stopped, the time that is left, and whom it is for. */
export function optionsOf({
  client,
  signal,
  deadlineMs,
}: Pick<Call, 'client' | 'signal' | 'deadlineMs'>): OperationOptions {
  return { signal, timeoutMs: Math.max(0, deadlineMs - Date.now()), caller: client.name };
}
