/** A detection error trade-off (ISO/IEC 19795-1): the false non-match rate at each of many false match rates. */
import { bootstrapDraws, type Interval, interval, type TrialScores } from '../confidence.js';
import { fnmrAtFmr, mean, type OperatingPoints, operatingPoints, rankScores } from '../statistics.js';

/** False match rates at even distances of their logarithm, rising. */
export function fmrGrid(low: number, high: number): readonly number[] {
  const steps = 120;
  return Array.from({ length: steps + 1 }, (_, step) => low * (high / low) ** (step / steps));
}

/** The false non-match rate at each rate of the grid. */
export type DetCurve = readonly number[];

export function detCurve(scores: Pick<TrialScores, 'genuine' | 'impostor'>, grid: readonly number[]): DetCurve {
  return ratesAlong(operatingPoints(rankScores(scores)), grid);
}

/** The curve of every draw of a bootstrap over fingers. */
export function detDraws(scores: TrialScores, grid: readonly number[]): readonly DetCurve[] {
  return Array.from(bootstrapDraws(scores), (points) => ratesAlong(points, grid));
}

/** The middle 95 % of the draws at each rate of the grid. */
export function detBand(draws: readonly DetCurve[], grid: readonly number[]): readonly Interval[] {
  return grid.map((_, at) => interval(draws.map((curve) => curve[at] ?? 1)));
}

/** The mean of curves over the same grid. */
export function meanCurve(curves: readonly DetCurve[], grid: readonly number[]): DetCurve {
  return grid.map((_, at) => mean(curves.map((curve) => curve[at] ?? 1)));
}

function ratesAlong(points: OperatingPoints, grid: readonly number[]): DetCurve {
  return grid.map((fmr) => fnmrAtFmr(points, fmr));
}
