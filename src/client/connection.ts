import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Why an operation is made, and for whom; every one must say it. */
export interface Statement {
  readonly purpose: string;
  readonly fileReference: string;
  /** The mark that identifies the official. */
  readonly official: string;
}

export interface ConnectionOptions {
  /** Such as https://matching.example.eu:8443. */
  readonly address: string;
  /** Authorities that the service's certificate is trusted by, PEM; default those of Node. */
  readonly authorities?: string;
  /** Who calls: a token, or one of the two below for each request anew. */
  readonly token?: string | (() => Promise<string>);
  /** Or a client certificate with its key, PEM. */
  readonly certificate?: string;
  readonly key?: string;
  /** Milliseconds that an answer may take; the service is told. Default: the service's own deadline. */
  readonly timeoutMs?: number;
}

/** What the service answered in place of a result. The code is the thing to test for. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  readonly code: string;
  /** Members that some codes have beside code and message. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Seconds after which it may be tried again. */
  readonly retryAfterS: number | undefined;

  constructor(status: number, body: unknown, retryAfter: string | undefined) {
    const { code, message, ...details } = (typeof body === 'object' && body !== null ? body : {}) as Record<
      string,
      unknown
    >;
    super(typeof message === 'string' ? message : `the service answered ${status}`);
    this.status = status;
    this.code = typeof code === 'string' ? code : 'UNKNOWN';
    this.details = details;
    this.retryAfterS = retryAfter === undefined ? undefined : Number(retryAfter);
  }
}

/** Requests to one service, on connections that are kept. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #agent: Agent;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { authorities, certificate, key } = options;
    this.#agent = new Agent({
      keepAlive: true,
      ...(authorities === undefined ? {} : { ca: authorities }),
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
    });
  }

  /** The answer as it comes. Throws ServiceError. */
  async send(method: string, path: string, statement: Statement | undefined, body?: Body): Promise<IncomingMessage> {
    const { token, address, timeoutMs } = this.#options;
    const headers: Record<string, string> = {
      accept: 'application/json, application/x-ndjson',
      ...(statement === undefined ? {} : headersOf(statement)),
      ...(body === undefined ? {} : { 'content-type': body.type }),
      ...(timeoutMs === undefined ? {} : { 'x-deadline-ms': String(timeoutMs) }),
    };
    const bearer = typeof token === 'function' ? await token() : token;
    if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`;
    const answer = await exchange(new URL(path, address), { method, headers, agent: this.#agent }, body?.content);
    const status = answer.statusCode ?? 0;
    if (status < 400) return answer;
    throw new ServiceError(status, parse(await text(answer)), answer.headers['retry-after']);
  }

  close(): void {
    this.#agent.destroy();
  }
}

export interface Body {
  readonly type: string;
  readonly content: string | Uint8Array | AsyncIterable<string>;
}

export async function jsonOf<T>(answer: IncomingMessage): Promise<T> {
  return JSON.parse(await text(answer)) as T;
}

export async function* linesOf<T>(answer: IncomingMessage): AsyncGenerator<T, void, void> {
  for await (const line of createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') yield JSON.parse(line) as T;
  }
}

function headersOf({ purpose, fileReference, official }: Statement): Record<string, string> {
  return { 'x-purpose': utf8Of(purpose), 'x-file-reference': utf8Of(fileReference), 'x-official': utf8Of(official) };
}

/** Headers hold bytes, each as a character; names of people want more than those, so the service reads them as UTF-8. */
function utf8Of(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function exchange(url: URL, options: RequestOptions, content: Body['content'] | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.on('error', reject);
    if (content === undefined || typeof content === 'string' || content instanceof Uint8Array) sent.end(content);
    else Readable.from(content).on('error', reject).pipe(sent);
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
