import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authority, clientOf, type Running, startService } from '../src/service/running.js';
import { openBrowser, Visit } from './visit.js';

let browser: Browser;
let running: Running;

beforeAll(async () => {
  [browser, running] = await Promise.all([openBrowser(), startService([clientOf()])]);
  await running.service.ready();
});

afterAll(() => browser?.close());

/** Somebody who comes to the console with a certificate for a name, or with none, and logs in with it. */
async function visitAs(name: string | undefined): Promise<Visit> {
  const identity = name === undefined ? undefined : await authority.issue(name);
  const certificates = identity && {
    origin: running.address,
    cert: Buffer.from(identity.certificate),
    key: Buffer.from(identity.key),
  };
  const options = certificates === undefined ? {} : { clientCertificates: [certificates] };
  const visit = await Visit.begin(browser, `certificate-${name}`, 1280, running.address, options);
  await visit.page.goto(`${running.address}/console`);
  await visit.page.getByRole('button', { name: 'Log in with a certificate' }).click();
  return visit;
}

test('the certificate that the browser holds logs its client in', async () => {
  const visit = await visitAs('be');
  await visit.page.getByRole('heading', { name: 'Search', level: 1 }).waitFor();
  expect(await visit.page.locator('.who').textContent()).toBe('be BE');
  await visit.end();
});

test.each([
  ['a certificate of nobody that is known', 'stranger'],
  ['no certificate', undefined],
])('%s is told that the login was refused', async (_, name) => {
  const visit = await visitAs(name);
  await visit.page.getByRole('alert').waitFor();
  expect(await visit.page.getByRole('heading', { name: 'Search', level: 1 }).count()).toBe(0);
  await visit.page.context().close();
});
