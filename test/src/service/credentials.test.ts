import { beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../../src/service/api/operations.js';
import { makeAuthority } from '../../../src/service/demo/authority.js';
import { personOf } from './prints.js';
import { authority, clientOf, type RequestOptions, type Running, startService, tokenOf } from './running.js';

let running: Running;

beforeAll(async () => {
  running = await startService([clientOf()]);
});

/** The status and code that a search is answered with. */
async function search(options: RequestOptions): Promise<readonly [number, unknown]> {
  const { status, json } = await running.request('POST', '/v1/search', { body: personOf(1), ...options });
  return [status, (json as { readonly code?: string }).code];
}

const refused = [401, 'UNAUTHENTICATED'];
const inThePast = new Date(Date.now() - 3_600_000);

describe('certificates', () => {
  test('of a configured client lets it in, with all its roles', async () => {
    expect(await search({ identity: await authority.issue('be') })).toEqual([200, undefined]);
  });

  test('that have expired, or that another authority signed, or of nobody known, do not', async () => {
    const other = await makeAuthority();
    expect(await search({ identity: await authority.issue('be', { validUntil: inThePast }) })).toEqual(refused);
    expect(await search({ identity: await other.issue('be') })).toEqual(refused);
    expect(await search({ identity: await authority.issue('xx') })).toEqual(refused);
  });

  test('that are bad keep out who has a good token', async () => {
    const other = await makeAuthority();
    expect(await search({ identity: await other.issue('be'), token: await tokenOf('be') })).toEqual(refused);
  });
});

describe('tokens', () => {
  test('of a configured client let it in', async () => {
    expect(await search({ token: await tokenOf('be') })).toEqual([200, undefined]);
  });

  test.each([
    ['of another audience', { audience: 'other' }],
    ['of another issuer', { issuer: 'https://other.example' }],
    ['that have expired', { expiresS: -60 }],
    ['signed with another key', { isStrangers: true }],
  ])('%s do not', async (_, options) => {
    expect(await search({ token: await tokenOf('be', options) })).toEqual(refused);
  });

  test('of a client that is not configured do not, nor does anything that is no token', async () => {
    expect(await search({ token: await tokenOf('xx') })).toEqual(refused);
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"client_id":"be"}')}.`.replaceAll('=', '');
    for (const token of ['', 'x', unsigned]) expect(await search({ token })).toEqual(refused);
    const secret = (await tokenOf('be')).replace(/^[^.]+/, btoa('{"alg":"HS256"}').replaceAll('=', ''));
    expect(await search({ token: secret })).toEqual(refused);
  });

  test('let in only where their scopes reach', async () => {
    const token = await tokenOf('be', { scopes: ['abis.verify'] });
    expect(await search({ token })).toEqual([403, 'FORBIDDEN']);
  });
});

test('without credentials only /health is answered, and the files of the console', async () => {
  for (const { method, path } of operations) {
    const place = path.replaceAll(/\{\w+\}/g, 'x');
    const { status, json } = await running.request(method, place, {
      body: method === 'GET' || method === 'DELETE' ? undefined : {},
    });
    expect([method, path, status]).toEqual([method, path, 401]);
    expect(Object.keys(json as object)).toEqual(['code', 'message']);
  }
  for (const place of ['/', '/nothing', '/v1', '/openapi.json?x=1', '/v1/searc%68/', '/HEALTH']) {
    expect([place, (await running.request('GET', place)).status]).toEqual([place, 401]);
  }
  expect(await running.request('GET', '/health')).toMatchObject({ status: 200, json: { status: 'up' } });
});

test.each(['x-purpose', 'x-file-reference', 'x-official'])(
  'an operation that does not state %s is refused',
  async (name) => {
    const token = await tokenOf('be');
    for (const value of ['', ' ', 'x'.repeat(201)]) {
      expect(await search({ token, headers: { [name]: value } })).toEqual([400, 'PURPOSE_MISSING']);
    }
    expect(await search({ token, states: false })).toEqual([400, 'PURPOSE_MISSING']);
  },
);

test('bad credentials and refused operations are told to the supervisors', async () => {
  await search({ token: await tokenOf('be', { audience: 'elsewhere' }) });
  await search({ token: await tokenOf('be', { scopes: [] }) });
  const token = await tokenOf('be');
  const period = 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
  const log = (await running.request('GET', `/v1/audit?${period}`, { token })).bytes.toString();
  expect(log).toContain('"credentials refused"');
  expect(log).toContain('"operation refused"');
  const metrics = (await running.request('GET', '/metrics', { token })).bytes.toString();
  expect(metrics).toMatch(/ridgeline_alerts_total\{event="credentials refused"\} [1-9]/);
  expect(metrics).toMatch(/ridgeline_threads\{crew="background"\} [1-9]/);
});
