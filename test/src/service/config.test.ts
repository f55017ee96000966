import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConfig, readConfig } from '../../../src/service/config/read-config.js';
import { makeAuthority } from '../../../src/service/demo/authority.js';
import { root } from '../../architecture/tree.js';
import { expectCode } from '../helpers/expect-code.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

interface Example {
  store: { folder: string; keyFile: string; backups: string[] };
  [name: string]: unknown;
}

async function example(): Promise<Example> {
  return JSON.parse(await readFile(join(root, 'docs/service/example.json'), 'utf8')) as Example;
}

test('the example is valid, and is read with the files that it names', async () => {
  const folder = await temporaryFolder();
  const authority = await makeAuthority();
  const file = await example();
  file.store = { ...file.store, folder: 'store', backups: ['backup'] };
  await writeFile(join(folder, 'service.json'), JSON.stringify(file));
  await writeFile(join(folder, 'server.pem'), authority.certificate);
  await writeFile(join(folder, 'server.key'), authority.key);
  await writeFile(join(folder, 'client-authorities.pem'), authority.certificate);
  await writeFile(join(folder, 'issuer-keys.json'), '{"keys":[]}');
  await writeFile(join(folder, 'store.key'), `${'ab'.repeat(32)}\n`);
  const config = await readConfig(join(folder, 'service.json'));
  expect(config.storePath).toBe(join(folder, 'store'));
  expect(config.storeKey).toEqual(new Uint8Array(32).fill(0xab));
  expect(config.backupPaths).toEqual([join(folder, 'backup')]);
  expect(config.auditKeepMs).toBe(1096 * 86_400_000);
  expect([...config.clients.keys()]).toEqual(['be-central-authority', 'operator']);
  expect(config.systems.get('SIS')).toMatchObject({ minQuality: 40 });
  await writeFile(join(folder, 'store.key'), 'short');
  await expectCode('INVALID_ARGUMENT', () => readConfig(join(folder, 'service.json')));
});

test('what is wrong is all listed, with its place', async () => {
  const { tokens: _, ...file } = await example();
  const wrong = {
    ...file,
    threads: 0,
    colour: 'red',
    listen: { host: 'x' },
    systems: [{ name: 'A', minQuality: 101, fpir: 0, fmr: 1 }],
  };
  const { message } = await expectCode('INVALID_ARGUMENT', () => checkConfig(wrong, 'service.json'));
  for (const part of [
    'service.json',
    '/threads must be >= 1',
    '"colour"',
    "/listen must have required property 'port'",
    '/systems/0/minQuality must be <= 100',
    '/systems/0/fpir must be > 0',
  ]) {
    expect(message).toContain(part);
  }
});

test.each([
  ['a client with a system that is not there', { clients: [clientWith({ systems: ['VIS'] })] }, 'VIS'],
  ['two clients of one name', { clients: [clientWith({}), clientWith({})] }, 'twice'],
  ['a role that is not there', { clients: [clientWith({ roles: ['admin'] })] }, 'enter,amend'],
  ['nobody who could call', { tokens: undefined, tls: { certificate: 'a', key: 'b' } }, 'nobody could call'],
])('%s is refused', async (_, change, part) => {
  const file = JSON.parse(JSON.stringify({ ...(await example()), ...change })) as unknown;
  const { message } = await expectCode('INVALID_ARGUMENT', () => checkConfig(file, 'service.json'));
  expect(message).toContain(part);
});

test('files that are missing or no JSON are named', async () => {
  const folder = await temporaryFolder();
  await expectCode('FILE_NOT_READABLE', () => readConfig(join(folder, 'none.json')));
  await writeFile(join(folder, 'bad.json'), '{');
  const { message } = await expectCode('INVALID_ARGUMENT', () => readConfig(join(folder, 'bad.json')));
  expect(message).toContain('bad.json');
});

function clientWith(change: object) {
  return { name: 'x', owner: 'BE', roles: [], systems: ['SIS'], searchesPerDay: 1, maxCandidates: 1, ...change };
}
