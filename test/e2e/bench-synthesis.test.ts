import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline } from './ridgeline.js';

let folder = '';

beforeAll(async () => {
  folder = temporaryFolder({});
  const parameters = ['--people', '6', '--fingers', '2', '--impressions', '2', '--seed', '9', '--layout', 'bench'];
  await ridgeline(folder, ['synth', 'prints', ...parameters, '--out', 'set']);
});

describe('bench synthesis', () => {
  test('compares synthetic prints with a set, in a document and in plots', async () => {
    const parameters = ['set', '--people', '2', '--json', 'figures.json', '--plots', 'plots'];
    const { code, stdout } = await ridgeline(folder, ['bench', 'synthesis', ...parameters]);
    expect(code).toBe(0);
    expect(stdout).toContain('Local ridge period');
    const document = JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8'));
    expect(document.properties.length).toBe(8);
    for (const { imagesDistance, real, images } of document.properties) {
      expect(imagesDistance).toBeGreaterThanOrEqual(0);
      expect(imagesDistance).toBeLessThanOrEqual(1);
      // The set is of the same generator.
      expect(Math.abs(real - images)).toBeLessThan(0.6 * real);
    }
    expect(document.impostors.map(({ rate }: { rate: number }) => rate)).toEqual([0.01, 0.001]);
    expect(document.genuine.map(({ name }: { name: string }) => name)).toEqual([
      'set',
      ...[0, 0.25, 0.5, 0.75, 1].map((difficulty) => `images, difficulty ${difficulty}`),
      ...[0, 0.25, 0.5, 0.75, 1].map((difficulty) => `templates, difficulty ${difficulty}`),
    ]);
    expect(document.agreement.found).toBeGreaterThan(0.8);
    for (const plot of ['properties.svg', 'scores.svg']) {
      expect(readFileSync(join(folder, 'plots', plot), 'utf8')).toMatch(/^<svg [\s\S]*<path [\s\S]*<\/svg>\n$/);
    }
    expect(existsSync(join(folder, 'plots/sheet.png'))).toBe(true);
  });

  test('says which folder can’t be read', async () => {
    const { code, stderr } = await ridgeline(folder, ['bench', 'synthesis', 'nowhere', '--people', '2']);
    expect(code).toBe(1);
    expect(stderr).toContain('nowhere');
  });
});
