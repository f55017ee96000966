import { expect, test } from 'vitest';
import { discardCurve, discardTable, meanDiscard } from '../../../../src/cli/bench/discard.js';
import { operatingPoints, rankScores } from '../../../../src/cli/bench/statistics.js';

/** The threshold at FMR 0.1 % is 20: one of a thousand impostors reaches 19, none 20. */
const impostor = Float64Array.from({ length: 1000 }, (_, at) => (at < 2 ? 19 : 1));

function curveOf(pairs: readonly (readonly [quality: number, score: number])[]) {
  const genuine = pairs.map(([quality, score]) => ({ quality, score }));
  const points = operatingPoints(rankScores({ genuine: genuine.map(({ score }) => score), impostor }));
  return discardCurve(genuine, points).map(({ fnmr }) => fnmr);
}

test('quality that predicts every failure leaves none once as many pairs are discarded', () => {
  const pairs = Array.from({ length: 20 }, (_, at) => [at, at < 2 ? 10 : 30] as const);
  expect(curveOf(pairs)).toEqual([0.1, 1 / 19, 0, 0, 0]);
});

test('quality that says nothing leaves the rate as it is', () => {
  const pairs = Array.from({ length: 20 }, (_, at) => [50, at < 2 ? 10 : 30] as const);
  for (const fnmr of curveOf(pairs)) expect(fnmr).toBeCloseTo(0.1, 12);
});

test('quality that is wrong makes it worse', () => {
  const pairs = Array.from({ length: 20 }, (_, at) => [100 - at, at < 2 ? 10 : 30] as const);
  expect(curveOf(pairs)[4]).toBeCloseTo(2 / 16, 12);
});

test('a pair without a score is a false non-match', () => {
  expect(
    curveOf([
      [10, Number.NEGATIVE_INFINITY],
      [20, 30],
    ])[0],
  ).toBe(0.5);
});

test('the mean counts every set alike, and the table names what is discarded', () => {
  const discard = (fnmr: number) => [0, 0.05, 0.1, 0.15, 0.2].map((discarded) => ({ discarded, fnmr }));
  expect(meanDiscard([discard(0.1), discard(0.3)]).map(({ fnmr }) => fnmr)).toEqual(Array(5).fill(0.2));
  const lines = discardTable([
    { name: 'a', discard: discard(0.1) },
    { name: 'b', discard: discard(0.3) },
  ]).split('\n');
  expect(lines[0]).toMatch(/discarded +0 % +5 % +10 % +15 % +20 %/);
  expect(lines.at(-1)).toMatch(/^mean +20\.00 %/);
});
