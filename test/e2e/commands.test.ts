import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodePrint } from '../../src/formats/decode-print.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline, ridgelineJson } from './ridgeline.js';

let folder = '';

beforeAll(async () => {
  folder = temporaryFolder();
  const parameters = ['--people', '3', '--fingers', '2', '--impressions', '2', '--seed', '5', '--layout', 'bench'];
  await ridgeline(folder, ['synth', 'prints', ...parameters, '--out', 'set']);
});

const sizeOf = async (path: string) => {
  const decoded = await decodePrint(readFileSync(join(folder, path)), { ppi: 500 });
  return decoded.kind === 'image' ? [decoded.image.width, decoded.image.height] : [];
};

describe('synth', () => {
  test('writes prints with their resolution, the same ones every time', async () => {
    expect(readdirSync(join(folder, 'set')).toSorted()).toEqual([
      ...['P0001', 'P0002', 'P0003'].flatMap((person) => [`${person}-2_1.png`, `${person}-2_2.png`]),
      'synth.json',
    ]);
    const parameters = ['--people', '1', '--fingers', '2', '--impressions', '1', '--seed', '5'];
    await ridgeline(folder, [
      'synth',
      'prints',
      ...parameters,
      '--first-person',
      '3',
      '--first-impression',
      '2',
      '--out',
      'again',
    ]);
    expect(readFileSync(join(folder, 'again/P0003/2_2.png'))).toEqual(readFileSync(join(folder, 'set/P0003-2_2.png')));
    const decoded = await decodePrint(readFileSync(join(folder, 'set/P0001-2_1.png')));
    expect(decoded).toMatchObject({ kind: 'image', image: { ppi: 500 } });
  });

  test('another seed makes other people', async () => {
    await ridgeline(folder, [
      'synth',
      'prints',
      '--people',
      '1',
      '--fingers',
      '2',
      '--impressions',
      '1',
      '--seed',
      '6',
      '--out',
      'other',
    ]);
    expect(readFileSync(join(folder, 'other/P0001/2_1.png'))).not.toEqual(
      readFileSync(join(folder, 'set/P0001-2_1.png')),
    );
  });
});

describe('extract', () => {
  const print = 'set/P0001-2_1.png';

  test('tells what the template has', async () => {
    const { code, stdout } = await ridgeline(folder, ['extract', print]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/P0001-2_1\.png: \d+ minutiae, quality \d+, \d+ x \d+ px at 500 ppi, ridge period \d/);
  });

  test.each([
    ['iso', '.iso', 'FMR'],
    ['packed', '.rt', 'RT'],
  ])('writes it in %s form, which extract reads again', async (format, ending, magic) => {
    const out = `templates-${format}`;
    const { document } = await ridgelineJson(
      folder,
      'extract',
      print,
      '--out',
      out,
      '--format',
      format,
      '--position',
      '2',
    );
    const [{ minutiaCount, templateFile }] = document['prints'] as [{ minutiaCount: number; templateFile: string }];
    expect(templateFile).toBe(join(out, `P0001-2_1${ending}`));
    expect(readFileSync(join(folder, templateFile)).subarray(0, magic.length).toString()).toBe(magic);
    const again = await ridgelineJson(folder, 'extract', templateFile);
    expect(again.document['prints']).toMatchObject([{ minutiaCount, position: 2 }]);
  });

  test('the instruction set changes no byte', async () => {
    const { document } = await ridgelineJson(folder, 'info');
    const others = document['isa'] === 'avx512' ? ['avx2', 'baseline'] : ['baseline'];
    const digests = [];
    for (const isa of [String(document['isa']), ...others]) {
      await ridgeline(folder, ['extract', print, 'set/P0002-2_2.png', '--out', isa, '--format', 'packed'], {
        RIDGELINE_ISA: isa,
      });
      const files = readdirSync(join(folder, isa)).toSorted();
      expect(files).toHaveLength(2);
      digests.push(
        files.map((file) =>
          createHash('sha256')
            .update(readFileSync(join(folder, isa, file)))
            .digest('hex'),
        ),
      );
    }
    for (const digest of digests) expect(digest).toEqual(digests[0]);
  });

  test('two prints of one name do not overwrite each other', async () => {
    const { code, document } = await ridgelineJson(folder, 'extract', print, `./${print}`, '--out', 'twice');
    expect(code).toBe(1);
    expect(document).toMatchObject({ prints: [{ file: print }], failures: [{ code: 'INVALID_ARGUMENT' }] });
  });

  test('explains itself in numbered pictures, the last with the minutiae', async () => {
    const { code, document } = await ridgelineJson(folder, 'extract', print, '--explain', 'stages');
    expect(code).toBe(0);
    const files = readdirSync(join(folder, 'stages')).toSorted();
    expect(files.length).toBeGreaterThanOrEqual(6);
    expect(files.map((file) => file.slice(0, 3))).toEqual(
      files.map((_, index) => `${String(index + 1).padStart(2, '0')}-`),
    );
    expect(files.at(-1)).toContain('minutiae');
    expect(document['explained']).toMatchObject([{ pictures: files.map((file) => join('stages', file)) }]);
    for (const file of files) expect((await sizeOf(join('stages', file)))[0]).toBeGreaterThan(1);
  });

  test('explains several prints in a folder each', async () => {
    await ridgeline(folder, ['extract', print, 'set/P0002-2_1.png', '--explain', 'several']);
    expect(readdirSync(join(folder, 'several')).toSorted()).toEqual(['P0001-2_1', 'P0002-2_1']);
  });
});

