/** Which pairs of a trial are worth looking at. */
import type { TrialScores } from '../confidence.js';
import { operatingPoints, rankScores } from '../statistics.js';

export interface ScoredPair {
  /** Indices into the prints of the set. */
  readonly probe: number;
  readonly candidate: number;
  /** Decibels; minus infinity where a print gave no template. */
  readonly score: number;
}

export interface WorstPairs {
  /** The lowest score at which at most so many impostor pairs match, dB. */
  readonly threshold: number;
  /** Genuine pairs below the threshold, worst first, and how many there are in all. */
  readonly genuine: readonly ScoredPair[];
  readonly failing: number;
  /** Highest first. */
  readonly impostor: readonly ScoredPair[];
}

export interface Most {
  readonly genuine: number;
  readonly impostor: number;
}

export function findWorstPairs(scores: TrialScores, fmr: number, most: Most): WorstPairs {
  const points = operatingPoints(rankScores(scores));
  const threshold = points.thresholds[points.fmr.findIndex((rate) => rate <= fmr)] ?? Number.POSITIVE_INFINITY;
  const failing = scoredPairs(scores.pairs.genuine, scores.genuine).filter(({ score }) => !(score >= threshold));
  const impostor = scoredPairs(scores.pairs.impostor, scores.impostor).toSorted((a, b) => compare(b.score, a.score));
  return {
    threshold,
    genuine: failing.toSorted((a, b) => compare(a.score, b.score)).slice(0, most.genuine),
    failing: failing.length,
    impostor: impostor.slice(0, most.impostor),
  };
}

export function scoredPairs(pairs: Uint32Array, scores: Float64Array): ScoredPair[] {
  return Array.from(scores, (score, pair) => ({
    probe: pairs[2 * pair] ?? 0,
    candidate: pairs[2 * pair + 1] ?? 0,
    score,
  }));
}

/** Infinities have no difference. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
