import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Config } from '../../../src/service/config/config.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { findInMemory } from './memory-of.js';
import { personOf } from './prints.js';
import { clientOf, configOf, requestTo, tokenOf } from './running.js';
import { templateTracesOf } from './traces.js';

const child = fileURLToPath(new URL('serving-child.mjs', import.meta.url));
const path = '/v1/subjects/ECRIS-TCN/BE/erased-one';
/** As docs/service sets it; glibc knows it. */
const overwritingFree = 'glibc.malloc.perturb=255:glibc.malloc.tcache_count=0';

/** A service in a process of its own, and its address. */
async function serve(config: Config): Promise<{ readonly service: ChildProcess; readonly address: string }> {
  const env = { ...process.env, GLIBC_TUNABLES: overwritingFree };
  const service = fork(child, { serialization: 'advanced', env });
  onTestFinished(() => void service.kill('SIGKILL'));
  service.send(config as never);
  const [address] = await once(service, 'message');
  return { service, address };
}

test('the memory of a service has nothing of the templates of an erased record, of searches for it, or of what it was amended with', async () => {
  const folder = await temporaryFolder();
  const places = {
    dataPath: join(folder, 'data'),
    storePath: join(folder, 'store'),
    storeKey: new Uint8Array(32).fill(9),
  };
  const config = await configOf([clientOf()], places);
  const { service, address } = await serve(config);
  const token = await tokenOf('be');
  const ask = async (method: string, place: string, body?: unknown) => {
    const { status } = await requestTo(address, method, place, { token, body });
    expect(status).toBeLessThan(300);
  };
  const traces = templateTracesOf(1, [0, 2, 3]);
  await ask('PUT', path, personOf(1));
  await ask('PATCH', path, personOf(1, 2));
  await ask('POST', '/v1/search', personOf(1, 3));
  await ask('POST', `${path}/verify`, personOf(1, 3));
  // Each of them is seen where it is.
  expect([...(await findInMemory(service.pid ?? 0, traces)).keys()].sort()).toEqual([...traces.keys()].sort());
  await ask('DELETE', path);
  // The next requests take the buffers of the last ones.
  for (let other = 2; other < 12; other += 1) await ask('POST', '/v1/search', personOf(other, 3));
  service.send('clear');
  await once(service, 'message');
  expect(await findInMemory(service.pid ?? 0, traces)).toEqual(new Map());
});
