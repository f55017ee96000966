import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, expect, test } from 'vitest';
import { personOf } from './prints.js';
import { clientOf, type Reply, type RequestOptions, type Running, startService, tokenOf } from './running.js';

type Json = Readonly<Record<string, unknown>>;

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

interface DescribedOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

let running: Running;
let document: Document;
let token: string;

beforeAll(async () => {
  running = await startService([clientOf()]);
  token = await tokenOf('be');
  document = (await running.request('GET', '/openapi.json', { token })).json as Document;
});

/** Sends a request, and holds the answer to what the document says of its operation and status. */
async function held(id: string, method: string, place: string, options: RequestOptions = {}): Promise<Reply> {
  const reply = await running.request(method, place, { token, ...options });
  const operation = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .find(({ operationId }) => operationId === id);
  const described = operation?.responses[reply.status];
  expect([id, reply.status, described !== undefined]).toEqual([id, reply.status, true]);
  const type = String(reply.headers['content-type'] ?? '').split(';')[0] ?? '';
  const schema = described?.content?.[type]?.schema;
  if (reply.bytes.length === 0) expect([id, described?.content]).toEqual([id, undefined]);
  else if (type === 'application/x-ndjson')
    for (const line of reply.bytes.toString().trim().split('\n')) check(schema, JSON.parse(line));
  else if (type === 'application/json') check(schema, reply.json);
  else expect([id, type in (described?.content ?? {})]).toEqual([id, true]);
  return reply;
}

function check(schema: Json | undefined, value: unknown): void {
  expect(schema).toBeDefined();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...document, ...schema });
  expect([value, validate(value), validate.errors]).toEqual([value, true, null]);
}

const query = 'transactionId=t1';
const biometricData = personOf(1).prints.map(({ template }, index) => ({
  biometricType: 'FINGER',
  biometricSubType: ['RIGHT_THUMB', 'RIGHT_INDEX'][index],
  template,
}));
const encounter = { status: 'ACTIVE', encounterType: 'arrest', galleries: ['ECRIS-TCN'], biometricData };

