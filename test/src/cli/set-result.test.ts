import { describe, expect, test } from 'vitest';
import { bootstrapConfidence } from '../../../src/cli/bench/confidence.js';
import { trialPairs } from '../../../src/cli/bench/pairs.js';
import type { SetRun } from '../../../src/cli/bench/run-set.js';
import { scoreLines } from '../../../src/cli/bench/score-file.js';
import { judgeSet, meanOf } from '../../../src/cli/bench/set-result.js';
import { costLine, verificationTable } from '../../../src/cli/bench/verification-table.js';

/** A run of `fingers` with three impressions, whose scores the caller decides; print `missing` gave no template. */
function runOf(
  name: string,
  fingers: readonly string[],
  score: (genuine: boolean, pair: number) => number,
  missing = -1,
): SetRun {
  const prints = fingers.flatMap((finger) =>
    ['1', '2', '3'].map((impression) => ({ finger, impression, name: `${finger}_${impression}`, path: '' })),
  );
  const ofFinger = prints.map(({ finger }) => finger);
  const pairs = trialPairs(ofFinger, 'all');
  const scoresOf = (which: Uint32Array, genuine: boolean) =>
    Float64Array.from({ length: which.length / 2 }, (_, pair) =>
      [which[2 * pair], which[2 * pair + 1]].includes(missing) ? Number.NEGATIVE_INFINITY : score(genuine, pair),
    );
  return {
    name,
    prints,
    templates: prints.map(() => new Uint8Array()),
    scores: {
      fingers: ofFinger,
      pairs,
      genuine: scoresOf(pairs.genuine, true),
      impostor: scoresOf(pairs.impostor, false),
    },
    failuresToExtract: missing < 0 ? 0 : 1,
    extractMs: [3, 1, 2],
    compareUs: Float32Array.of(30, 10, 20),
    templateBytes: [100, 300],
  };
}

const fingers = ['a', 'b', 'c', 'd'];
const apart = runOf('apart', fingers, (genuine) => (genuine ? 50 : 5));
const broken = runOf('broken', fingers, (genuine) => (genuine ? 50 : 5), 0);

/** Both sets under a condition. */
const trialOf = (condition: string) => ({ condition, sets: [apart, broken].map(judgeSet) });

describe('the result of a set', () => {
  test('has exactly the fields that the trial promises', () => {
    expect(judgeSet(apart).result).toEqual({
      name: 'apart',
      images: 12,
      fingers: 4,
      genuine: 12,
      impostor: 54,
      failureToExtract: 0,
      eer: 0,
      fnmrAtFmr: { '0.01': 0, '0.001': 0, '0.0001': 0 },
      zeroFmr: 0,
      calibration: [20, 25, 30, 35, 40].map((scoreDb) => ({
        ...{ scoreDb, predictedFmr: 10 ** (-scoreDb / 10), observedFmr: 0, falseMatches: 0 },
      })),
      discard: [0, 0.05, 0.1, 0.15, 0.2].map((discarded) => ({ discarded, fnmr: 0 })),
      extractMs: { p50: 2, p95: 3 },
      compareUs: { p50: 20 },
      templateBytes: { p50: 100 },
    });
  });

  test('a print without a template fails in all its genuine pairs', () => {
    const { result } = judgeSet(broken);
    expect(result.failureToExtract).toBe(1 / 12);
    expect(result.zeroFmr).toBe(2 / 12);
    expect(result.eer).toBe(1 / 12);
  });

  test('the mean counts every set alike', () => {
    const { eer, fnmrAtFmr } = meanOf([judgeSet(apart).result, judgeSet(broken).result]);
    expect(eer).toBeCloseTo(1 / 24);
    expect(fnmrAtFmr['0.001']).toBeCloseTo(1 / 12);
  });

  test('the table has a row a set and one for the mean', () => {
    const lines = verificationTable([trialOf('')]).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['set', 'apart', 'broken', 'mean']);
    expect(lines[2]).toContain('16.67 %');
  });

  test('what was varied stands beside what was not, with what it costs', () => {
    const lines = verificationTable([trialOf(''), trialOf('turned')]).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual([
      ...['set', 'apart', 'apart, turned', 'broken', 'broken, turned', 'mean', 'mean, turned'],
    ]);
    const [half, whole] = [trialOf(''), { condition: 'turned', sets: [judgeSet(broken)] }];
    expect(costLine([half, whole])).toBe(
      'turned: FNMR at FMR 0.1 % 8.33 % → 16.67 %, +100.0 % relative (95 %: +100.0 % to +100.0 %)',
    );
    const none = { condition: '', sets: [judgeSet(apart)] };
    expect(costLine([none, whole])).toBe('turned: FNMR at FMR 0.1 % 0.00 % → 16.67 %');
  });
});

describe('confidence', () => {
  test('is certain where every finger says the same, and wide where one finger fails', () => {
    expect(bootstrapConfidence(apart.scores).eer).toEqual([0, 0]);
    const oneBad = runOf('one bad', fingers, (genuine, pair) => (genuine && pair >= 3 ? 50 : genuine ? 1 : 5));
    const [low, high] = bootstrapConfidence(oneBad.scores).fnmrAtFmr001;
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(0.25);
    expect(high).toBeLessThanOrEqual(1);
  });

  test('is the same every time', () => {
    expect(bootstrapConfidence(broken.scores)).toEqual(bootstrapConfidence(broken.scores));
  });
});

describe('the file of scores', () => {
  test('names every pair once', () => {
    const lines = scoreLines([apart]).trimEnd().split('\n');
    expect(lines).toHaveLength(66);
    expect(new Set(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).size).toBe(66);
    expect(lines[0]).toBe('a_1 a_2 50');
  });

  test('a pair without a score stands below all others', () => {
    const scores = scoreLines([broken])
      .trimEnd()
      .split('\n')
      .map((line) => Number(line.split(' ')[2]));
    expect(scores.filter((score) => score < 5)).toEqual(Array(11).fill(-1));
  });

  test('with several sets the names carry their set', () => {
    const lines = scoreLines([apart, broken]).split('\n');
    expect(lines[0]).toBe('apart/a_1 apart/a_2 50');
    expect(lines[66]).toBe('broken/a_1 broken/a_2 -1');
  });
});
