import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BiometricData, Candidate, Encounter } from '../../../src/service/osia/schemas.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { personOf } from './prints.js';
import { clientOf, type RequestOptions, type Running, runService, startService, tokenOf } from './running.js';

let running: Running;
const received: { readonly url: string; readonly type: string | undefined; readonly body: unknown }[] = [];
const receiver = createServer((request, answer) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    received.push({ url: request.url ?? '', type: request.headers['content-type'], body });
    answer.writeHead(204).end();
  });
});
let callback: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  callback = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/results/`;
  const systems = ['ECRIS-TCN', 'SIS'];
  running = await startService([
    clientOf({ systems, callbacks: [callback] }),
    clientOf({ name: 'fr', owner: 'FR', systems }),
  ]);
});
afterAll(() => receiver.close());

const fingers = ['RIGHT_THUMB', 'RIGHT_INDEX'];
function biometricDataOf(person: number, capture = 0) {
  return personOf(person, capture).prints.map(({ template }, index) => ({
    biometricType: 'FINGER',
    biometricSubType: fingers[index],
    template,
  }));
}

function encounterOf(person: number, galleries = ['ECRIS-TCN']) {
  return { status: 'ACTIVE', encounterType: 'arrest', galleries, biometricData: biometricDataOf(person) };
}

async function ask(method: string, path: string, body?: unknown, client = 'be', options: RequestOptions = {}) {
  const separator = path.includes('?') ? '&' : '?';
  const token = await tokenOf(client);
  return await running.request(method, `${path}${separator}transactionId=t1`, { token, body, ...options });
}

async function identify(person: number, gallery = 'ECRIS-TCN', client = 'be'): Promise<string[]> {
  const { json } = await ask('POST', `/v1/identify/${gallery}`, { biometricData: biometricDataOf(person, 1) }, client);
  return (json as { personId: string }[]).map(({ personId }) => personId);
}

test('the schemas have every field of the interface', () => {
  const fields = (schema: { readonly properties: object }) => Object.keys(schema.properties);
  expect(fields(BiometricData)).toEqual(
    expect.arrayContaining(
      'biometricType biometricSubType instance image imageRef captureDate captureDevice impressionType width height bitdepth mimeType resolution compression missing metadata comment template templateRef templateFormat quality qualityFormat algorithm vendor'.split(
        ' ',
      ),
    ),
  );
  expect(fields(Encounter)).toEqual(
    'encounterId status encounterType galleries clientData contextualData biographicData biometricData'.split(' '),
  );
  expect(fields(Candidate)).toEqual('personId rank score scores others'.split(' '));
  expect(fields(Candidate.properties.scores.items)).toEqual(
    'score encounterId galleries biometricType biometricSubType instance others'.split(' '),
  );
});

test('an encounter is found in its galleries while it is active', async () => {
  expect(await ask('POST', '/v1/persons/p1/encounters/e1', encounterOf(1))).toMatchObject({ status: 201 });
  expect(await ask('POST', '/v1/persons/p1/encounters/e1', encounterOf(1))).toMatchObject({ status: 403 });
  expect(await identify(1)).toEqual(['p1']);
  expect(await identify(1, 'SIS')).toEqual([]);
  expect(await identify(1, 'ALL', 'fr')).toEqual(['BE:p1']);
  await ask('PUT', '/v1/persons/p1/encounters/e1/galleries', ['SIS']);
  expect([await identify(1), await identify(1, 'SIS')]).toEqual([[], ['p1']]);
  await ask('PUT', '/v1/persons/p1/encounters/e1/status?status=INACTIVE');
  expect([await identify(1), await identify(1, 'ALL')]).toEqual([[], []]);
  const read = await ask('GET', '/v1/persons/p1/encounters/e1');
  expect(read.json).toMatchObject({ encounterId: 'e1', status: 'INACTIVE', galleries: ['SIS'] });
  await ask('PUT', '/v1/persons/p1/encounters/e1/status?status=ACTIVE');
  expect(await identify(1, 'SIS')).toEqual(['p1']);
  expect(await ask('DELETE', '/v1/persons/p1')).toMatchObject({ status: 204 });
  expect(await identify(1, 'ALL')).toEqual([]);
  expect(await ask('GET', '/v1/persons/p1/encounters')).toMatchObject({ status: 404 });
});

test('the encounters of persons are known again after a restart', async () => {
  const options = { dataPath: await temporaryFolder(), storePath: await temporaryFolder() };
  const listOf = async (service: Running) => {
    const { status, json } = await service.request('GET', '/v1/persons/p1/encounters?transactionId=t1', {
      token: await tokenOf('be'),
    });
    return { status, ids: (json as { encounterId: string }[]).map(({ encounterId }) => encounterId).toSorted() };
  };
  const first = await runService([clientOf()], options);
  for (const [person, encounter] of [2, 3].entries()) {
    const path = `/v1/persons/p1/encounters/e${encounter}?transactionId=t1`;
    const reply = await first.request('POST', path, { token: await tokenOf('be'), body: encounterOf(person + 1) });
    expect(reply).toMatchObject({ status: 201 });
  }
  await first.service.stop();
  const again = await runService([clientOf()], options);
  expect(await listOf(again)).toEqual({ status: 200, ids: ['e2', 'e3'] });
  await again.service.stop();
});

test('persons are merged, their encounters moved and replaced', async () => {
  await ask('POST', '/v1/persons/a/encounters/x', encounterOf(2));
  await ask('POST', '/v1/persons/a/encounters/y', encounterOf(3));
  await ask('POST', '/v1/persons/b/encounters/z', encounterOf(4));
  expect(await ask('POST', '/v1/persons/b/move/a/encounters/x')).toMatchObject({ status: 204 });
  expect([await identify(2), await identify(3)]).toEqual([['b'], ['a']]);
  expect(await ask('POST', '/v1/persons/b/merge/a')).toMatchObject({ status: 204 });
  expect([await identify(2), await identify(3), await identify(4)]).toEqual([['b'], ['b'], ['b']]);
  const { json } = await ask('GET', '/v1/persons/b/encounters');
  expect((json as { encounterId: string }[]).map(({ encounterId }) => encounterId).toSorted()).toEqual(['x', 'y', 'z']);
  expect(await ask('PUT', '/v1/persons/b/encounters/z', encounterOf(5))).toMatchObject({ status: 204 });
  expect([await identify(4), await identify(5)]).toEqual([[], ['b']]);
});

test('two captures, and a capture and a person, are compared', async () => {
  await ask('POST', '/v1/persons/v/encounters', encounterOf(6));
  const verify = async (path: string, body: unknown) => (await ask('POST', path, body)).json;
  const [same, other] = [biometricDataOf(6, 1), biometricDataOf(7, 1)];
  expect(await verify('/v1/verify/ECRIS-TCN/v', { biometricData: same })).toMatchObject({ decision: true });
  expect(await verify('/v1/verify/ECRIS-TCN/v', { biometricData: other })).toMatchObject({ decision: false });
  expect(await verify('/v1/verify', { biometricData1: same, biometricData2: biometricDataOf(6) })).toMatchObject({
    decision: true,
  });
  expect(await ask('POST', '/v1/verify/ECRIS-TCN/nobody', { biometricData: same })).toMatchObject({
    status: 404,
    json: { code: 404 },
  });
});

test('templates and galleries are read in the forms that are asked for', async () => {
  await ask('POST', '/v1/persons/t/encounters', encounterOf(8));
  const path = '/v1/persons/t/encounters/1/templates?templateFormat=ISO_19794_2_2011&biometricSubType=RIGHT_INDEX';
  const { json } = await ask('GET', path);
  expect(json).toMatchObject([{ biometricSubType: 'RIGHT_INDEX', templateFormat: 'ISO_19794_2_2011', quality: 80 }]);
  expect(Buffer.from((json as { template: string }[])[0]?.template ?? '', 'base64').toString('latin1', 0, 7)).toBe(
    'FMR\x00030',
  );
  const csv = await ask('GET', '/v1/galleries/ECRIS-TCN', undefined, 'be', { headers: { accept: 'text/csv' } });
  expect(csv.bytes.toString()).toMatch(/^personId,encounterId\r\n(.+,.+\r\n)*t,1\r\n/);
  const foreign = await ask('GET', '/v1/galleries/ECRIS-TCN', undefined, 'fr');
  expect(foreign.json).toEqual([]);
});

test('with a callback the result comes later, to permitted addresses only, and once more when asked', async () => {
  const body = { biometricData: biometricDataOf(9) };
  const later = (address: string) => ask('POST', `/v1/identify/ALL?callback=${encodeURIComponent(address)}`, body);
  expect(await later('http://127.0.0.1:1/')).toMatchObject({ status: 403 });
  expect(await later(callback.replace('http:', 'https:'))).toMatchObject({ status: 403 });
  const { status, json } = await later(`${callback}one`);
  expect(status).toBe(202);
  const { taskId } = json as { readonly taskId: string };
  const state = async () => ((await ask('GET', `/v1/tasks/${taskId}/status`)).json as { status: string }).status;
  await expect.poll(state).toBe('DELIVERED');
  expect(received).toEqual([
    { url: `/results/one?transactionId=t1&taskId=${taskId}`, type: 'application/json', body: [] },
  ]);
  expect(await ask('GET', `/v1/tasks/${taskId}/status`, undefined, 'fr')).toMatchObject({ status: 404 });
  expect(await ask('POST', `/v1/tasks/${taskId}/redeliver`)).toMatchObject({ status: 204 });
  await expect.poll(() => received.length).toBe(2);
});

test('what cannot be done is refused, not ignored', async () => {
  const [data] = biometricDataOf(1);
  const refused = async (biometricData: unknown, rest = {}) =>
    (await ask('POST', '/v1/identify/ALL', { biometricData, ...rest })).status;
  expect(await refused([{ ...data, biometricType: 'FACE' }])).toBe(400);
  expect(await refused([{ ...data, biometricSubType: 'PLAIN_THUMBS' }])).toBe(400);
  expect(await refused([{ biometricType: 'FINGER', imageRef: 'https://elsewhere.example/1.png' }])).toBe(400);
  expect(await refused([data], { filter: { gender: 'F' } })).toBe(400);
  expect(await refused([data], { filter: {} })).toBe(200);
});
