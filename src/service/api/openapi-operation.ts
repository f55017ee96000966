import Type from 'typebox';
import { openApiDocument } from './openapi-document.js';
import { type Operation, operation } from './operation.js';

/** The operation that answers the document of all the others, and of itself. */
export function openApiOperation(described: readonly Operation[]): Operation {
  const itself: Operation = operation({
    id: 'readOpenApi',
    method: 'GET',
    path: '/openapi.json',
    tag: 'Operation',
    summary: 'This document',
    isWork: false,
    isAudited: false,
    answers: { 200: { description: 'an OpenAPI 3.1 document', schema: Type.Object({}) } },
    async handle() {
      return { status: 200, body: document };
    },
  });
  const document = openApiDocument([...described, itself]);
  return itself;
}
