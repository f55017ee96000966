import { expect, test } from 'vitest';
import { Workbench } from '../../../src/engine/index.js';
import type { ExplainAnswer, MeasureAnswer } from '../../../src/service/api/look-schemas.js';
import { captureOf } from '../engine/people.js';
import { personOf } from './prints.js';
import { clientOf, runService, tokenOf } from './running.js';

test('prints are measured, drawn and shown as pictures of the size of their drawings', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const workbench = new Workbench({ threads: 1 });
  const request = { seed: 7, person: 1, position: 2, impression: 0, kind: 'plain', ppi: 1000 } as const;
  const { png, width } = await workbench.synthesize(request);
  await workbench.close();
  const prints = [
    { position: 2, image: Buffer.from(png).toString('base64') },
    { position: 3, image: Buffer.from('no image').toString('base64') },
    ...personOf(1, 0, [1]).prints,
  ];
  const { status, json } = await running.request('POST', '/v1/quality', { token, body: { prints, pictures: true } });
  const { prints: measured, failures } = json as MeasureAnswer;
  expect([status, measured.map(({ print, position }) => [print, position])]).toEqual([
    200,
    [
      [0, 2],
      [2, 1],
    ],
  ]);
  expect(failures).toMatchObject([{ print: 1, position: 3, code: 'UNSUPPORTED_FORMAT' }]);
  const [image, template] = measured;
  const picture = Buffer.from(String(image?.picture), 'base64');
  // Width and height of a PNG file stand at 16 and 20.
  expect(picture.readUInt32BE(16)).toBe(image?.drawing.width);
  expect(image?.drawing.width).toBe(Math.round(width / 2));
  expect(image?.drawing.minutiae.length).toBeGreaterThan(15);
  expect(image?.threshold).toBe(30);
  expect(template?.picture).toBeUndefined();
  expect((await running.service.ready()).info().subjects).toBe(0);
});

test('two captures are compared, and the minutiae shown that were held for the same', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const compare = async (candidate: unknown) =>
    (await running.request('POST', '/v1/compare', { token, body: { probe: personOf(1), candidate } }))
      .json as ExplainAnswer;
  const same = await compare(personOf(1, 1, [2, 1]));
  expect(same).toMatchObject({ decision: 'hit', fmr: 0.0001, threshold: 40 });
  expect(same.matches.map(({ position, probe, candidate }) => [position, probe.print, candidate.print])).toEqual([
    [1, 0, 1],
    [2, 1, 0],
  ]);
  for (const { probe, candidate, pairs } of same.matches) {
    expect(pairs.length).toBeGreaterThan(20);
    for (const pair of pairs) {
      const [one, other] = [probe.drawing.minutiae[pair.probe], candidate.drawing.minutiae[pair.candidate]];
      // Captures differ by at most a pixel.
      expect(Math.hypot((one?.x ?? 0) - (other?.x ?? 99), (one?.y ?? 0) - (other?.y ?? 99))).toBeLessThan(3);
    }
  }
  expect(await compare(personOf(2))).toMatchObject({ decision: 'no-hit' });
});

test('minutiae of a stored template are shown to the owner that entered it, and to nobody else', async () => {
  const running = await runService([clientOf(), clientOf({ name: 'fr', owner: 'FR' })]);
  const engine = await running.service.ready();
  await engine.enrol({ system: 'ECRIS-TCN', owner: 'BE', reference: '1' }, captureOf(1));
  const path = '/v1/subjects/ECRIS-TCN/BE/1';
  const ask = async (client: string, operation: string) =>
    running.request('POST', `${path}/${operation}`, { token: await tokenOf(client), body: personOf(1, 1) });
  expect((await ask('be', 'explain')).json).toMatchObject({
    decision: 'hit',
    matches: [{ position: 1 }, { position: 2 }],
  });
  const refused = await ask('fr', 'explain');
  expect([refused.status, refused.bytes.toString()]).toEqual([403, expect.not.stringContaining('minutiae')]);
  const verified = (await ask('fr', 'verify')).json as object;
  expect(verified).toMatchObject({ decision: 'hit', fingers: [{ position: 1 }, { position: 2 }] });
  expect(verified).not.toHaveProperty('matches');
});

test('a search that is watched tells each step and then its answer, with one entry in the audit log', async () => {
  const running = await runService([clientOf()]);
  const token = await tokenOf('be');
  const engine = await running.service.ready();
  await engine.enrol({ system: 'ECRIS-TCN', owner: 'BE', reference: '1' }, captureOf(1));
  const watched = async (body: unknown) => {
    const { bytes } = await running.request('POST', '/v1/search?progress=true', { token, body });
    return bytes
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  };
  const lines = await watched(personOf(1, 1));
  expect(lines.slice(0, 3)).toEqual([0, 1, 2].map((done) => ({ stage: 'prints', done, of: 2 })));
  expect(lines.slice(3, -1)).toEqual([0, 1, 2].map((done) => ({ stage: 'gallery', done, of: 2 })));
  expect(lines.at(-1)).toMatchObject({ stage: 'ended', status: 200, result: { decision: 'hit', complete: true } });
  const broken = await watched({ prints: [{ position: 1, image: 'AAAA' }] });
  expect(broken.at(-1)).toMatchObject({ stage: 'ended', status: 422, result: { code: 'UNSUPPORTED_FORMAT' } });
  const period = 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
  const log = (await running.request('GET', `/v1/audit?${period}`, { token })).bytes.toString();
  expect([...log.matchAll(/"operation":"search"/g)]).toHaveLength(2);
});
