import { expect, test } from 'vitest';
import { makeTransaction, Workbench, writeTransaction } from '../../../src/engine/index.js';
import { packedTemplate, scatteredMinutiae } from '../native/sample-templates.js';
import { clientOf, runService, tokenOf } from './running.js';

const path = '/v1/subjects/ECRIS-TCN/BE/1';

function printOf(position: number, quality: number) {
  const template = packedTemplate({ position, quality, minutiae: scatteredMinutiae(position) });
  return { position, template: Buffer.from(template).toString('base64') };
}

test('prints below the quality of their system are refused and counted', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const enrol = (prints: unknown) => running.request('PUT', path, { token, body: { prints } });
  expect(await enrol([printOf(1, 29), printOf(2, 10)])).toMatchObject({
    status: 422,
    json: { code: 'QUALITY_TOO_LOW', refused: [{ position: 1, quality: 29, threshold: 30 }, { position: 2 }] },
  });
  expect((await running.service.ready()).info().subjects).toBe(0);
  expect(await enrol([printOf(1, 30), printOf(2, 10)])).toMatchObject({
    status: 201,
    json: { prints: [{ position: 1 }], refused: [{ position: 2, quality: 10 }] },
  });
  for (let round = 0; round < 2; round += 1) await enrol([printOf(1, 1)]);
  const amended = await running.request('PATCH', path, { token, body: { prints: [printOf(1, 20), printOf(1, 90)] } });
  expect(amended.json).toMatchObject({
    changes: [{ change: 'replaced', qualityBefore: 30 }],
    refused: [{ quality: 20 }],
  });
  await running.request('PATCH', path, { token, body: { prints: [printOf(3, 20), printOf(4, 20)] } });
  const month = new Date().toISOString().slice(0, 7);
  const { json } = await running.request('GET', `/v1/statistics/${month}`, { token });
  const [row] = (json as { rows: { client: string; figures: Record<string, number | null> }[] }).rows;
  // Fewer than five enrolments and refusals might be about somebody in particular.
  expect(row).toMatchObject({
    client: 'be',
    figures: { printsRefusedForQuality: 6, enrolments: null, refusals: null, searches: 0 },
  });
});

test('an image is measured, and advice given; a ten-print file goes through its checker whole', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const workbench = new Workbench({ threads: 1 });
  const touch = { seed: 5, person: 1, position: 2, kind: 'rolled' } as const;
  const { png, width, height } = await workbench.synthesize({ ...touch, impression: 0 });
  const second = await workbench.synthesize({ ...touch, impression: 1 });
  await workbench.close();
  const print = { impression: 1, captured: '20261124', width, height, ppi: 500, compression: 'PNG' as const };
  const file = writeTransaction(
    makeTransaction({
      type: 'TEN',
      date: '20261124',
      destination: 'EU',
      origin: 'BE',
      controlNumber: '1',
      prints: [{ ...print, position: 2, data: png }],
    }),
  );
  const headers = { 'content-type': 'application/octet-stream' };
  const broken = Buffer.from(file);
  broken[8] = 0x39;
  const refused = await running.request('PUT', path, { token, headers, body: broken });
  expect(refused).toMatchObject({ status: 422 });
  expect((refused.json as { findings?: unknown[] }).findings?.length).toBeGreaterThan(0);
  expect(await running.request('PUT', path, { token, headers, body: file })).toMatchObject({
    status: 201,
    json: { prints: [{ position: 2 }], ignored: [] },
  });
  const image = Buffer.from(second.png).toString('base64');
  const search = { prints: [{ position: 2, impression: 'rolled', image }] };
  expect((await running.request('POST', '/v1/search', { token, body: search })).json).toMatchObject({
    decision: 'hit',
    candidates: [{ owner: 'BE', reference: '1' }],
  });
});
