import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../errors.js';

/** Why an operation is made, and for whom: what Regulation (EU) 2019/816, Article 31, wants in every log. */
export interface Statement {
  readonly purpose: string;
  /** The national file's. */
  readonly fileReference: string;
  /** The mark that identifies the official. */
  readonly official: string;
}

/** The headers that carry a statement, as the OpenAPI document names them. */
export const statementHeaders = {
  purpose: { name: 'X-Purpose', description: 'purpose of the operation, UTF-8' },
  fileReference: { name: 'X-File-Reference', description: 'reference of the national file, UTF-8' },
  official: { name: 'X-Official', description: 'mark that identifies the official, UTF-8' },
} as const;

/** Longest value of such a header, characters. */
export const maxStatementLength = 200;

/** Node gives each byte of a header as a character. Bytes that are no UTF-8 are what older programs send: Latin-1. */
function utf8In(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

/** Throws PURPOSE_MISSING where a header is missing, empty or too long, or states a purpose that is not configured. */
export function statementOf(headers: IncomingHttpHeaders, purposes: ReadonlySet<string> | undefined): Statement {
  const read = ({ name }: { readonly name: string }): string => {
    const value = headers[name.toLowerCase()];
    const text = typeof value === 'string' ? utf8In(value).trim() : '';
    if (text !== '' && text.length <= maxStatementLength) return text;
    throw new Refusal(
      'PURPOSE_MISSING',
      `the header ${name} must be given, with at most ${maxStatementLength} characters`,
    );
  };
  const { purpose, fileReference, official } = statementHeaders;
  const statement = { purpose: read(purpose), fileReference: read(fileReference), official: read(official) };
  if (purposes === undefined || purposes.has(statement.purpose)) return statement;
  throw new Refusal('PURPOSE_MISSING', `the header ${purpose.name} must be one of: ${[...purposes].join(', ')}`);
}
