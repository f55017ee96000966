import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { personOf } from './prints.js';
import { clientOf, runService, tokenOf } from './running.js';

test('records are erased when their retention has ended, also those that ended while the service was down', async () => {
  const folder = await temporaryFolder();
  const options = { dataPath: join(folder, 'data'), storePath: join(folder, 'store') };
  const token = await tokenOf('be');
  const path = (reference: string) => `/v1/subjects/ECRIS-TCN/BE/${reference}`;
  const running = await runService([clientOf()], options);
  const retainUntil = new Date(Date.now() + 1500).toISOString();
  for (const [reference, kept] of Object.entries({ short: { retainUntil }, changed: { retainUntil }, long: {} })) {
    const body = { ...personOf(reference.length), ...kept };
    expect(await running.request('PUT', path(reference), { token, body })).toMatchObject({ status: 201 });
  }
  const later = { ...personOf('changed'.length, 1), retainUntil: '2999-01-01T00:00:00Z' };
  expect(await running.request('PATCH', path('changed'), { token, body: later })).toMatchObject({ status: 200 });
  const wrong = { ...personOf(9), retainUntil: 'tomorrow' };
  expect(await running.request('PUT', path('wrong'), { token, body: wrong })).toMatchObject({ status: 400 });
  await running.service.stop();

  await new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(retainUntil) - Date.now()) + 50));
  const again = await runService([clientOf()], options);
  const statuses = async () =>
    await Promise.all(
      ['short', 'changed', 'long'].map(
        async (reference) =>
          (await again.request('POST', `${path(reference)}/verify`, { token, body: personOf(1) })).status,
      ),
    );
  await expect.poll(statuses, { timeout: 5000 }).toEqual([404, 200, 200]);
});
