import { pathOf, type RouteName, type RouteParameters, routes } from '../../client/routes.js';

/** Why an operation is made, and for whom. */
export interface Statement {
  readonly purpose: string;
  readonly fileReference: string;
  readonly official: string;
}

/** What the service answered in place of a result. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, body: unknown) {
    const { code, message, ...details } = (typeof body === 'object' && body !== null ? body : {}) as Record<
      string,
      unknown
    >;
    super(typeof message === 'string' ? message : '');
    this.status = status;
    this.code = typeof code === 'string' ? code : status === 0 ? 'UNREACHABLE' : 'UNKNOWN';
    this.details = details;
  }
}

export interface CallOptions {
  readonly statement?: Statement;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Calls operations of the service that the page came from: with a token, or by the browser's certificate. */
export class Calls {
  readonly #token: string | undefined;

  constructor(token: string | undefined) {
    this.#token = token;
  }

  async json<T>(name: RouteName, parameters: RouteParameters = {}, options: CallOptions = {}): Promise<T> {
    return (await (await this.#send(name, parameters, options)).json()) as T;
  }

  async text(name: RouteName): Promise<string> {
    return await (await this.#send(name, {}, {})).text();
  }

  /** Each line of an answer of lines, as it comes. */
  async *lines<T>(name: RouteName, parameters: RouteParameters, options: CallOptions): AsyncGenerator<T, void, void> {
    const { body } = await this.#send(name, parameters, options);
    if (body === null) return;
    let begun = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const [first = '', ...others] = chunk.split('\n');
      begun += first;
      for (const next of others) {
        if (begun !== '') yield JSON.parse(begun) as T;
        begun = next;
      }
    }
    if (begun !== '') yield JSON.parse(begun) as T;
  }

  async #send(name: RouteName, parameters: RouteParameters, { statement, body, signal }: CallOptions) {
    const headers = new Headers(statement === undefined ? {} : headersOf(statement));
    if (this.#token !== undefined) headers.set('authorization', `Bearer ${this.#token}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const request: RequestInit = { method: routes[name][0], headers, cache: 'no-store', redirect: 'error' };
    if (body !== undefined) request.body = JSON.stringify(body);
    if (signal !== undefined) request.signal = signal;
    const answer = await fetch(pathOf(name, parameters), request).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new CallError(0, {});
    });
    if (answer.ok) return answer;
    throw new CallError(answer.status, await answer.json().catch(() => undefined));
  }
}

function headersOf({ purpose, fileReference, official }: Statement): Record<string, string> {
  return {
    'x-purpose': utf8Of(purpose),
    'x-file-reference': utf8Of(fileReference),
    'x-official': utf8Of(official),
  };
}

/** Headers hold bytes, each as a character; names of people want more than those, so the service reads them as UTF-8. */
function utf8Of(text: string): string {
  return Array.from(new TextEncoder().encode(text.trim()), (byte) => String.fromCharCode(byte)).join('');
}
