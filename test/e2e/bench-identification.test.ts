import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { ridgeline } from './ridgeline.js';

const command = ['bench', 'identification', '--threads', '2'];
let folder = '';

beforeAll(() => {
  folder = temporaryFolder({});
});

describe('bench identification', () => {
  test('measures searches among synthetic people, and what they lose against comparing everybody', async () => {
    const people = ['--subjects', '400', '--fingers', '4', '--mated', '20', '--nonmated', '15', '--difficulty', '0.2'];
    const { code, stdout } = await ridgeline(folder, [
      ...command,
      ...people,
      '--in-flight',
      '2,8',
      '--enrolling',
      '--json',
      'out.json',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('first in rank: 20 of 20 mates');
    const document = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
    expect(document).toMatchObject({ subjects: 400, fingers: 4, seed: 1, exhaustive: false, threads: 2 });
    expect(document.limits.memoryReadGBs).toBeGreaterThan(0.1);
    expect(document.limits.popcountCodesPerSecond).toBeGreaterThan(1e5);
    expect(document.limits.codesPerSecond).toBeGreaterThan(1e5);
    expect(document.search.mated.searches).toBe(20);
    expect(document.search.nonMated.searches).toBe(15);
    expect(document.flights.map(({ inFlight }: { inFlight: number }) => inFlight)).toEqual([2, 8]);
    expect(document.rank1).toEqual({ share: 1, count: 20, of: 20 });
    expect(document.whileEnrolling.search.searches).toBe(35);
    expect(document.whileEnrolling.enrolments).toBeGreaterThan(0);
    expect(document.whileEnrolling.p99Ratio).toBeGreaterThan(0);
    // Fifteen strangers show one in ten; rarer rates are taken at the calibrated threshold, 10 log10(400 / FPIR).
    expect(document.fnirAtFpir['0.1'].observed).toBe(true);
    expect(document.fnirAtFpir['0.001']).toMatchObject({ observed: false, fnirExhaustive: { of: 20 } });
    expect(document.fnirAtFpir['0.001'].thresholdDb).toBeCloseTo(56.02, 1);
    // A task compares at least 16, and all whose prints have too few minutiae for a code.
    expect(document.coarse.keptShare).toBeGreaterThanOrEqual(16 / 400);
    expect(document.coarse.keptShare).toBeLessThan(0.6);
    expect(document.coarse.loss.of).toBe(20);
  });

  test('hides real prints among them, and finds all of each finger when everybody is compared', async () => {
    const set = ['--people', '3', '--fingers', '2', '--impressions', '3', '--seed', '5', '--layout', 'bench'];
    await ridgeline(folder, ['synth', 'prints', ...set, '--out', 'set']);
    const people = ['--subjects', '60', '--fingers', '1', '--mated', '5', '--nonmated', '12', '--real', 'set'];
    const { code, stdout } = await ridgeline(folder, [...command, ...people, '--exhaustive', '--json']);
    expect(code).toBe(0);
    const { real, coarse } = JSON.parse(stdout);
    expect(real.prints).toBe(9);
    expect(real.fnirAtFpir['0.1'].fnir).toMatchObject({ of: 18 });
    expect(real.fnirAtFpir['0.1'].fnir).toEqual(real.fnirAtFpir['0.1'].fnirExhaustive);
    expect(coarse).toMatchObject({ keptShare: 1, loss: { count: 0 }, meanMs: 0 });
  });

  test('draws how searches grow over subjects, threads and searches in flight, in a gallery that is filled once', async () => {
    const people = ['--subjects', '12000', '--fingers', '1', '--nonmated', '6', '--curves', 'curves'];
    const { code, stdout } = await ridgeline(folder, [...command, ...people]);
    expect(code).toBe(0);
    expect(stdout).toContain('us/subject/core');
    const document = JSON.parse(readFileSync(join(folder, 'curves/curves.json'), 'utf8'));
    const of = (points: readonly Record<string, number>[], figure: string) => points.map((point) => point[figure]);
    expect(of(document.subjects.alone, 'subjects')).toEqual([10_000, 12_000]);
    expect(of(document.subjects.together, 'inFlight')).toEqual([8, 8]);
    expect(of(document.threads, 'threads')).toEqual([1, 2]);
    expect(of(document.inFlight, 'inFlight')).toEqual([1, 2, 4, 8, 16, 32, 64]);
    for (const point of [...document.subjects.alone, ...document.threads, ...document.inFlight]) {
      expect(point.searches).toBe(6);
      expect(point.microsecondsPerSubjectPerCore).toBeGreaterThan(0);
    }
    expect(readFileSync(join(folder, 'curves/curves.svg'), 'utf8')).toContain('searches in flight');
  });

  test('refuses real prints beside several fingers', async () => {
    const { code, stderr } = await ridgeline(folder, [...command, '--fingers', '2', '--real', 'set']);
    expect(code).toBe(2);
    expect(stderr).toContain('--fingers 1');
  });
});
