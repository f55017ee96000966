import { pack } from 'msgpackr';
import { beforeAll, expect, test } from 'vitest';
import { SeededRandom } from '../helpers/seeded-random.js';
import { personOf } from './prints.js';
import { clientOf, type Running, startService, tokenOf } from './running.js';

let running: Running;
let token: string;
const random = new SeededRandom(7);
const rounds = 150;

beforeAll(async () => {
  running = await startService([clientOf()]);
  token = await tokenOf('be');
});

const targets = [
  ['POST', '/v1/search'],
  ['PUT', '/v1/subjects/ECRIS-TCN/BE/fuzz'],
  ['POST', '/v1/identify/ALL?transactionId=1'],
  ['POST', '/v1/subjects'],
] as const;

async function send(type: string, body: Uint8Array): Promise<void> {
  const [method, path] = targets[random.below(targets.length)] ?? targets[0];
  const headers = { 'content-type': path === '/v1/subjects' ? 'application/x-ndjson' : type };
  const { status, bytes } = await running.request(method, path, { token, headers, body });
  const about = {
    path,
    body: Buffer.from(body).toString('latin1').slice(0, 200),
    answer: bytes.toString().slice(0, 200),
  };
  expect({ ...about, status }).toEqual({ ...about, status: expect.toSatisfy((code: number) => code < 500) });
}

/** A few bytes changed, doubled or left out. */
function damaged(bytes: Uint8Array): Uint8Array {
  const copy = [...bytes];
  for (let change = 0; change <= random.below(4); change += 1) {
    const place = random.below(copy.length);
    const kind = random.below(3);
    if (kind === 0) copy[place] = random.below(256);
    else if (kind === 1) copy.splice(place, 1 + random.below(20));
    else copy.splice(place, 0, ...copy.slice(place, place + random.below(20)));
  }
  return Uint8Array.from(copy);
}

const strange = [null, true, -1, 1e308, '', 'x', [], {}, [[]], { prints: 1 }, '\u0000', 'é'.repeat(300), Number.NaN];

/** A message in which some values are others. */
function twisted(value: unknown): unknown {
  if (random.below(12) === 0) return strange[random.below(strange.length)];
  if (Array.isArray(value)) return value.map(twisted);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [random.below(20) === 0 ? `${name}x` : name, twisted(inner)]),
  );
}

const message = { prints: personOf(1).prints, maxCandidates: 3, system: 'ECRIS-TCN' };
const asBytes = {
  prints: message.prints.map(({ position, template }) => ({ position, template: Buffer.from(template, 'base64') })),
};

test('damaged and twisted bodies are refused in JSON', async () => {
  for (let round = 0; round < rounds; round += 1) {
    await send('application/json', damaged(Buffer.from(JSON.stringify(message))));
    await send('application/json', Buffer.from(JSON.stringify(twisted(message))));
  }
});

test('and in MessagePack', async () => {
  for (let round = 0; round < rounds; round += 1) {
    await send('application/msgpack', damaged(pack(asBytes)));
    await send('application/msgpack', pack(twisted(asBytes)));
  }
});

test('and as files', async () => {
  for (let round = 0; round < 30; round += 1) await send('application/octet-stream', random.bytes(random.below(2000)));
});

test.each([
  ['an array of four thousand million items', [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ['a map of as many', [0xdf, 0xff, 0xff, 0xff, 0xff]],
  ['bytes of as many', [0xc6, 0xff, 0xff, 0xff, 0xff]],
  ['an extension', [0xc7, 0x01, 0x72, 0x00]],
  ['a nesting without end', new Array<number>(5000).fill(0x91)],
  ['nothing', []],
])('MessagePack with %s is refused before any memory is taken', async (_, bytes) => {
  const before = process.memoryUsage().rss;
  const headers = { 'content-type': 'application/msgpack' };
  const { status } = await running.request('POST', '/v1/search', { token, headers, body: Uint8Array.from(bytes) });
  expect(status).toBe(400);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
});

test('the service still answers', async () => {
  const { json } = await running.request('POST', '/v1/search', { token, body: { prints: personOf(1).prints } });
  expect(json).toMatchObject({ complete: true });
});
