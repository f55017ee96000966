import { expect, test } from 'vitest';
import { calibrationOf, calibrationTable, meanCalibration } from '../../../../src/cli/bench/calibration.js';

/** A thousand impostor pairs, of which as many as given reach 20, 30 and 40 dB. */
function impostors(at20: number, at30: number, at40: number): Float64Array {
  const scoreOf = (pair: number): number => (pair < at40 ? 40 : pair < at30 ? 30 : pair < at20 ? 20 : 19.99);
  return Float64Array.from({ length: 1000 }, (_, pair) => scoreOf(pair));
}

const true20 = calibrationOf(impostors(10, 1, 0));
const high = calibrationOf(impostors(30, 5, 1));

test('the pairs that reach a score are counted, the score itself included', () => {
  expect(high.map(({ scoreDb, falseMatches }) => [scoreDb, falseMatches])).toEqual([
    [20, 30],
    [25, 5],
    [30, 5],
    [35, 1],
    [40, 1],
  ]);
  expect(high[0]).toEqual({ scoreDb: 20, predictedFmr: 0.01, observedFmr: 0.03, falseMatches: 30 });
});

test('a pair without a score reaches none', () => {
  expect(calibrationOf(Float64Array.of(Number.NEGATIVE_INFINITY, 50)).map((point) => point.observedFmr)).toEqual(
    Array(5).fill(0.5),
  );
});

test('every set counts alike in the mean', () => {
  expect(meanCalibration([true20, high])[0]).toEqual({ scoreDb: 20, predictedFmr: 0.01, observedFmr: 0.02 });
});

test('the table says how far prediction and observation lie apart', () => {
  const sets = [
    { name: 'true', calibration: true20 },
    { name: 'high', calibration: high },
  ];
  const lines = calibrationTable(sets).split('\n');
  expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual([
    'FMR',
    'predicted',
    'true',
    'high',
    'mean',
    'observed / predicted',
  ]);
  expect(lines[3]).toMatch(/^high +3\.000 % \(30\) +0\.500 % \(5\)/);
  expect(lines[5]).toMatch(/^observed \/ predicted +2\.00 +0\.95 +3\.00/);
  expect(calibrationTable(sets.slice(0, 1))).not.toContain('mean');
});
