import type { Static, TSchema } from 'typebox';
import type { SearchProgress } from '../../engine/index.js';
import type { Caller, Scope } from '../access/caller.js';
import type { Statement } from '../access/statement.js';
import type { Trail } from '../audit/trail.js';
import type { Client, Role } from '../config/config-schema.js';
import type { Figure } from '../operation/figures.js';
import type { ServiceParts } from '../service-parts.js';

/** One request to an operation, checked against its schemas. */
export interface Call<Path = unknown, Query = unknown, Body = unknown> {
  readonly service: ServiceParts;
  readonly client: Client;
  readonly caller: Caller;
  readonly statement?: Statement;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** The Accept header. */
  readonly accepts: string;
  readonly signal: AbortSignal;
  /** When the answer must be there, milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly trail: Trail;
  /** Whoever made the request watches it. */
  readonly onProgress?: (progress: SearchProgress) => void;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** In place of a body: each line one JSON document. */
  readonly lines?: AsyncIterable<string>;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnswerForm {
  readonly description: string;
  readonly schema?: TSchema;
  /** Default JSON or MessagePack. */
  readonly type?: string;
}

/**
 * One operation of the service: the route, the OpenAPI document, the access check, the audit log, metrics and statistics are all
 * made from this.
 */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters in braces. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** One of these is needed; absent where every client may. */
  readonly roles?: readonly Role[];
  readonly scope?: Scope;
  /** Whether purpose, file reference and official must be stated, and the audit log has an entry; default true. */
  readonly isAudited?: boolean;
  /** Whether it waits for its turn at the engine. */
  readonly isWork: boolean;
  /** Whether its query may ask for lines that tell how far it is, the last of them with the answer. */
  readonly tellsProgress?: boolean;
  /** What a successful one counts as. */
  readonly figure?: Figure;
  /** Who reads its errors; default our own clients. */
  readonly style?: 'osia';
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Further types of body: an ANSI/NIST file as it is, or lines that are read as they come. */
  readonly alsoTakes?: 'transaction' | 'lines';
  readonly answers: Readonly<Record<number, AnswerForm>>;
  handle(call: Call): Promise<Answer>;
}

type StaticOf<Schema> = Schema extends TSchema ? Static<Schema> : undefined;

interface TypedOperation<Path, Query, Body> extends Omit<Operation, 'params' | 'query' | 'body' | 'handle'> {
  readonly params?: Path;
  readonly query?: Query;
  readonly body?: Body;
  handle(call: Call<StaticOf<Path>, StaticOf<Query>, StaticOf<Body>>): Promise<Answer>;
}

/** An operation whose handler sees the types of its schemas. The server validates before it calls. */
export function operation<
  Path extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
>(typed: TypedOperation<Path, Query, Body>): Operation {
  return typed as Operation;
}
