import type { TSchema } from 'typebox';
import { readVersion } from '../../engine/index.js';
import { scopeNames } from '../access/caller.js';
import { maxStatementLength, statementHeaders } from '../access/statement.js';
import { bytesKeyword } from './bytes.js';
import type { AnswerForm, Operation } from './operation.js';
import { ProgressLine } from './progress-line.js';
import { ErrorAnswerSchema } from './schemas.js';

type Json = Readonly<Record<string, unknown>>;

/** Statuses that any operation may answer, with what they mean. */
const commonErrors: Readonly<Record<number, string>> = {
  400: 'the request is not as described here, or states no purpose',
  401: 'no credentials, or bad ones',
  403: 'this client may not do that',
  429: 'too many requests of this client; Retry-After says when to try again',
  500: 'the service made a mistake',
  503: 'the service is filling its gallery, stopping or busy; Retry-After says when to try again',
};

/** Those of operations with a body, with a path that names something, and of those that work. */
const bodyErrors: Readonly<Record<number, string>> = {
  413: 'the body is too large',
  415: 'the operation takes no body of that type',
  422: 'the prints or the file cannot be used',
};
const pathErrors: Readonly<Record<number, string>> = { 404: 'there is no such thing, or the client may not see it' };
const workErrors: Readonly<Record<number, string>> = {
  409: 'it is there already',
  504: 'the operation did not end before its deadline',
};

const OsiaError = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'integer' }, message: { type: 'string' } },
  additionalProperties: false,
};

/** The OpenAPI 3.1 document of operations, from the schemas that validate their messages. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Record<string, Json>> = {
    '/health': {
      get: {
        operationId: 'readHealth',
        tags: ['Operation'],
        summary: 'Whether the process is up; asks for no credentials',
        security: [],
        responses: { 200: answer({ description: 'it is', schema: healthSchema }) },
      },
    },
  };
  for (const operation of operations) {
    const methods = paths[operation.path] ?? {};
    methods[operation.method.toLowerCase()] = describe(operation);
    paths[operation.path] = methods;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ridgeline',
      version: readVersion(),
      description:
        'A fingerprint matching service. The operations under "OSIA" follow the ABIS interface of OSIA, the Open Standards Identity APIs of the Secure Identity Alliance (https://github.com/SecureIdentityAlliance/osia).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: `scopes: ${scopeNames.join(', ')}` },
        certificate: { type: 'mutualTLS' },
      },
      schemas: { Error: ErrorAnswerSchema, OsiaError },
    },
    security: [{ token: [] }, { certificate: [] }],
  };
}

const healthSchema = {
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'up' } },
  additionalProperties: false,
} as unknown as TSchema;

function describe(operation: Operation): Json {
  const { id, tag, summary, scope, roles, params, query, answers } = operation;
  const isAudited = operation.isAudited !== false;
  const parameters = [
    ...parametersOf(params, 'path'),
    ...parametersOf(query, 'query'),
    ...(isAudited ? Object.values(statementHeaders).map(headerParameter) : []),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(roles === undefined ? {} : { description: `Needs the role ${roles.join(' or ')}.` }),
    security: [{ token: scope === undefined ? [] : [scope] }, { certificate: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBodyOf(operation),
    responses: {
      ...errorsOf(operation),
      ...mapValues(answers, (form, status) => withLines(answer(withError(form, status, operation)), status, operation)),
    },
  };
}

function parametersOf(schema: TSchema | undefined, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    readonly properties?: Readonly<Record<string, TSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: asJsonSchema(property),
  }));
}

function headerParameter({ name, description }: { readonly name: string; readonly description: string }): Json {
  return {
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string', minLength: 1, maxLength: maxStatementLength },
  };
}

function requestBodyOf({ body, alsoTakes }: Operation): Json {
  if (body === undefined) return {};
  const schema = asJsonSchema(body);
  if (alsoTakes === 'lines') {
    return { requestBody: { required: true, content: { 'application/x-ndjson': { schema: { type: 'string' } } } } };
  }
  const file = { schema: { description: 'an ANSI/NIST-ITL file as it is' } };
  return {
    requestBody: {
      required: true,
      content: {
        'application/json': { schema },
        'application/msgpack': { schema },
        ...(alsoTakes === 'transaction' ? { 'application/octet-stream': file } : {}),
      },
    },
  };
}

function errorsOf(operation: Operation): Json {
  const { body, params, isWork } = operation;
  const errors = {
    ...commonErrors,
    ...(body === undefined ? {} : bodyErrors),
    ...(params === undefined ? {} : pathErrors),
    ...(isWork ? workErrors : {}),
  };
  return mapValues(errors, (description, status) => answer(withError({ description }, status, operation)));
}

function withError(form: AnswerForm, status: number, { style }: Operation): AnswerForm {
  if (status < 400) return form;
  const schema = { $ref: `#/components/schemas/${style === 'osia' ? 'OsiaError' : 'Error'}` } as unknown as TSchema;
  return { schema, ...form };
}

function answer({ description, schema, type }: AnswerForm): Json {
  if (schema === undefined) return { description };
  const content = { schema: asJsonSchema(schema) };
  if (type !== undefined) return { description, content: { [type]: content } };
  return { description, content: { 'application/json': content, 'application/msgpack': content } };
}

/** Where an operation can tell how far it is, its answer may come as lines, too. */
function withLines(described: Json, status: number, { tellsProgress }: Operation): Json {
  if (tellsProgress !== true || status !== 200) return described;
  const content = { ...(described['content'] as Json), 'application/x-ndjson': { schema: ProgressLine } };
  return { ...described, content };
}

/** The schema as readers of the document know it: bytes are text in JSON. */
function asJsonSchema(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(bytesKeyword in value)) return value;
    const { [bytesKeyword]: _bytes, ...rest } = value as Record<string, unknown>;
    return { type: 'string', ...rest };
  });
}

function mapValues<From, To>(values: Readonly<Record<number, From>>, change: (value: From, key: number) => To) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, Number(key))]));
}
