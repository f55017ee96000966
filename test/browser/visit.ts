import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Debian's. */
const executablePath = '/usr/bin/chromium';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long anything may take to appear, ms: a machine may have other work. */
const timeoutMs = 90_000;

/** Pictures of every view go here, for people to look at. */
const pictures = process.env['RIDGELINE_SCREENSHOTS'];

export function openBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(`these tests need ${executablePath}: apt-get install chromium`);
  }
  return chromium.launch({ executablePath, args: flags, headless: true });
}

/** Somebody's visit to the console, and all that went wrong meanwhile. */
export class Visit {
  readonly page: Page;
  readonly troubles: string[] = [];
  readonly #name: string;

  private constructor(page: Page, name: string, origin: string) {
    this.page = page;
    this.#name = name;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.troubles.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.troubles.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && new URL(request.url()).origin !== origin)
        this.troubles.push(`request to ${request.url()}`);
    });
  }

  static async begin(
    browser: Browser,
    name: string,
    width: number,
    origin: string,
    options: Pick<BrowserContextOptions, 'clientCertificates'> = {},
  ): Promise<Visit> {
    // The demonstration's certificate is made up.
    const context = await browser.newContext({
      ...options,
      ignoreHTTPSErrors: true,
      viewport: { width, height: 844 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(timeoutMs);
    return new Visit(await context.newPage(), name, origin);
  }

  /** The view as it stands is accessible as far as a program can tell, and nothing sticks out to the right. */
  async look(view: string): Promise<void> {
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      await this.page.screenshot({ path: join(pictures, `${view}-${this.#name}.png`), fullPage: true });
    }
    const overhang = await this.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect([view, overhang]).toEqual([view, 0]);
    await this.page.evaluate(axe.source);
    const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
    const found = (await this.page.evaluate(`axe.run({ runOnly: ${JSON.stringify(rules)} })`)) as axe.AxeResults;
    const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect([view, violations]).toEqual([view, []]);
  }

  async end(): Promise<void> {
    await this.page.context().close();
    expect(this.troubles).toEqual([]);
  }
}
