import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writePng } from '../../src/formats/write-image.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline, ridgelineJson } from './ridgeline.js';

let folder = '';

beforeAll(async () => {
  folder = temporaryFolder();
  const blank = await writePng({ width: 388, height: 374, ppi: 500, pixels: new Uint8Array(388 * 374).fill(255) });
  mkdirSync(join(folder, 'blank/DB1_B'), { recursive: true });
  for (let finger = 101; finger <= 110; finger += 1) {
    for (let impression = 1; impression <= 8; impression += 1) {
      writeFileSync(join(folder, `blank/DB1_B/${finger}_${impression}.png`), blank);
    }
  }
});

describe('datasets', () => {
  test('lists the catalogue', async () => {
    const { code, stdout } = await ridgeline(folder, ['datasets']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^id +title +prints +ppi +licence$/m);
    expect(stdout).toMatch(/^nist-sd4 .* 4000 +500 /m);
    const { document } = await ridgelineJson(folder, 'datasets');
    expect(document['failures']).toEqual([]);
    expect(document['datasets']).toContainEqual(expect.objectContaining({ id: 'fvc2006', access: 'application' }));
  });

  test('shows a set, or one of its parts', async () => {
    const whole = await ridgeline(folder, ['datasets', 'show', 'fvc2004']);
    expect(whole.code).toBe(0);
    expect(whole.stdout).toMatch(/^fvc2004\/db1_a: /m);
    const part = await ridgeline(folder, ['datasets', 'show', 'fvc2004/db3_b']);
    expect(part.stdout).toContain('300 x 480 px, 512 ppi');
    expect(part.stdout).not.toContain('db1_a');
    const { document } = await ridgelineJson(folder, 'datasets', 'show', 'fvc2004/db3_b');
    expect(document['parts']).toMatchObject([{ id: 'db3_b', ppi: 512, expected: { prints: 80 } }]);
  });

  test('a name that is not in the catalogue is an error', async () => {
    const { code, stderr } = await ridgeline(folder, ['datasets', 'show', 'fvc1999']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/error INVALID_ARGUMENT: fvc1999: the catalogue has casia-v5, /);
    expect((await ridgeline(folder, ['datasets', 'fvc2002'])).code).toBe(2);
  });
});

describe('datasets check', () => {
  test('a complete part is as expected, from its own folder and from the one above', async () => {
    for (const path of ['blank', 'blank/DB1_B']) {
      const { code, stdout, stderr } = await ridgeline(folder, ['datasets', 'check', 'fvc2002/db1_b', path]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe('fvc2002/db1_b: 80 prints of 10 fingers; as expected\n');
    }
  });

  test('what differs is listed, and the exit code says so', async () => {
    mkdirSync(join(folder, 'changed'));
    for (const file of readdirSync(join(folder, 'blank/DB1_B'))) {
      copyFileSync(join(folder, 'blank/DB1_B', file), join(folder, 'changed', file));
    }
    rmSync(join(folder, 'changed/104_7.png'));
    copyFileSync(join(folder, 'blank/DB1_B/101_1.png'), join(folder, 'changed/111_1.png'));
    writeFileSync(join(folder, 'changed/105_2.png'), 'not a print');
    const { code, document, stderr } = await ridgelineJson(folder, 'datasets', 'check', 'fvc2002/db1_b', 'changed');
    expect(code).toBe(1);
    expect(stderr).toMatch(/error DATASET_DIFFERS: .*changed: .*3 differences/);
    expect(document).toMatchObject({ dataset: 'fvc2002', failures: [{ code: 'DATASET_DIFFERS' }] });
    const [part] = document['parts'] as { findings: { kind: string; path?: string }[] }[];
    expect(part?.findings.map(({ kind }) => kind)).toEqual(['missing', 'unexpected', 'unreadable']);
    expect(part?.findings[2]?.path).toMatch(/105_2\.png$/);
  });

  test('a set whose parts are not all there, and one that cannot be checked', async () => {
    const { code, stdout } = await ridgeline(folder, ['datasets', 'check', 'fvc2002', 'blank']);
    expect(code).toBe(1);
    expect(stdout).toContain('fvc2002/db1_b: 80 prints of 10 fingers; as expected');
    expect(stdout).toContain('missing-folder: no folder db2_b');
    expect((await ridgeline(folder, ['datasets', 'check', 'fcj2020', 'blank'])).stderr).toContain('INVALID_ARGUMENT');
    expect((await ridgeline(folder, ['datasets', 'check', 'fvc2002', 'nowhere'])).stderr).toContain(
      'FILE_NOT_READABLE',
    );
  });
});

describe('bench verification --dataset', () => {
  const bench = (...parameters: string[]) => ridgeline(folder, ['bench', 'verification', ...parameters]);
  const scoresOf = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[2]);

  beforeAll(async () => {
    const parameters = ['--people', '3', '--fingers', '2', '--impressions', '2', '--seed', '21', '--layout', 'bench'];
    await ridgeline(folder, ['synth', 'prints', ...parameters, '--out', 'set']);
    const copy = (from: string, to: string): void => {
      mkdirSync(dirname(join(folder, to)), { recursive: true });
      copyFileSync(join(folder, 'set', from), join(folder, to));
    };
    for (const person of [1, 2, 3]) {
      for (const [index, device] of ['A', 'B'].entries()) {
        const file = `P000${person}-2_${index + 1}.png`;
        copy(file, `sd302/images/challengers/${device}/roll/png/0000230${person}_${device}_roll_02.png`);
        copy(file, `fvc/db2_b/10${person}_${index + 1}.png`);
      }
    }
  }, 60_000);

  test('takes the prints by the layout of the set and compares the same pairs', async () => {
    await bench('set', '--scores', 'plain.txt');
    const { code, stdout } = await bench('sd302', '--dataset', 'nist-sd302/a', '--scores', 'nist.txt');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nist-sd302\/a +6 +3 +12/m);
    expect(scoresOf('nist.txt')).toEqual(scoresOf('plain.txt'));
    expect(readFileSync(join(folder, 'nist.txt'), 'utf8')).toMatch(/^00002301_2_A_roll 00002301_2_B_roll /);
  });

  test('takes the nominal resolution of the catalogue instead of the headers', async () => {
    const { stdout } = await bench('fvc', '--dataset', 'fvc2002', '--scores', 'catalogue.txt');
    expect(stdout).toMatch(/^fvc2002\/db2_b +6 /m);
    await bench('fvc/db2_b@569', '--scores', 'stated.txt');
    expect(scoresOf('catalogue.txt')).toEqual(scoresOf('stated.txt'));
    expect(scoresOf('catalogue.txt')).not.toEqual(scoresOf('plain.txt'));
  });

  test('a folder without the set is named', async () => {
    const { code, stderr } = await bench('set', '--dataset', 'nist-sd302');
    expect(code).toBe(1);
    expect(stderr).toMatch(/error INVALID_ARGUMENT: .*set: expected one of the folders images\/challengers/);
  });
});
