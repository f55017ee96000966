import { generator } from './generator.js';
import type { TrialPairs } from './pairs.js';
import {
  equalErrorRate,
  fnmrAtFmr,
  type OperatingPoints,
  operatingPoints,
  percentile,
  rankScores,
} from './statistics.js';

/** The scores of a trial, in the order of its pairs, and the finger of every print. */
export interface TrialScores {
  readonly fingers: readonly string[];
  readonly pairs: TrialPairs;
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

/** Lower and upper end, as fractions. */
export type Interval = readonly [number, number];

export interface Confidence {
  readonly eer: Interval;
  /** FNMR at FMR 0.001. */
  readonly fnmrAtFmr001: Interval;
  /** The same rate of every draw. Trials of the same pairs draw the same fingers, so their draws can be set against each other. */
  readonly fnmrDraws: readonly number[];
}

/** Draws; the ends of a 95 % interval are then the 5th value from either side, and a set of 500 prints takes some seconds. */
const draws = 200;
/** Any fixed number: the same scores give the same intervals. */
const seed = 20021;

/** 95 % intervals by bootstrapping whole fingers. */
export function bootstrapConfidence(scores: TrialScores): Confidence {
  const rates = Array.from(bootstrapDraws(scores), ratesOf);
  const fnmrDraws = rates.map(({ fnmrAtFmr001 }) => fnmrAtFmr001);
  return { eer: interval(rates.map(({ eer }) => eer)), fnmrAtFmr001: interval(fnmrDraws), fnmrDraws };
}

/**
 * The error rates of each draw of a bootstrap over whole fingers (ISO/IEC 19795-1 warns that pairs of one finger are not
 * independent, so resampling pairs would promise too much): each draw takes as many fingers as there are, with repetition, and a
 * pair counts as often as the fingers of both its prints were drawn.
 */
export function* bootstrapDraws(scores: TrialScores): Generator<OperatingPoints> {
  const ranked = rankScores(scores);
  const names = [...new Set(scores.fingers)];
  const fingerOf = Uint32Array.from(scores.fingers, (finger) => names.indexOf(finger));
  const random = generator(seed);
  for (let draw = 0; draw < draws; draw += 1) {
    const times = drawFingers(names.length, random);
    const weights = {
      genuine: pairWeights(scores.pairs.genuine, (probe) => times[fingerOf[probe] ?? 0] ?? 0),
      impostor: pairWeights(
        scores.pairs.impostor,
        (probe, candidate) => (times[fingerOf[probe] ?? 0] ?? 0) * (times[fingerOf[candidate] ?? 0] ?? 0),
      ),
    };
    // A draw without any pair of one kind (one finger drawn every time) says nothing.
    if (!weights.genuine.some(Boolean) || !weights.impostor.some(Boolean)) continue;
    yield operatingPoints(ranked, weights);
  }
}

function ratesOf(points: OperatingPoints): { eer: number; fnmrAtFmr001: number } {
  return { eer: equalErrorRate(points), fnmrAtFmr001: fnmrAtFmr(points, 0.001) };
}

function drawFingers(count: number, random: () => number): Uint32Array {
  const times = new Uint32Array(count);
  for (let drawn = 0; drawn < count; drawn += 1) {
    const finger = Math.floor(random() * count);
    times[finger] = (times[finger] ?? 0) + 1;
  }
  return times;
}

function pairWeights(pairs: Uint32Array, weightOf: (probe: number, candidate: number) => number): Uint32Array {
  const weights = new Uint32Array(pairs.length / 2);
  for (let pair = 0; pair < weights.length; pair += 1) {
    weights[pair] = weightOf(pairs[2 * pair] ?? 0, pairs[2 * pair + 1] ?? 0);
  }
  return weights;
}

export function interval(values: readonly number[]): Interval {
  return [percentile(values, 0.025) ?? Number.NaN, percentile(values, 0.975) ?? Number.NaN];
}
