import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from '../access/authenticator.js';
import type { Call, Operation } from '../api/operation.js';
import { messageValidator, RequestChecks } from '../api/validation.js';
import { newTrail } from '../audit/trail.js';
import { Refusal } from '../errors.js';
import type { ServiceParts } from '../service-parts.js';
import { linesType, sendBody } from './content.js';
import { type Admitted, admit } from './gates.js';
import { perform } from './perform.js';
import { progressLines } from './progress-lines.js';
import { runAsTask } from './run-as-task.js';
import { sendError } from './send-error.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

/** Makes a route of every operation. Every request passes the same gates in the same order. */
export function addRoutes(
  server: FastifyInstance,
  parts: ServiceParts,
  operations: readonly Operation[],
  authenticator: Authenticator,
): void {
  const admitted = new WeakMap<FastifyRequest, Admitted>();
  const texts = messageValidator({ coerceTypes: true });
  const bodies = messageValidator({ coerceTypes: false });
  for (const operation of operations) {
    const checks = new RequestChecks(operation, texts, bodies);
    server.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { operation },
      // Lines are read as they come; each by itself is bounded.
      ...(operation.alsoTakes === 'lines' ? { bodyLimit: Number.MAX_SAFE_INTEGER } : {}),
      onRequest: async (request) => {
        admitted.set(request, await admit(parts, authenticator, operation, request));
      },
      handler: async (request, reply) => {
        const known = admitted.get(request);
        if (known === undefined) throw new Refusal('UNAUTHENTICATED', 'the request passed no gate');
        checks.check(request);
        return await answer(callOf(parts, request, reply, known), operation, reply);
      },
    });
  }
}

function callOf(service: ServiceParts, request: FastifyRequest, reply: FastifyReply, known: Admitted): Call {
  const gone = new AbortController();
  // Whoever hung up needs no answer; what has begun to be written is written to its end.
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const { deadlineMs } = service.config.limits;
  const wishedMs = Number(request.headers['x-deadline-ms']);
  return {
    service,
    client: known.caller.client,
    ...known,
    path: request.params,
    query: request.query,
    body: request.body,
    accepts: request.headers.accept ?? '',
    signal: gone.signal,
    deadlineMs: Date.now() + (wishedMs > 0 ? Math.min(wishedMs, deadlineMs) : deadlineMs),
    trail: newTrail(),
  };
}

async function answer(call: Call, operation: Operation, reply: FastifyReply): Promise<FastifyReply> {
  const taskId = runAsTask(call, operation);
  if (taskId !== undefined) return sendBody(reply, { status: 202, body: { taskId } });
  if (operation.tellsProgress === true && (call.query as { readonly progress?: boolean }).progress === true) {
    return reply.code(200).type(linesType).send(progressLines(operation, call));
  }
  const performed = await perform(operation, call);
  if (performed.error !== undefined) return sendError(call.service, reply, performed.cause, operation);
  const { status, lines } = performed.answer;
  if (lines === undefined) return sendBody(reply, performed.answer);
  return reply.code(status).type(linesType).send(Readable.from(lines));
}
