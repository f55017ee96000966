import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoService, startDemo } from './demo-service.js';
import { openBrowser, Visit } from './visit.js';

let browser: Browser;
let demo: DemoService;

beforeAll(async () => {
  [browser, demo] = await Promise.all([openBrowser(), startDemo()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

async function logIn(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.goto(demo.link);
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  expect(await page.evaluate('location.href')).toBe(`${demo.address}/console`);
  await visit.look('login');
  await page.getByRole('button', { name: 'Log in with the token' }).click();
  await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor();
}

/** Images with names that say the finger. */
async function searchEnrolled(visit: Visit): Promise<void> {
  const { page } = visit;
  const images = [1, 2, 6, 7].map((finger) => join(demo.folder, `finger-${finger}.png`));
  await page.getByLabel('Choose files').setInputFiles(images);
  await page.getByText('4 prints').waitFor();
  const fingers = await page
    .getByLabel(/^Finger of/)
    .evaluateAll((all) => all.map((one) => ('value' in one ? one.value : undefined)));
  expect(fingers).toEqual(['1', '2', '6', '7']);
  await page.getByRole('img', { name: /^Left index, \d+ minutiae$/ }).waitFor();
  expect(await page.locator('.print-card:first-child .mark').count()).toBeGreaterThan(10);
  await visit.look('prints');
  await page.getByRole('button', { name: /^Enlarge: Left index/ }).click();
  await page.getByRole('dialog', { name: /^Left index/ }).waitFor();
  await visit.look('enlarged');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('heading', { name: 'Hit: the prints match 1 record' }).waitFor();
  expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
  expect(await page.getByText('51 records of DEMO').count()).toBe(1);
  expect(await page.getByText('Yes, every permitted record').count()).toBe(1);
  await page.getByRole('button', { name: 'Compare finger by finger' }).click();
  await page.getByRole('img', { name: /^Right thumb: both prints side by side/ }).waitFor();
  expect(await page.locator('.scores tbody tr').count()).toBe(4);
  expect(await page.locator('.match-picture .pair').count()).toBeGreaterThan(8);
  await visit.look('hit');
}

async function searchStranger(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Prints of a stranger' }).click();
  await page.getByText('4 prints from stranger.an2').waitFor();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('heading', { name: 'No hit: the prints match no record' }).waitFor();
  await visit.look('no-hit');
}

async function lookAtStatus(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.getByRole('link', { name: 'Status' }).click();
  // A line that is flat has no height, so it never counts as visible.
  await page.locator('.chart path').nth(3).waitFor({ state: 'attached' });
  expect(await page.locator('.tile dd').first().textContent()).toBe('51');
  await visit.look('status');
}

async function lookAtAudit(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('.audit-table .outcome-no-hit').first().waitFor();
  await page.locator('.audit-table .outcome-hit').first().waitFor();
  await visit.look('audit');
  await page.getByLabel('Outcome').selectOption('no-hit');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('.audit-table .outcome-hit').first().waitFor({ state: 'detached' });
  expect(await page.locator('.audit-table .outcome-no-hit').count()).toBeGreaterThan(0);
}

describe.each([
  ['desktop', 1280],
  ['phone', 390],
])('on a %s', (name, width) => {
  test('somebody logs in, searches a person and a stranger, and looks at status and audit', async () => {
    const visit = await Visit.begin(browser, name, width, demo.address);
    await logIn(visit);
    await searchEnrolled(visit);
    await searchStranger(visit);
    await lookAtStatus(visit);
    await lookAtAudit(visit);
    await visit.page.getByRole('button', { name: 'Log out' }).click();
    await visit.page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await visit.page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('token');
    await visit.end();
  });
});

test('two captures are compared side by side, in another language too', async () => {
  const visit = await Visit.begin(browser, 'desktop', 1280, demo.address);
  const { page } = visit;
  await logIn(visit);
  await page.getByRole('link', { name: 'Compare' }).click();
  for (const side of ['First prints', 'Second prints']) {
    const panel = page.getByRole('region', { name: side });
    await panel.getByLabel('Choose files').setInputFiles(join(demo.folder, 'finger-2.png'));
    await panel.getByRole('img', { name: /^Right index/ }).waitFor();
  }
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('heading', { name: 'Match: the prints are held to be of the same person' }).waitFor();
  expect(await page.locator('.match-picture image').count()).toBe(2);
  await visit.look('compare');
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: /^Übereinstimmung/ }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await visit.end();
});

test('a token that is no good is refused in plain words, and a broken image too', async () => {
  const visit = await Visit.begin(browser, 'desktop', 1280, demo.address);
  const { page } = visit;
  await page.goto(`${demo.address}/console`);
  await page.getByLabel('Access token').fill('nonsense');
  await page.getByRole('button', { name: 'Log in with the token' }).click();
  await page.getByText('The service does not accept these credentials.').waitFor();
  // A browser writes refused requests on its console; nothing else may be there.
  expect(visit.troubles.splice(0)).toEqual([expect.stringContaining('401')]);
  // An address that differs in its fragment alone loads nothing anew.
  await page.goto('about:blank');
  await logIn(visit);
  await page
    .getByLabel('Choose files')
    .setInputFiles({ name: '3.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await page.getByText('This is no format that is read here.').waitFor();
  expect(await page.getByRole('button', { name: 'Search', exact: true }).isDisabled()).toBe(true);
  await visit.look('broken');
  await visit.end();
});
