import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BatchRecord, RidgelineClient, ServiceError } from '../../../src/client/index.js';
import { routes } from '../../../src/client/routes.js';
import { openApiDocument } from '../../../src/service/api/openapi-document.js';
import { operations } from '../../../src/service/api/operations.js';
import { captureOf } from '../engine/people.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { authority, clientOf, runService, tokenOf } from '../service/running.js';

const why = { purpose: 'criminal proceedings', fileReference: 'BE-1', official: 'Łukasz b-1' };
const key = Uint8Array.from({ length: 32 }, (_, i) => i);

function personOf(person: number, capture = 0) {
  return {
    prints: captureOf(person, capture).flatMap((print) =>
      'template' in print ? [{ position: print.position, template: Buffer.from(print.template) }] : [],
    ),
  };
}

test('every operation that is no OSIA operation is where the client looks for it', () => {
  type Paths = Readonly<
    Record<string, Readonly<Record<string, { readonly operationId: string; readonly tags: string[] }>>>
  >;
  const { paths } = openApiDocument(operations) as { readonly paths: Paths };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => !tags.includes('OSIA'))
      .map(([method, { operationId }]) => [operationId, [method.toUpperCase(), path]] as const),
  );
  const others = ['readHealth', 'readOpenApi'];
  expect(routes).toEqual(Object.fromEntries(documented.filter(([id]) => !others.includes(id))));
});

test('a client does with a service on disk all that the service can', async () => {
  const storePath = join(await temporaryFolder(), 'store');
  const running = await runService([clientOf()], { storePath, storeKey: key });
  const options = { address: running.address, authorities: authority.certificate };
  const client = new RidgelineClient({ ...options, token: () => tokenOf('be') });
  await client.ready();
  expect(await client.whoAmI()).toMatchObject({ client: 'be', systems: ['ECRIS-TCN'] });
  const subject = { system: 'ECRIS-TCN', owner: 'BE', reference: '2024/17 ü' };
  expect(await client.enrol(subject, personOf(1), why)).toMatchObject({ subject, refused: [] });
  await expect(client.enrol(subject, personOf(1), why)).rejects.toMatchObject({ status: 409, code: 'SUBJECT_EXISTS' });
  const found = await client.search(personOf(1, 1), why);
  expect(found).toMatchObject({ decision: 'hit', candidates: [{ owner: 'BE', reference: subject.reference }] });
  await client.reportOutcome(found.searchId, { candidates: [{ candidate: 1, outcome: 'confirmed' }] }, why);
  expect(await client.amend(subject, personOf(1, 2), why)).toMatchObject({ changes: [{ change: 'kept' }, {}] });
  expect(await client.verify(subject, personOf(1, 3), why)).toMatchObject({ decision: 'hit' });
  expect(await client.explain(subject, personOf(1, 3), why)).toMatchObject({
    matches: [{ position: 1 }, { position: 2 }],
  });
  expect(await client.compare(personOf(1), personOf(2), why)).toMatchObject({ decision: 'no-hit' });
  expect(await client.measure(personOf(1), why)).toMatchObject({ prints: [{ position: 1 }, { position: 2 }] });
  expect(await client.metrics()).toContain('ridgeline_operation_seconds');

  const results = await collect(client.enrolBatch(batch(), why));
  expect(results.map(({ status }) => status)).toEqual([201, 201, 409, 201]);
  const references = (await collect(client.references('ECRIS-TCN', why))).map(({ reference }) => reference);
  expect(references.toSorted()).toEqual([subject.reference, 'b-2', 'b-3', 'b-4'].toSorted());
  await client.erase(subject, why);
  expect(await client.search(personOf(1, 1), why)).toMatchObject({ decision: 'no-hit', searched: 3 });
  expect(await client.status()).toMatchObject({ subjects: 3, encrypted: true });
  expect((await client.statistics(new Date().toISOString().slice(0, 7), why)).rows).toHaveLength(1);

  const log = await collect(client.audit(new Date(0), new Date(Date.now() + 1000), why));
  const text = JSON.stringify(log);
  for (const operation of [
    'enrolSubject',
    'search',
    'amendSubject',
    'verifySubject',
    'enrolBatchLine',
    'eraseSubject',
  ]) {
    expect(text).toContain(`"${operation}"`);
  }
  expect(text).toContain('"official":"Łukasz b-1"');
  client.close();
});

test('a certificate does as well, and a bad token is a ServiceError', async () => {
  const running = await runService([clientOf()]);
  const options = { address: running.address, authorities: authority.certificate };
  const client = new RidgelineClient({ ...options, ...(await authority.issue('be')) });
  expect(await client.search(personOf(1), why)).toMatchObject({ decision: 'no-hit' });
  client.close();
  const stranger = new RidgelineClient({ ...options, token: 'x' });
  await expect(stranger.search(personOf(1), why)).rejects.toBeInstanceOf(ServiceError);
  stranger.close();
});

async function* batch(): AsyncGenerator<BatchRecord> {
  for (const person of [2, 3, 2, 4]) {
    yield { system: 'ECRIS-TCN', owner: 'BE', reference: `b-${person}`, person: personOf(person) };
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
