import type { FastifyReply } from 'fastify';
import type { Operation } from '../api/operation.js';
import { answerOf, type ErrorAnswer } from '../errors.js';
import type { ServiceParts } from '../service-parts.js';
import { sendBody } from './content.js';

/** Answers an error in the shape that the operation's clients read. */
export function sendError(
  { log }: Pick<ServiceParts, 'log'>,
  reply: FastifyReply,
  cause: unknown,
  operation: Operation | undefined,
): FastifyReply {
  const error = answerOf(cause);
  if (error.status >= 500)
    log.error({ requestId: reply.request.id, code: error.code, err: cause }, 'refused or failed');
  if (error.retryAfterS !== undefined) void reply.header('retry-after', String(error.retryAfterS));
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
  return sendBody(reply, { status: error.status, body: errorBody(error, operation) });
}

/** OSIA's errors have a number and a sentence; ours have a name, and details where they help. */
export function errorBody({ status, code, message, details }: ErrorAnswer, operation: Operation | undefined): unknown {
  if (operation?.style === 'osia') return { code: status, message: `${code}: ${message}` };
  return { code, message, ...details };
}
