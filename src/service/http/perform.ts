import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OperationEntry } from '../../engine/index.js';
import type { Answer, Call, Operation } from '../api/operation.js';
import { answerOf, type ErrorAnswer } from '../errors.js';
import type { Ended } from '../operation/statistics.js';

/** The status of prints or a file that cannot be used. */
const unusable = 422;

/** What an operation came to: its answer, or what is answered in its place. */
export type Performed =
  | { readonly answer: Answer; readonly error?: never }
  | { readonly answer?: never; readonly error: ErrorAnswer; readonly cause: unknown };

/** Performs one operation from its turn to its entry in the audit log. The log has the entry before anybody has the answer. */
export async function perform(operation: Operation, call: Call): Promise<Performed> {
  const startMs = Date.now();
  const performed = await attempt(operation, call, startMs);
  const count = (): void => record(operation, call, performed, startMs);
  if (operation.isAudited === false) {
    count();
    return performed;
  }
  try {
    // Counted while the disk writes.
    await Promise.all([
      call.service.audit.append(entryOf(operation, call, performed, startMs)),
      nextTurn().then(count),
    ]);
    return performed;
  } catch (cause) {
    // What cannot be logged is not answered: whoever asks must be accountable.
    return { error: answerOf(cause), cause };
  }
}

async function attempt(operation: Operation, call: Call, startMs: number): Promise<Performed> {
  const { metrics, admission } = call.service;
  const work = async (): Promise<Answer> => {
    const workMs = Date.now();
    metrics.stage(operation.id, 'wait', workMs - startMs);
    try {
      return await operation.handle(call);
    } finally {
      metrics.stage(operation.id, 'work', Date.now() - workMs);
    }
  };
  try {
    return { answer: await (operation.isWork ? admission.run(call.client.name, call.signal, work) : work()) };
  } catch (cause) {
    return { error: answerOf(cause), cause };
  }
}

function record(
  { id, figure }: Operation,
  { service, client, trail }: Call,
  performed: Performed,
  startMs: number,
): void {
  if (performed.error !== undefined) service.alerts.refused(performed.error.code, client.name, id);
  const ended: Ended = {
    client: client.name,
    figure,
    outcome: outcomeOf(performed),
    isUnusable: performed.error?.status === unusable && performed.error.code !== 'INVALID_TRANSACTION',
    trail,
    durationMs: Date.now() - startMs,
  };
  service.statistics.count(ended);
}

function outcomeOf({ error }: Performed): 'done' | 'refused' | 'failed' {
  if (error === undefined) return 'done';
  return error.status < 500 ? 'refused' : 'failed';
}

function entryOf(operation: Operation, call: Call, performed: Performed, startMs: number): OperationEntry {
  const { client, statement, trail } = call;
  const { systems, dataTypes, subject, decision, candidates, dataHash, prints, searchId, outcomes, missed } = trail;
  const outcome = outcomeOf(performed);
  return {
    kind: 'operation',
    client: client.name,
    ...statement,
    operation: operation.id,
    systems,
    dataTypes,
    requestedAt: new Date(startMs).toISOString(),
    completedAt: new Date().toISOString(),
    outcome: outcome === 'done' ? (decision ?? 'done') : outcome,
    ...(performed.error === undefined ? {} : { code: performed.error.code }),
    ...(candidates === undefined ? {} : { hits: candidates.length, candidates }),
    ...(subject === undefined ? {} : { subject }),
    ...(dataHash === undefined ? {} : { dataHash }),
    ...(prints === undefined ? {} : { prints }),
    ...(searchId === undefined ? {} : { searchId }),
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(missed === undefined ? {} : { missed }),
  };
}
