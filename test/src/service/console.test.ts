import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { Service } from '../../../src/service/service.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { clientOf, configOf, Running, runService } from './running.js';

test('the page is served to everybody, runs its own files alone, and says nothing of anybody', async () => {
  const running = await runService([clientOf()]);
  const page = await running.request('GET', '/console');
  expect(page.status).toBe(200);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(page.headers['set-cookie']).toBeUndefined();
  const html = page.bytes.toString();
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) {
    expect(file).toMatch(/^\/console\/assets\//);
    expect([file, (await running.request('GET', file)).status]).toEqual([file, 200]);
  }
  const site = await running.request('GET', '/console/site.json');
  expect(Object.keys(site.json as object).toSorted()).toEqual(['certificates', 'tokens', 'version']);
});

test('nothing beside the page is served without credentials', async () => {
  const running = await runService([clientOf()]);
  for (const path of ['/console/..%2fcli/main.js', '/console/../package.json', '/console/demo/token', '/console/x']) {
    expect([path, (await running.request('GET', path)).status]).toEqual([path, 401]);
  }
});

test('a demonstration offers its prints, and no other file of its folder', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'stranger.an2'), 'prints');
  await writeFile(join(folder, 'token'), 'secret');
  const config = await configOf([clientOf()], { dataPath: await mkdtemp(join(folder, 'data')) });
  const statement = { purpose: 'demonstration', fileReference: '1', official: 'me' };
  const prints = ['stranger', 'enrolled'].map((shows) => ({ file: `${shows}.an2`, shows: shows as 'stranger' }));
  const demo = { folder, statement, prints };
  const service = await Service.open(config, { demo, log: pino({ level: 'silent' }) });
  onTestFinished(() => service.stop());
  const running = new Running(service, await service.listen(config.listen), config);
  const statusOf = async (path: string) => (await running.request('GET', path)).status;
  expect((await running.request('GET', '/console/demo/stranger.an2')).bytes.toString()).toBe('prints');
  expect(await statusOf('/console/demo/enrolled.an2')).toBe(503);
  expect(await statusOf('/console/demo/token')).toBe(401);
  expect((await running.request('GET', '/console/site.json')).json).toMatchObject({ demo: { statement, prints } });
});
