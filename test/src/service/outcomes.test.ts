import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ErrorRates } from '../../../src/service/outcomes/error-rates.js';
import { Outcomes } from '../../../src/service/outcomes/outcomes.js';
import { captureOf } from '../engine/people.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { personOf } from './prints.js';
import { clientOf, type Reply, type Running, runService, tokenOf } from './running.js';

const month = new Date().toISOString().slice(0, 7);

interface Row {
  readonly client: string;
  readonly system: string;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly rates: ErrorRates;
}

async function search(running: Running, person: number, client = 'be'): Promise<string> {
  const { json } = await running.request('POST', '/v1/search', {
    token: await tokenOf(client),
    body: personOf(person, 1),
  });
  return (json as { readonly searchId: string }).searchId;
}

async function report(running: Running, searchId: string, body: unknown, client = 'be'): Promise<Reply> {
  return await running.request('POST', `/v1/searches/${searchId}/outcome`, { token: await tokenOf(client), body });
}

async function statisticsOf(running: Running): Promise<readonly Row[]> {
  const { json } = await running.request('GET', `/v1/statistics/${month}`, { token: await tokenOf('be') });
  return (json as { readonly rows: readonly Row[] }).rows;
}

const said = (outcome: 'confirmed' | 'refuted', candidate = 1) => ({ candidates: [{ candidate, outcome }] });

test('rates of errors follow from what is reported of hits and misses', async () => {
  const running = await runService([clientOf()]);
  const engine = await running.service.ready();
  for (let person = 1; person <= 12; person += 1) {
    await engine.enrol({ system: 'ECRIS-TCN', owner: 'BE', reference: `${person}` }, captureOf(person));
  }
  const hits = await Promise.all(Array.from({ length: 12 }, (_, i) => search(running, i + 1)));
  const noHits = await Promise.all(Array.from({ length: 20 }, (_, i) => search(running, i + 101)));
  expect((await statisticsOf(running))[0]).toMatchObject({
    figures: { searches: 32, hits: 12, hitsReported: 0 },
    rates: { fpir: null, fnir: null },
  });
  for (const [index, id] of hits.slice(0, 10).entries()) {
    expect(await report(running, id, said(index < 5 ? 'refuted' : 'confirmed'))).toMatchObject({ status: 204 });
  }
  for (const id of noHits.slice(0, 5)) expect(await report(running, id, { missed: 1 })).toMatchObject({ status: 204 });
  // Corrections, and the same once more.
  await report(running, noHits[5] ?? '', { missed: 2 });
  await report(running, noHits[5] ?? '', { missed: 0 });
  await report(running, hits[0] ?? '', said('confirmed'));
  await report(running, hits[0] ?? '', said('refuted'));
  await report(running, hits[9] ?? '', said('confirmed'));
  const [row] = await statisticsOf(running);
  expect(row?.figures).toMatchObject({ hitsReported: 10, hitsConfirmed: 5, hitsRefuted: 5, hitsMissed: 5 });
  // Half of the reported hits were wrong, so six of twelve; of the others six had a record, and five misses make eleven: 21 had none.
  expect(row?.rates.fpir).toBeCloseTo(6 / 21, 12);
  expect(row?.rates.fnir).toBeCloseTo(5 / 10, 12);
});

test('a client reports on its own searches only, and on candidates that they had', async () => {
  const running = await runService([clientOf(), clientOf({ name: 'other' })]);
  const engine = await running.service.ready();
  await engine.enrol({ system: 'ECRIS-TCN', owner: 'BE', reference: '1' }, captureOf(1));
  const id = await search(running, 1);
  expect(await report(running, id, said('confirmed'), 'other')).toMatchObject({ status: 404 });
  const [text = '', code = ''] = id.split('.');
  const forged = Buffer.from(JSON.stringify([Date.now(), 9, 'n', 'ECRIS-TCN'])).toString('base64url');
  for (const wrong of [`${forged}.${code}`, `${text}.${'A'.repeat(43)}`, `${text}A.${code}`]) {
    expect(await report(running, wrong, said('confirmed'))).toMatchObject({ status: 404, json: { code: 'NOT_FOUND' } });
  }
  for (const wrong of ['x', `${text}.`, text]) {
    expect(await report(running, wrong, said('confirmed'))).toMatchObject({ status: 400 });
  }
  for (const body of [{}, said('confirmed', 2), said('confirmed', 0), { missed: -1 }, { outcome: 'confirmed' }]) {
    expect([body, (await report(running, id, body)).status]).toEqual([body, 400]);
  }
  expect((await statisticsOf(running))[0]?.figures['hitsReported']).toBe(0);
  expect(await report(running, id, said('confirmed'))).toMatchObject({ status: 204 });

  const period = 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
  const log = (await running.request('GET', `/v1/audit?${period}`, { token: await tokenOf('be') })).bytes.toString();
  const entries = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).entry);
  const answered = entries.find(({ operation }) => operation === 'search');
  const reported = entries.findLast(({ operation }) => operation === 'reportOutcome');
  expect(reported).toMatchObject({
    outcome: 'done',
    systems: ['ECRIS-TCN'],
    ...(said('confirmed') && { outcomes: said('confirmed').candidates }),
  });
  expect(reported.searchId).toBe(answered.searchId);
});

test('reports outlive the service, and no person or record is in their file', async () => {
  const options = { dataPath: await temporaryFolder() };
  const running = await runService([clientOf()], options);
  const engine = await running.service.ready();
  await engine.enrol({ system: 'ECRIS-TCN', owner: 'BE', reference: 'somebody' }, captureOf(1));
  const ids: string[] = [];
  for (let round = 0; round < 6; round += 1) ids.push(await search(running, 1));
  for (const id of ids.slice(0, 5)) await report(running, id, said('refuted'));
  await running.service.stop();
  const file = join(options.dataPath, 'outcomes.ndjson');
  expect(await readFile(file, 'utf8')).not.toContain('somebody');
  // A crash in the middle of a line.
  await appendFile(file, '{"month":"20');
  const again = await runService([clientOf()], options);
  expect(await report(again, ids[5] ?? '', said('refuted'))).toMatchObject({ status: 204 });
  expect((await statisticsOf(again))[0]?.figures).toMatchObject({ hitsRefuted: 6, falseHits: 6, hitsConfirmed: 0 });
  await again.service.stop();
  const outcomes = await Outcomes.open(file);
  expect(outcomes.ofMonth(month)).toHaveLength(6);
  expect(outcomes.ofMonth('2020-01')).toEqual([]);
  await outcomes.close();
});

test('entries that no print was good enough for are failures to enrol, and small counts show nowhere', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const enrol = (reference: string, prints: unknown) =>
    running.request('PUT', `/v1/subjects/ECRIS-TCN/BE/${reference}`, { token, body: { prints } });
  const unreadable = [{ position: 1, template: Buffer.from('no template').toString('base64') }];
  for (let person = 1; person <= 15; person += 1) {
    expect(await enrol(`${person}`, personOf(person).prints)).toMatchObject({ status: 201 });
  }
  for (let round = 0; round < 4; round += 1)
    expect(await enrol(`f${round}`, unreadable)).toMatchObject({ status: 422 });
  expect((await statisticsOf(running))[0]).toMatchObject({
    figures: { enrolments: 15, enrolmentsFailed: null },
    rates: { fte: null },
  });
  await enrol('f5', unreadable);
  expect((await statisticsOf(running))[0]).toMatchObject({ figures: { enrolmentsFailed: 5 }, rates: { fte: 0.25 } });
});
