import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writePng } from '../../src/formats/write-image.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline } from './ridgeline.js';

let folder = '';

const pictures = (set: string) =>
  readdirSync(join(folder, set))
    .filter((file) => file.endsWith('.png'))
    .map((file) => join(set, file));

beforeAll(async () => {
  folder = temporaryFolder({ 'set/readme.txt': 'three fingers', 'alone/1_1.png': '' });
  const parameters = ['--people', '3', '--fingers', '2', '--impressions', '3', '--seed', '21', '--layout', 'bench'];
  await ridgeline(folder, ['synth', 'prints', ...parameters, '--out', 'set']);
  await ridgeline(folder, ['synth', 'prints', ...parameters, '--first-impression', '4', '--out', 'set-again']);
  await ridgeline(folder, ['extract', ...pictures('set'), '--out', 'records']);
  mkdirSync(join(folder, 'broken'));
  for (const file of readdirSync(join(folder, 'set')))
    copyFileSync(join(folder, 'set', file), join(folder, 'broken', file));
  const blank = await writePng({ width: 300, height: 300, ppi: 500, pixels: new Uint8Array(300 * 300).fill(255) });
  writeFileSync(join(folder, 'broken/P0001-2_1.png'), blank);
});

const bench = (...parameters: string[]) => ridgeline(folder, ['bench', 'verification', ...parameters]);
/** Predicted and observed rates at 20, 25, 30, 35 and 40 dB. */
const points = Array(5).fill(expect.objectContaining({ observedFmr: expect.any(Number) }));
const discard = [0, 0.05, 0.1, 0.15, 0.2].map((discarded) => ({ discarded, fnmr: expect.any(Number) }));
const p50 = { p50: expect.any(Number) };

