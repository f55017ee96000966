import { expect, test } from 'vitest';
import { handCard, handImages } from '../helpers/hand-card.js';
import { clientOf, runService, tokenOf } from './running.js';

const path = '/v1/subjects/ECRIS-TCN/BE/1';

test('a ten-print file is entered with its slap, a mixed-up one only where that is accepted', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const headers = { 'content-type': 'application/octet-stream' };
  const { rolled, slap } = handImages(13);
  const [two, three] = [rolled.get(2), rolled.get(3)];
  if (two === undefined || three === undefined) throw new Error('the hand has no index and middle finger');
  const mixed = await handCard({ rolled: new Map([...rolled, [2, three], [3, two]]), slap });
  const refused = await running.request('PUT', path, { token, headers, body: mixed });
  expect(refused).toMatchObject({
    status: 422,
    json: {
      code: 'WRONG_SEQUENCE',
      findings: [
        { kind: 'swapped', position: 2 },
        { kind: 'swapped', position: 3 },
      ],
    },
  });
  expect((await running.service.ready()).info().subjects).toBe(0);

  const transaction = Buffer.from(mixed).toString('base64');
  const accepted = await running.request('PUT', path, { token, body: { transaction, acceptSequence: true } });
  expect(accepted).toMatchObject({ status: 201, json: { ignored: [], failures: [] } });
  const told = accepted.json as { prints: unknown[]; sequence: string[] };
  expect(told.prints).toHaveLength(8);
  expect(told.sequence).toHaveLength(2);

  const probe = await handCard({ slap: handImages(13, { impression: 1 }).slap });
  expect(await running.request('POST', '/v1/search', { token, headers, body: probe })).toMatchObject({
    status: 200,
    json: { decision: 'hit', candidates: [{ owner: 'BE', reference: '1' }], sequence: [] },
  });
});
