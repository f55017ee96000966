import type { OperationOptions } from '../../engine/index.js';
import type { Call } from './operation.js';

/** What the engine is told of a call: how it is stopped, and the time that is left. */
export function optionsOf({ signal, deadlineMs }: Pick<Call, 'signal' | 'deadlineMs'>): OperationOptions {
  return { signal, timeoutMs: Math.max(0, deadlineMs - Date.now()) };
}