describe('bench verification', () => {
  test('gives the document that is promised, on stdout or in a file', async () => {
    const { code, stdout } = await bench('set', '--json');
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toEqual({
      machine: expect.objectContaining({ cores: expect.any(Number), isa: expect.any(String) }),
      commit: expect.stringMatching(/^[0-9a-f]{40}(-dirty)?$|^version /),
      protocol: { pairs: 'all', across: false, cutPx: 0, turnDegrees: 0, through: null },
      sets: [
        {
          name: 'set',
          images: 9,
          fingers: 3,
          genuine: 9,
          impostor: 27,
          failureToExtract: 0,
          eer: 0,
          fnmrAtFmr: { '0.01': 0, '0.001': 0, '0.0001': 0 },
          zeroFmr: 0,
          calibration: points,
          discard,
          extractMs: { ...p50, p95: expect.any(Number) },
          compareUs: p50,
          templateBytes: p50,
        },
      ],
      mean: { eer: 0, fnmrAtFmr: { '0.01': 0, '0.001': 0, '0.0001': 0 }, calibration: points, discard },
    });
    await bench('set', '--json', 'result.json');
    const written = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
    expect(Object.keys(written)).toEqual(Object.keys(document));
    expect(written.sets[0].eer).toBe(document.sets[0].eer);
  });

  test('writes every pair once, and the same scores every time', async () => {
    await bench('set', '--scores', 'one.txt');
    await bench('set', '--scores', 'other.txt', '--threads', '1');
    const text = readFileSync(join(folder, 'one.txt'), 'utf8');
    expect(readFileSync(join(folder, 'other.txt'), 'utf8')).toBe(text);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(36);
    for (const line of lines) expect(line).toMatch(/^P000\d-2_\d P000\d-2_\d -?\d+(\.\d+)?(e-?\d+)?$/);
  });

  test('a print without a template is a non-match in all its pairs', async () => {
    const { code, stderr } = await bench('broken', '--json', 'broken.json', '--scores', 'broken.txt');
    expect(code).toBe(0);
    expect(stderr).toContain('P0001-2_1.png');
    const { sets } = JSON.parse(readFileSync(join(folder, 'broken.json'), 'utf8'));
    expect(sets[0]).toMatchObject({ failureToExtract: 1 / 9, zeroFmr: 2 / 9 });
    const lines = readFileSync(join(folder, 'broken.txt'), 'utf8').trimEnd().split('\n');
    const scores = lines.map((line) => ({ broken: /P0001-2_1 /.test(line), score: Number(line.split(' ')[2]) }));
    const highest = Math.max(...scores.filter(({ broken }) => broken).map(({ score }) => score));
    expect(scores.filter(({ broken }) => broken)).toHaveLength(8);
    expect(scores.filter(({ broken, score }) => !broken && score <= highest)).toEqual([]);
  });

  test('the protocol of FVC compares first impressions only', async () => {
    await bench('set', '--pairs', 'fvc', '--json', 'fvc.json');
    expect(JSON.parse(readFileSync(join(folder, 'fvc.json'), 'utf8')).sets[0]).toMatchObject({
      genuine: 9,
      impostor: 3,
    });
  });

  test('folders of the same fingers are compared across', async () => {
    const { code, stdout, stderr } = await bench('set', 'set-again', '--across', '--json', '--scores', 'across.txt');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { protocol, sets } = JSON.parse(stdout);
    expect(protocol).toMatchObject({ pairs: 'all', across: true });
    expect(sets).toEqual([
      expect.objectContaining({ name: 'set+set-again', images: 18, fingers: 3, genuine: 27, impostor: 54, eer: 0 }),
    ]);
    const lines = readFileSync(join(folder, 'across.txt'), 'utf8').trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^set\/P\S+ set-again\/P\S+ -?[\d.e-]+$/);
    const alone = await bench('set', '--across');
    expect(alone.code).toBe(1);
    expect(alone.stderr).toContain('expected prints of the same several fingers in different folders');
  });

  test('a probe that is cut and turned, and templates written as records, stand beside the trial without', async () => {
    const { code, stdout } = await bench(
      'set',
      '--cut',
      '3',
      '--turn',
      '180',
      '--through',
      'iso19794-2',
      '--json',
      'turned.json',
      '--scores',
      'turned.txt',
      '--templates',
      'turned',
    );
    await bench('set', '--scores', 'plain.txt');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^set +9/m);
    expect(stdout).toMatch(/^set, probes cut by 3 px, probes turned by 180°, through iso19794-2 +9/m);
    expect(stdout).toMatch(/FNMR at FMR 0\.1 % 0\.00 % → 0\.00 %/);
    const { protocol, sets, mean, baseline } = JSON.parse(readFileSync(join(folder, 'turned.json'), 'utf8'));
    expect(protocol).toMatchObject({ cutPx: 3, turnDegrees: 180, through: 'iso19794-2' });
    expect([mean.eer, baseline.mean.eer]).toEqual([0, 0]);
    expect(sets[0]).toMatchObject({ name: 'set', failureToExtract: 0, genuine: 9 });
    const scores = ['turned.txt', 'plain.txt'].map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(new Set(scores).size).toBe(2);
    // What it compared, of which the same comparison comes again.
    const again = await bench('turned/set', '--json');
    expect(JSON.parse(again.stdout).sets[0]).toMatchObject({ images: 9, eer: 0, extractMs: { p50: null } });
    expect((await bench('set', '--turn', '360')).code).toBe(2);
    expect((await bench('set', '--cut', '33')).code).toBe(2);
    expect((await bench('set', '--turn', '90', '--failures', 'pages')).code).toBe(2);
  });

  test("another extractor's records are a set, and can not be turned", async () => {
    const records = await bench('records', '--json');
    expect(records.code).toBe(0);
    expect(JSON.parse(records.stdout).sets[0]).toMatchObject({ images: 9, eer: 0, extractMs: { p50: null } });
    const turned = await bench('records', '--turn', '90');
    expect(turned.code).toBe(1);
    expect(turned.stderr).toContain('expected images to be changed');
  });

  test('draws DET curves, with those of other programs where their scores are there', async () => {
    await bench('set', '--scores', 'peers/another program/set.txt');
    const { code, stdout } = await bench('set', '--plots', 'plots', '--peers', 'peers');
    expect(code).toBe(0);
    expect(stdout).toContain('DET curves: plots/det.svg');
    const svg = readFileSync(join(folder, 'plots/det.svg'), 'utf8');
    expect(svg).toContain('>another program</text>');
    // FMR = FNMR, the peer and ours.
    expect(svg.match(/fill="none" stroke="#[0-9a-f]{6}" stroke-width/g)).toHaveLength(3);
    writeFileSync(join(folder, 'peers/another program/set.txt'), 'P0001-2_1 P0001-2_2 high\n');
    const bad = await bench('set', '--plots', 'plots', '--peers', 'peers');
    expect(bad.code).toBe(1);
    expect(bad.stderr).toMatch(/error INVALID_ARGUMENT: .*set\.txt: line 1 is not of the form/);
    expect((await bench('set', '--peers', 'peers')).code).toBe(2);
  });

  test('a file can not be the folder of the pages', async () => {
    const { code, stderr } = await bench('set', '--failures', 'set/readme.txt');
    expect(code).toBe(2);
    expect(stderr).toContain('expected a folder for --failures');
  });

  test('several sets, of which one can not be run', async () => {
    const { code, stdout, stderr } = await bench('set', 'alone', 'broken');
    expect(code).toBe(1);
    expect(stderr).toMatch(/error INVALID_ARGUMENT: .*alone/);
    expect(stdout).toMatch(/^set +9 +9 +27/m);
    expect(stdout).toMatch(/^mean/m);
  });

  test('shows where comparison fails, and what may be the cause', async () => {
    // The third print of the first finger is somebody else's: nothing of its own finger matches it.
    const stranger = ['--people', '1', '--first-person', '9', '--fingers', '2', '--impressions', '1', '--seed', '21'];
    await ridgeline(folder, ['synth', 'prints', ...stranger, '--layout', 'bench', '--out', 'stranger']);
    copyFileSync(join(folder, 'stranger/P0009-2_1.png'), join(folder, 'broken/P0001-2_3.png'));
    const { code, stdout } = await bench('broken', 'set', '--failures', 'pages', '--threads', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^genuine pairs that fail +broken +set +all$/m);
    expect(stdout).toMatch(/^no template +2 +– +2$/m);
    expect(stdout).toMatch(/^unknown +1 +– +1$/m);
    const { sets } = JSON.parse(readFileSync(join(folder, 'pages/causes.json'), 'utf8'));
    expect(sets).toMatchObject([
      { name: 'broken', page: 'broken.html', failing: 3, causes: { genuine: { 'no template': 2, unknown: 1 } } },
      { name: 'set', failing: 0, causes: { genuine: {} } },
    ]);
    for (const { pairs } of sets)
      expect(pairs.filter(({ kind }: { kind: string }) => kind === 'impostor').length).toBe(10);
    const pages = ['index.html', 'broken.html', 'set.html'];
    for (const page of pages) {
      const html = readFileSync(join(folder, 'pages', page), 'utf8');
      const named = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path);
      expect(named.length).toBeGreaterThan(0);
      for (const path of named) expect(existsSync(join(folder, 'pages', path)), path).toBe(true);
      expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|<script/);
    }
  });
});
