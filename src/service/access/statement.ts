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
  purpose: { name: 'X-Purpose', description: 'purpose of the operation' },
  fileReference: { name: 'X-File-Reference', description: 'reference of the national file' },
  official: { name: 'X-Official', description: 'mark that identifies the official' },
} as const;

/** Longest value of such a header, characters. */
export const maxStatementLength = 200;

/** Throws PURPOSE_MISSING where a header is missing, empty or too long, or states a purpose that is not configured. */
export function statementOf(headers: IncomingHttpHeaders, purposes: ReadonlySet<string> | undefined): Statement {
  const read = ({ name }: { readonly name: string }): string => {
    const value = headers[name.toLowerCase()];
    const text = typeof value === 'string' ? value.trim() : '';
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
