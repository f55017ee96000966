import { Readable } from 'node:stream';
import type { Call, Operation } from '../api/operation.js';
import type { ProgressLine } from '../api/progress-line.js';
import { type Performed, perform } from './perform.js';
import { errorBody } from './send-error.js';

/**
 * Performs an operation and tells how far it is, a line of JSON each; the last line has the status and body that would else be the
 * answer. Whoever hangs up stops it, as ever.
 */
export function progressLines(operation: Operation, call: Call): Readable {
  const lines = new Readable({ read: () => undefined });
  const tell = (line: ProgressLine): void => void lines.push(`${JSON.stringify(line)}\n`);
  const { atWork, waiting } = call.service.admission;
  if (atWork >= call.service.config.limits.atWork) tell({ stage: 'waiting', ahead: waiting });
  const end = ({ answer, error }: Performed): void => {
    if (error === undefined) tell({ stage: 'ended', status: answer.status, result: answer.body });
    else tell({ stage: 'ended', status: error.status, result: errorBody(error, operation) });
    lines.push(null);
  };
  perform(operation, { ...call, onProgress: tell }).then(end, (error: Error) => lines.destroy(error));
  return lines;
}