test('the document is OpenAPI 3.1 and names every parameter of its paths', () => {
  expect(document.openapi).toBe('3.1.0');
  for (const [place, methods] of Object.entries(document.paths)) {
    for (const { parameters = [], operationId } of Object.values(methods)) {
      const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect([operationId, named]).toEqual([operationId, [...place.matchAll(/\{(\w+)\}/g)].map((match) => match[1])]);
    }
  }
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('answers of our own operations are as the document says', async () => {
  const subject = '/v1/subjects/ECRIS-TCN/BE/1';
  await held('enrolSubject', 'PUT', subject, { body: personOf(1) });
  await held('enrolSubject', 'PUT', subject, { body: personOf(1) });
  await held('enrolSubject', 'PUT', subject, { body: { prints: [] } });
  await held('enrolSubject', 'PUT', '/v1/subjects/ECRIS-TCN/FR/1', { body: personOf(1) });
  await held('amendSubject', 'PATCH', subject, { body: personOf(1) });
  await held('verifySubject', 'POST', `${subject}/verify`, { body: personOf(1) });
  await held('explainSubject', 'POST', `${subject}/explain`, { body: personOf(1) });
  await held('explainSubject', 'POST', '/v1/subjects/ECRIS-TCN/BE/none/explain', { body: personOf(1) });
  await held('comparePrints', 'POST', '/v1/compare', { body: { probe: personOf(1), candidate: personOf(1, 1) } });
  await held('measurePrints', 'POST', '/v1/quality', { body: { ...personOf(1), pictures: true } });
  const { searchId } = (await held('search', 'POST', '/v1/search', { body: personOf(1) })).json as Json;
  await held('search', 'POST', '/v1/search?progress=true', { body: personOf(1) });
  await held('search', 'POST', '/v1/search', { body: personOf(1), token: 'bad' });
  const outcome = { body: { candidates: [{ candidate: 1, outcome: 'confirmed' }] } };
  await held('reportOutcome', 'POST', `/v1/searches/${searchId}/outcome`, outcome);
  await held('reportOutcome', 'POST', `/v1/searches/${searchId}x/outcome`, outcome);
  const lines = { headers: { 'content-type': 'application/x-ndjson' }, body: '{}\n{}' };
  await held('enrolBatch', 'POST', '/v1/subjects', lines);
  await held('exportReferences', 'GET', '/v1/subjects');
  await held('readStatistics', 'GET', `/v1/statistics/${new Date().toISOString().slice(0, 7)}`);
  await held('readAudit', 'GET', '/v1/audit?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z');
  await held('readStatus', 'GET', '/v1/status');
  await held('readClient', 'GET', '/v1/client');
  await held('readReady', 'GET', '/ready');
  await held('readHealth', 'GET', '/health');
  await held('readMetrics', 'GET', '/metrics');
  await held('eraseSubject', 'DELETE', subject);
  await held('eraseSubject', 'DELETE', subject);
});

test('answers of the OSIA operations are as the document says', async () => {
  const person = '/v1/persons/p1';
  await held('createEncounterNoIds', 'POST', `/v1/persons?${query}`, { body: encounter });
  await held('createEncounterNoId', 'POST', `${person}/encounters?${query}`, { body: encounter });
  await held('createEncounter', 'POST', `${person}/encounters/e2?${query}`, { body: encounter });
  await held('createEncounter', 'POST', `${person}/encounters/e2?${query}`, { body: encounter });
  await held('readEncounter', 'GET', `${person}/encounters/e2?${query}`);
  await held('readEncounter', 'GET', `${person}/encounters/e3?${query}`);
  await held('readAllEncounters', 'GET', `${person}/encounters?${query}`);
  await held('updateEncounter', 'PUT', `${person}/encounters/e2?${query}`, { body: encounter });
  await held('updateEncounterStatus', 'PUT', `${person}/encounters/e2/status?${query}&status=INACTIVE`);
  await held('updateEncounterGalleries', 'PUT', `${person}/encounters/e2/galleries?${query}`, { body: ['ECRIS-TCN'] });
  await held('readTemplate', 'GET', `${person}/encounters/e2/templates?${query}&templateFormat=ANSI_378`);
  await held('identify', 'POST', `/v1/identify/ALL?${query}`, { body: { biometricData } });
  await held('identify', 'POST', '/v1/identify/ALL', { body: { biometricData } });
  await held('identifyFromId', 'POST', `/v1/identify/ALL/p1?${query}`, { body: {} });
  await held('identifyFromEncounterId', 'POST', `/v1/identify/ALL/p1/encounters/1?${query}`, { body: {} });
  await held('verifyFromId', 'POST', `/v1/verify/ECRIS-TCN/p1?${query}`, { body: { biometricData } });
  const pair = { body: { biometricData1: biometricData, biometricData2: biometricData } };
  await held('verifyFromBio', 'POST', `/v1/verify?${query}`, pair);
  await held('readGalleries', 'GET', `/v1/galleries?${query}`);
  await held('readGalleryContent', 'GET', `/v1/galleries/ECRIS-TCN?${query}&limit=2`);
  await held('moveEncounter', 'POST', `/v1/persons/p2/move/p1/encounters/1?${query}`);
  await held('mergeEncounter', 'POST', `/v1/persons/p2/merge/p1?${query}`);
  await held('readTaskStatus', 'GET', '/v1/tasks/7a364ef9-4aaf-44e4-b732-90c1648e69e4/status');
  await held('redeliverTask', 'POST', '/v1/tasks/7a364ef9-4aaf-44e4-b732-90c1648e69e4/redeliver');
  await held('deleteEncounter', 'DELETE', `/v1/persons/p2/encounters/e2?${query}`);
  await held('deleteAll', 'DELETE', `/v1/persons/p2?${query}`);
});
