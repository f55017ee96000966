import { type ErrorCode, hasRidgelineCode } from '../engine/index.js';

/** Refusals that only a service knows, with the status of their answers. Errors of the engine keep their own codes. */
const refusals = {
  BAD_REQUEST: 400,
  PURPOSE_MISSING: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  NOT_ACCEPTABLE: 406,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  QUALITY_TOO_LOW: 422,
  QUOTA_EXCEEDED: 429,
  TOO_MANY_WAITING: 429,
  OVERLOADED: 503,
  NOT_READY: 503,
} as const;

export type RefusalCode = keyof typeof refusals;

/** Statuses of the engine's errors; others follow from whose mistake it is. */
const statuses: Partial<Record<ErrorCode, number>> = {
  SUBJECT_EXISTS: 409,
  SUBJECT_NOT_FOUND: 404,
  FILE_TOO_LARGE: 413,
  CANCELLED: 499,
  ENGINE_BUSY: 503,
  ENGINE_CLOSED: 503,
  SEARCH_INCOMPLETE: 503,
  GALLERY_FULL: 503,
  OUT_OF_MEMORY: 503,
  DEADLINE_EXCEEDED: 504,
};

/** Caller's codes that a client of the service can cause; the others mean that the service itself is wrongly set up. */
const clientCodes: ReadonlySet<string> = new Set([
  'INVALID_ARGUMENT',
  'SUBJECT_EXISTS',
  'SUBJECT_NOT_FOUND',
  'CANCELLED',
  'DEADLINE_EXCEEDED',
]);

/** Seconds after which a client may try again where nothing better is known: a queue of searches empties faster. */
const retryAfterS = 1;

/** A request that the service refuses. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly status: number;
  /** What the answer holds beside code and message. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterS: number | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    options: { readonly details?: Readonly<Record<string, unknown>>; readonly retryAfterS?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.status = refusals[code];
    this.details = options.details ?? {};
    this.retryAfterS = options.retryAfterS ?? (this.status === 503 ? retryAfterS : undefined);
  }
}

/** What is answered in place of a result. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterS?: number;
}

/** The answer to any error: what a client may know of it. */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof Refusal) {
    const { status, code, message, details, retryAfterS: afterS } = error;
    return { status, code, message, details, ...(afterS === undefined ? {} : { retryAfterS: afterS }) };
  }
  if (hasRidgelineCode(error)) return answerOfEngine(error);
  return answerOfHttp(error);
}

function answerOfEngine(error: Error & { readonly code: ErrorCode }): ErrorAnswer {
  const { code } = error;
  const blame = 'blame' in error ? error.blame : 'internal';
  const status = statuses[code] ?? (blame === 'input' ? 422 : clientCodes.has(code) ? 400 : 500);
  // What the engine says of its own troubles names folders and subjects.
  const isForClients = blame === 'input' || clientCodes.has(code);
  const message = isForClients ? error.message : 'the service could not do this now; its log says why';
  // A file that its checker refuses comes with all that the checker found.
  const details = 'findings' in error ? { findings: error.findings } : {};
  return { status, code, message, details, ...(status === 503 ? { retryAfterS } : {}) };
}

/** Errors that Fastify throws before a handler runs. */
const httpCodes: Readonly<Record<number, RefusalCode>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

function answerOfHttp(error: unknown): ErrorAnswer {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const code = httpCodes[status];
  if (code === undefined) return { status: 500, code: 'INTERNAL', message: 'the service made a mistake', details: {} };
  return { status, code, message: error instanceof Error ? error.message : '', details: {} };
}

export const refusalCodes = Object.keys(refusals) as readonly RefusalCode[];
