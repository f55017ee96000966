import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../access/authenticator.js';
import type { Caller } from '../access/caller.js';
import { checkNeeds } from '../access/permissions.js';
import { type Statement, statementOf } from '../access/statement.js';
import type { Operation } from '../api/operation.js';
import { answerOf } from '../errors.js';
import type { ServiceParts } from '../service-parts.js';
import { checkContentType } from './content.js';

/** What is known of a request before its body is read. */
export interface Admitted {
  readonly caller: Caller;
  readonly statement?: Statement;
}

/** Everything that can be refused before a body is read: who asks, whether they may, and why they ask. */
export async function admit(
  { alerts, config }: ServiceParts,
  authenticator: Authenticator,
  operation: Operation,
  request: FastifyRequest,
): Promise<Admitted> {
  const caller = await callerOf(authenticator, request);
  try {
    checkNeeds(caller, operation);
  } catch (error) {
    alerts.refused(answerOf(error).code, caller.client.name, operation.id);
    throw error;
  }
  checkContentType(operation, request);
  if (operation.isAudited === false) return { caller };
  return { caller, statement: statementOf(request.headers, config.purposes) };
}

/** Throws UNAUTHENTICATED. */
export function callerOf(authenticator: Authenticator, { raw, headers }: FastifyRequest): Promise<Caller> {
  return authenticator.callerOf({ socket: raw.socket, authorization: headers.authorization });
}