describe('verify', () => {
  test('two impressions of a finger are a hit, and the picture shows why', async () => {
    const pair = ['set/P0001-2_1.png', 'set/P0001-2_2.png'];
    const { code, document } = await ridgelineJson(folder, 'verify', ...pair, '--picture', 'pictures/match.png');
    expect(code).toBe(0);
    expect(document).toMatchObject({ decision: 'hit', threshold: 40, fmr: 0.0001, picture: 'pictures/match.png' });
    expect(document['score']).toBeGreaterThan(40);
    expect(document['pairedMinutiae']).toBeGreaterThan(5);
    expect((await sizeOf('pictures/match.png'))[0]).toBeGreaterThan(600);
  });

  test('different fingers are no hit, with exit code 0', async () => {
    const { code, stdout } = await ridgeline(folder, ['verify', 'set/P0001-2_1.png', 'set/P0002-2_1.png']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^no hit: -?\d+\.\d dB; the threshold is 40\.0 dB/);
  });

  test('the threshold follows the wanted rate', async () => {
    const { document } = await ridgelineJson(
      folder,
      'verify',
      'set/P0001-2_1.png',
      'set/P0001-2_1.png',
      '--fmr',
      '0.01',
    );
    expect(document['threshold']).toBeCloseTo(20);
  });
});

describe('enrol with a list', () => {
  test('takes any file names, and says how a person gets several prints', async () => {
    const list = [
      'reference,position,file',
      'one,2,set/P0001-2_1.png',
      'one,2,set/P0001-2_2.png',
      'two,0,set/P0002-2_1.png',
    ];
    const lists = temporaryFolder({
      'list.csv': list.map((line) => line.replace('set/', `${folder}/set/`)).join('\n'),
    });
    const { code, document } = await ridgelineJson(
      folder,
      'enrol',
      '--list',
      join(lists, 'list.csv'),
      '--store',
      'listed',
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({
      subjectsInStore: 2,
      enrolled: [{ prints: [{}, {}] }, { prints: [{ position: 0 }] }],
    });
    const search = await ridgelineJson(folder, 'identify', 'set/P0002-2_2.png', '--store', 'listed');
    expect(search.document['decision']).toBe('hit');
    expect(search.document['candidates']).toHaveProperty([0, 'reference'], 'two');
  });
});

describe('info', () => {
  test('says what runs here', async () => {
    const { document } = await ridgelineJson(folder, 'info');
    expect(document).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      node: process.versions.node,
      isa: expect.stringMatching(/^(baseline|avx2|avx512)$/),
      cores: expect.any(Number),
      failures: [],
    });
  });
});
