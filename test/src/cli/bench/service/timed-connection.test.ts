import { createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestOf, TimedConnection } from '../../../../../src/cli/bench/service/timed-connection.js';
import { makeAuthority } from '../../../../../src/service/demo/authority.js';

const authority = await makeAuthority();
const identity = await authority.issue('localhost', { addresses: ['127.0.0.1'] });
const requests: string[] = [];
let answer: (socket: TLSSocket) => void = () => undefined;
const server = createServer({ cert: identity.certificate, key: identity.key }, (socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    requests.push(bytes.toString());
    answer(socket);
  });
});
let connection: TimedConnection;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  connection = await TimedConnection.open(`https://127.0.0.1:${address.port}`, authority.certificate);
});

afterAll(() => {
  connection.close();
  server.close();
});

const ask = () => connection.send(requestOf('https://127.0.0.1:1', '/v1/search', 'key', '{"größe":1}'));

test('an answer that comes in pieces is one answer, and the next one begins behind it', async () => {
  answer = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Len');
    setTimeout(() => socket.write('gth: 11\r\nServer-Timing: engine;dur=2.5\r\n\r\nfirst'), 5);
    setTimeout(() => socket.write(' piece'), 10);
  };
  const first = await ask();
  expect(first).toMatchObject({ status: 200, body: 'first piece' });
  expect(first.head).toContain('engine;dur=2.5');
  expect(first.ms).toBeGreaterThan(5);

  answer = (socket) => socket.write('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n');
  expect(await ask()).toMatchObject({ status: 503, body: '' });
});

test('a request says its length in bytes', async () => {
  answer = (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  await ask();
  const text = requests.at(-1) ?? '';
  expect(text).toMatch(/^POST \/v1\/search HTTP\/1\.1\r\nhost: 127\.0\.0\.1:1\r\n/);
  expect(text).toContain('\r\nauthorization: Bearer key\r\n');
  expect(text).toContain(`\r\ncontent-length: ${Buffer.byteLength('{"größe":1}')}\r\n`);
  expect(text.endsWith('\r\n\r\n{"größe":1}')).toBe(true);
});

test('a connection that ends within an answer fails the request', async () => {
  answer = (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab');
  await expect(ask()).rejects.toThrow('the service closed the connection');
});
