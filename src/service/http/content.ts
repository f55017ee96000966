import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Operation } from '../api/operation.js';
import { Refusal } from '../errors.js';
import { packMessage, unpackMessage } from './message-pack.js';

export const jsonType = 'application/json';
export const messagePackType = 'application/msgpack';
export const linesType = 'application/x-ndjson';
/** No type is registered for ANSI/NIST-ITL files. */
export const fileType = 'application/octet-stream';

/** Bodies that the service reads beside JSON. */
export function addContentTypes(server: FastifyInstance): void {
  server.addContentTypeParser(
    [messagePackType, 'application/x-msgpack'],
    { parseAs: 'buffer' },
    async (_: unknown, body: Buffer) => unpackMessage(body),
  );
  server.addContentTypeParser(fileType, { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => ({
    transaction: body,
  }));
  server.addContentTypeParser(linesType, async (_: unknown, stream: unknown) => stream);
}

/** Throws UNSUPPORTED_MEDIA_TYPE where an operation does not take the body's type. */
export function checkContentType({ body, alsoTakes }: Operation, { headers }: FastifyRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const isOf = (...types: string[]): boolean => type !== undefined && types.includes(type);
  if (body === undefined && alsoTakes === undefined) return;
  if (alsoTakes === 'lines' ? isOf(linesType) : isOf(jsonType, messagePackType, 'application/x-msgpack')) return;
  if (alsoTakes === 'transaction' && isOf(fileType)) return;
  throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'the operation takes no body of that type');
}

/** Whether the answer is MessagePack: where the client asks for it, or sent it and does not say. */
export function wantsMessagePack({ headers }: FastifyRequest): boolean {
  const accept = headers.accept ?? '*/*';
  if (accept.includes('msgpack')) return true;
  return accept === '*/*' && (headers['content-type'] ?? '').includes('msgpack');
}

export function sendBody(reply: FastifyReply, { status, body, type, headers = {} }: Answer): FastifyReply {
  void reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  if (type !== undefined) return reply.type(type).send(body);
  if (wantsMessagePack(reply.request)) return reply.type(messagePackType).send(packMessage(body));
  return reply.type(`${jsonType}; charset=utf-8`).send(JSON.stringify(body, bytesAsText));
}

/** JSON has no bytes. A Buffer turns itself into an object before it comes here, so its holder is asked. */
function bytesAsText(this: Record<string, unknown>, name: string, given: unknown): unknown {
  const original = this[name];
  return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : given;
}
