import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Quotas } from '../../../src/service/access/quotas.js';
import { Admission } from '../../../src/service/operation/admission.js';
import { Counters } from '../../../src/service/operation/counters.js';
import { captureOf, slowPrints } from '../engine/people.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { personOf } from './prints.js';
import { clientOf, runService, tokenOf } from './running.js';

test('clients take turns, and none waits behind all of another', async () => {
  const admission = new Admission({ atWork: 1, waiting: 100, waitingPerClient: 50 });
  const order: string[] = [];
  const { signal } = new AbortController();
  const run = (client: string) =>
    admission.run(client, signal, async () => {
      order.push(client);
      await sleep(1);
    });
  await Promise.all([...Array.from({ length: 6 }, () => run('a')), run('b'), run('b'), run('c')]);
  expect(order.join('')).toBe('aabcabaaa');
  expect([admission.waiting, admission.atWork]).toEqual([0, 0]);
});

test('who waits too much is told so, and who hangs up waits no more', async () => {
  const admission = new Admission({ atWork: 1, waiting: 3, waitingPerClient: 2 });
  const gone = new AbortController();
  let end: () => void = () => undefined;
  const first = admission.run('a', gone.signal, () => new Promise<void>((resolve) => (end = resolve)));
  const { signal } = new AbortController();
  const waiting = [1, 2].map(() => admission.run('a', gone.signal, async () => undefined));
  await expect(admission.run('a', signal, async () => 1)).rejects.toMatchObject({ status: 429, retryAfterS: 1 });
  const other = admission.run('b', signal, async () => 'b');
  await expect(admission.run('c', signal, async () => 1)).rejects.toMatchObject({ status: 503, retryAfterS: 1 });
  gone.abort();
  for (const work of waiting) await expect(work).rejects.toThrow();
  end();
  await first;
  expect(await other).toBe('b');
  expect([admission.waiting, admission.atWork]).toEqual([0, 0]);
});

test('a client has its searches of the day, and its candidates at most', async () => {
  const running = await runService([clientOf({ searchesPerDay: 2, maxCandidates: 1 }), clientOf({ name: 'other' })]);
  const engine = await running.service.ready();
  for (const reference of ['1', '2']) {
    await engine.enrol({ system: 'ECRIS-TCN', owner: 'BE', reference }, captureOf(1));
  }
  const search = async (client = 'be') =>
    await running.request('POST', '/v1/search', {
      token: await tokenOf(client),
      body: { ...personOf(1, 1), maxCandidates: 5 },
    });
  expect((await search()).json).toMatchObject({ candidates: [{ owner: 'BE' }] });
  expect(await search()).toMatchObject({ status: 200 });
  const refused = await search();
  expect(refused).toMatchObject({ status: 429, json: { code: 'QUOTA_EXCEEDED' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await search('other')).json).toMatchObject({ candidates: [{ reference: '1' }, { reference: '2' }] });
  const metrics = (await running.request('GET', '/metrics', { token: await tokenOf('be') })).bytes.toString();
  expect(metrics).toMatch(/ridgeline_alerts_total\{event="bulk search"\} 1$/m);
});

test('a client that reads the register out is told of once a minute, one at work is not', async () => {
  const told: (readonly [string, number])[] = [];
  let nowMs = Date.UTC(2026, 0, 1);
  const counters = await Counters.open(join(await temporaryFolder(), 'counters.json'));
  const quotas = new Quotas(
    counters,
    (client, searches) => told.push([client, searches]),
    () => nowMs,
  );
  const [bulk, usual] = [clientOf({ searchesPerDay: 1000 }), clientOf({ name: 'usual', searchesPerDay: 100 })];
  const search = (client: typeof bulk, times: number): void => {
    for (let time = 0; time < times; time += 1) quotas.takeSearch(client);
  };
  search(bulk, 49);
  search(usual, 29);
  expect(told).toEqual([]);
  search(bulk, 10);
  expect(told).toEqual([['be', 50]]);
  nowMs += 60_000;
  search(usual, 29);
  search(bulk, 50);
  expect(told).toEqual([
    ['be', 50],
    ['be', 50],
  ]);
});

test('a search that passes its deadline, or finds the gallery full of work, says no no hit', async () => {
  const running = await runService([clientOf()]);
  const engine = await running.service.ready();
  for (let person = 1; person <= 30; person += 1) {
    await engine.enrol({ system: 'ECRIS-TCN', owner: 'BE', reference: String(person) }, slowPrints(person));
  }
  const template = slowPrints(1).map((print) => ('template' in print ? print.template : new Uint8Array()));
  const prints = template.map((bytes) => ({ position: 0, template: Buffer.from(bytes).toString('base64') }));
  const answer = await running.request('POST', '/v1/search', {
    token: await tokenOf('be'),
    headers: { 'x-deadline-ms': '20' },
    body: { prints, exhaustive: true },
  });
  expect([503, 504]).toContain(answer.status);
  expect(answer.json).not.toHaveProperty('decision');
});

test('a stop ends what has begun', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const begun = running.request('PUT', '/v1/subjects/ECRIS-TCN/BE/1', { token, body: personOf(1) });
  await sleep(20);
  await running.service.stop();
  expect([201, 503]).toContain((await begun).status);
  await expect(running.request('GET', '/health')).rejects.toThrow();
});
