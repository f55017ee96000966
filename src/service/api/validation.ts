import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { Refusal } from '../errors.js';
import { bytesKeyword, isBytes } from './bytes.js';
import type { Operation } from './operation.js';

/** A validator of messages: bodies as they are, and of paths and queries, which come as text, with coercion. */
export function messageValidator(options: { readonly coerceTypes: boolean }): Ajv2020 {
  const ajv = new Ajv2020({ ...options, strict: false });
  addFormats.default(ajv);
  ajv.addKeyword({ keyword: bytesKeyword, validate: (_: unknown, value: unknown) => isBytes(value) });
  return ajv;
}

/** The checks of one operation's requests. */
export class RequestChecks {
  readonly #path: ValidateFunction | undefined;
  readonly #query: ValidateFunction | undefined;
  readonly #body: ValidateFunction | undefined;

  constructor({ params, query, body }: Operation, texts: Ajv2020, bodies: Ajv2020) {
    const compile = (ajv: Ajv2020, schema: TSchema | undefined) => schema && ajv.compile(schema);
    this.#path = compile(texts, params);
    this.#query = compile(texts, query);
    this.#body = compile(bodies, body);
  }

  /** Throws BAD_REQUEST. Queries may have members that no operation knows; paths cannot, bodies may not. */
  check({ params, query, body }: { readonly params: unknown; readonly query: unknown; readonly body: unknown }): void {
    expect(this.#path, params, 'path');
    expect(this.#query, query, 'query');
    if (this.#body !== undefined) expect(this.#body, body, 'body');
  }
}

function expect(validate: ValidateFunction | undefined, value: unknown, what: string): void {
  if (validate === undefined || validate(value)) return;
  throw new Refusal('BAD_REQUEST', `${what}${describe(validate.errors?.[0])}`);
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return ' is wrong';
  const name =
    'additionalProperty' in error.params ? ` "${String(error.params['additionalProperty']).slice(0, 60)}"` : '';
  return `${error.instancePath} ${error.message ?? 'is wrong'}${name}`;
}
