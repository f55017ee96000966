import type { Call, Operation } from '../api/operation.js';
import { Refusal } from '../errors.js';
import { perform } from './perform.js';
import { errorBody } from './send-error.js';

/** Begins an operation whose query asks for a callback, and gives the task's id; undefined where it asks for none. */
export function runAsTask(call: Call, operation: Operation): string | undefined {
  if (operation.style !== 'osia') return undefined;
  const { callback, transactionId } = call.query as { readonly callback?: string; readonly transactionId?: string };
  if (callback === undefined) return undefined;
  const address = permittedAddress(call, callback);
  if (transactionId !== undefined) address.searchParams.set('transactionId', transactionId);
  // The request is answered at once, so the end of its connection must not stop the work.
  const task: Call = { ...call, signal: new AbortController().signal };
  return call.service.tasks.begin(call.client.name, address.href, async () => {
    const { answer, error } = await perform(operation, task);
    if (error !== undefined) return { status: error.status, body: errorBody(error, operation) };
    return { status: answer.status, body: answer.body };
  });
}

/** Results go only where the configuration says: else any client could make the service call machines that it cannot reach itself. */
function permittedAddress({ client }: Call, callback: string): URL {
  const address = URL.canParse(callback) ? new URL(callback) : undefined;
  if (address !== undefined && client.callbacks?.some((beginning) => address.href.startsWith(beginning)))
    return address;
  throw new Refusal('FORBIDDEN', 'this client may have no results sent to that address');
}
