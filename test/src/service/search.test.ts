import { pack, unpack } from 'msgpackr';
import { expect, test } from 'vitest';
import { templateOf } from '../engine/people.js';
import { personOf } from './prints.js';
import { clientOf, runService, tokenOf } from './running.js';

test('a record that was entered is found, amended, verified and erased', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const path = '/v1/subjects/ECRIS-TCN/BE/4711';
  const entered = await running.request('PUT', path, { token, body: personOf(1) });
  expect(entered).toMatchObject({ status: 201, json: { subject: { owner: 'BE' }, refused: [], failures: [] } });
  expect(await running.request('PUT', path, { token, body: personOf(1) })).toMatchObject({ status: 409 });

  const found = await running.request('POST', '/v1/search', { token, body: personOf(1, 1) });
  expect(found.json).toMatchObject({
    decision: 'hit',
    complete: true,
    candidates: [{ owner: 'BE', reference: '4711' }],
    searched: 1,
    fpir: 0.001,
    threshold: 30,
  });
  expect(Object.keys((found.json as { candidates: object[] }).candidates[0] ?? {})).toEqual(['owner', 'reference']);
  const stranger = await running.request('POST', '/v1/search', { token, body: personOf(2) });
  expect(stranger.json).toMatchObject({ decision: 'no-hit', candidates: [], complete: true });

  const amended = await running.request('PATCH', path, { token, body: personOf(1, 2, [2, 3]) });
  expect(amended.json).toMatchObject({
    changes: [
      { position: 2, change: 'kept' },
      { position: 3, change: 'stored' },
    ],
  });
  const verified = await running.request('POST', `${path}/verify`, { token, body: personOf(1, 3, [3]) });
  expect(verified.json).toMatchObject({ decision: 'hit', fmr: 0.0001 });
  expect(await running.request('DELETE', path, { token })).toMatchObject({ status: 200 });
  const gone = await running.request('POST', '/v1/search', { token, body: personOf(1, 1) });
  expect(gone.json).toMatchObject({ decision: 'no-hit', searched: 0 });
  expect(await running.request('POST', `${path}/verify`, { token, body: personOf(1) })).toMatchObject({ status: 404 });
});

test('MessagePack goes in and out with bytes as they are', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const headers = { 'content-type': 'application/msgpack' };
  const prints = [{ position: 1, template: Buffer.from(templateOf(1, 0, 1)) }];
  const path = '/v1/subjects/ECRIS-TCN/BE/1';
  expect(await running.request('PUT', path, { token, headers, body: pack({ prints }) })).toMatchObject({ status: 201 });
  const found = await running.request('POST', '/v1/search', { token, headers, body: pack({ prints }) });
  expect(found.headers['content-type']).toBe('application/msgpack');
  expect(unpack(found.bytes)).toMatchObject({ decision: 'hit', candidates: [{ owner: 'BE', reference: '1' }] });
});

test('a batch answers each line, and the records of the own owner are listed', async () => {
  const running = await runService([
    clientOf({ systems: ['ECRIS-TCN', 'SIS'] }),
    clientOf({ name: 'fr', owner: 'FR' }),
  ]);
  const token = await tokenOf('be');
  const line = (reference: string, person: number, owner = 'BE') =>
    JSON.stringify({ system: 'ECRIS-TCN', owner, reference, person: personOf(person) });
  const lines = [line('a', 1), 'no JSON', line('b', 2), line('a', 3), line('c', 4, 'FR'), '{}', line('d', 5)];
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await running.request('POST', '/v1/subjects', { token, headers, body: lines.join('\n') });
  const results = answer.bytes
    .toString()
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));
  expect(results.map(({ line, status, code }) => [line, status, code])).toEqual([
    [1, 201, undefined],
    [2, 400, 'BAD_REQUEST'],
    [3, 201, undefined],
    [4, 409, 'SUBJECT_EXISTS'],
    [5, 403, 'FORBIDDEN'],
    [6, 400, 'BAD_REQUEST'],
    [7, 201, undefined],
  ]);
  const own = await running.request('GET', '/v1/subjects?system=ECRIS-TCN', { token });
  const references = own.bytes
    .toString()
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text).reference);
  expect(references.toSorted()).toEqual(['a', 'b', 'd']);
  const others = await running.request('GET', '/v1/subjects', { token: await tokenOf('fr') });
  expect(others.bytes.toString()).toBe('');
});
