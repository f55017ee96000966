import Type from 'typebox';
import type { SubjectKey } from '../../engine/index.js';
import { readReference } from './encounter-reference.js';
import { operation } from './operation.js';
import { SubjectSchema, System } from './schemas.js';
import { systemOrOnly } from './systems.js';

/** The references that a client's owner has entered, so that it can compare them with its own register. */
export const exportReferences = operation({
  id: 'exportReferences',
  method: 'GET',
  path: '/v1/subjects',
  tag: 'Subjects',
  summary: "List the records of the client's own owner, a line of JSON each",
  roles: ['enter', 'amend', 'erase'],
  scope: 'abis.encounter.read',
  isWork: false,
  query: Type.Object({ system: Type.Optional(System) }),
  answers: { 200: { description: 'lines of records', type: 'application/x-ndjson', schema: SubjectSchema } },
  async handle(call) {
    const { name } = systemOrOnly(call, call.query.system);
    return { status: 200, lines: ownRecords(call.service.engine().subjects(), name, call.client.owner) };
  },
});

async function* ownRecords(
  subjects: AsyncIterable<SubjectKey>,
  system: string,
  owner: string,
): AsyncGenerator<string, void, void> {
  for await (const subject of subjects) {
    if (subject.system !== system || subject.owner !== owner) continue;
    const { person } = readReference(subject.reference);
    if (person === subject.reference) yield `${JSON.stringify({ system, owner, reference: person })}\n`;
  }
}
