import Fastify, { type FastifyInstance } from 'fastify';
import type { Authenticator } from '../access/authenticator.js';
import type { Operation } from '../api/operation.js';
import { Refusal } from '../errors.js';
import type { ServiceParts } from '../service-parts.js';
import { addConsole, type ConsoleDemo } from './console.js';
import { addContentTypes } from './content.js';
import { callerOf } from './gates.js';
import { addRoutes } from './routes.js';
import { sendError } from './send-error.js';

/** A request that has not come as a whole after this long is cut, ms: a batch of some hundred thousand records takes less. */
const requestTimeoutMs = 3_600_000;

/** Longest parameter of a path: a reference of 100 characters, each up to 12 characters when it is escaped. */
const maxParamLength = 1200;

/** What browsers and proxies are told with every answer: nothing here is kept, framed, or more than what it says. */
const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
} as const;

/** The HTTP face of a service. */
export function makeServer(
  parts: ServiceParts,
  operations: readonly Operation[],
  authenticator: Authenticator,
  demo?: ConsoleDemo,
): FastifyInstance {
  const { tls, limits } = parts.config;
  const server: FastifyInstance = Fastify({
    https: {
      cert: tls.certificate,
      key: tls.key,
      minVersion: 'TLSv1.2',
      // Certificates are asked for, and judged by us, so that a bad one is answered and noticed.
      requestCert: tls.clientAuthorities !== undefined,
      rejectUnauthorized: false,
      ...(tls.clientAuthorities === undefined ? {} : { ca: tls.clientAuthorities }),
    },
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength },
  });
  addContentTypes(server);
  server.addHook('onRequest', async (_, reply) => void reply.headers(headers));
  server.setErrorHandler((error, request, reply) =>
    sendError(parts, reply, error, request.routeOptions.config.operation),
  );
  server.get('/health', async () => ({ status: 'up' }));
  addConsole(server, parts, demo);
  addRoutes(server, parts, operations, authenticator);
  server.setNotFoundHandler(async (request, reply) => {
    await callerOf(authenticator, request);
    return sendError(parts, reply, new Refusal('NOT_FOUND', 'there is no such operation'), undefined);
  });
  addRecords(server, parts);
  return server;
}

/** Metrics and a line of the log for each answer. The line has the operation's name, not its path: paths hold references. */
function addRecords(server: FastifyInstance, { metrics, log }: ServiceParts): void {
  server.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operation?.id ?? 'other';
    const status = reply.statusCode;
    metrics.ended(operation, status, reply.elapsedTime);
    log.info({ requestId: request.id, operation, status, durationMs: Math.round(reply.elapsedTime) }, 'answered');
  });
}
