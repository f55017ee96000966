/**
 * Error rates of verification as ISO/IEC 19795-1 defines them, from comparison scores where larger means more alike.
 * A comparison matches at a threshold when its score reaches it. A pair of which one print gave no template has the score
 * -Infinity: it matches at no threshold.
 */

/** Scores of one set: pairs of prints of the same finger, and of different fingers. */
export interface ScoreSets {
  readonly genuine: ArrayLike<number>;
  readonly impostor: ArrayLike<number>;
}

/**
 * The error rates at every threshold that the scores tell apart, as columns in rising order of threshold: one at each different
 * score, and the last above all scores, where nothing matches. Rates are fractions.
 */
export interface OperatingPoints {
  readonly thresholds: Float64Array;
  /** Share of impostor pairs that match. */
  readonly fmr: Float64Array;
  /** Share of genuine pairs that don't. */
  readonly fnmr: Float64Array;
}

/** How often each pair counts; once where there are no weights. Bootstrapping draws pairs several times or not at all. */
export interface PairWeights {
  readonly genuine: ArrayLike<number>;
  readonly impostor: ArrayLike<number>;
}

/**
 * Scores sorted once, to be counted many times: the level of a pair is the number of thresholds that its score reaches, so
 * 0 for a pair that never matches.
 */
export interface RankedScores {
  readonly thresholds: Float64Array;
  readonly genuineLevels: Uint32Array;
  readonly impostorLevels: Uint32Array;
}

export function rankScores({ genuine, impostor }: ScoreSets): RankedScores {
  if (genuine.length === 0 || impostor.length === 0) {
    throw new RangeError('error rates need at least one genuine and one impostor pair');
  }
  const scores = [genuine, impostor].flatMap((set) => [...new Set(Array.from(set))]);
  const finite = new Set(scores.filter((score) => score > Number.NEGATIVE_INFINITY));
  const thresholds = Float64Array.from([...finite, Number.POSITIVE_INFINITY]).sort();
  const levels = new Map(Array.from(thresholds, (threshold, index) => [threshold, index + 1]));
  const levelsOf = (set: ArrayLike<number>): Uint32Array => Uint32Array.from(set, (score) => levels.get(score) ?? 0);
  return {
    thresholds,
    genuineLevels: levelsOf(genuine),
    impostorLevels: levelsOf(impostor),
  };
}

export function operatingPoints(ranked: RankedScores, weights?: PairWeights): OperatingPoints {
  const { thresholds, genuineLevels, impostorLevels } = ranked;
  const genuine = weightsBelow(genuineLevels, weights?.genuine, thresholds.length);
  const impostor = weightsBelow(impostorLevels, weights?.impostor, thresholds.length);
  return {
    thresholds,
    // Counted, not taken from 1: 1 - 0.99 is more than 0.01.
    fmr: impostor.below.map((below) => (impostor.total - below) / impostor.total),
    fnmr: genuine.below.map((below) => below / genuine.total),
  };
}

/** The weight of the pairs that don't reach each threshold, and that of all. */
function weightsBelow(
  levels: Uint32Array,
  weights: ArrayLike<number> | undefined,
  thresholds: number,
): { readonly below: Float64Array; readonly total: number } {
  const below = new Float64Array(thresholds);
  let total = 0;
  for (let pair = 0; pair < levels.length; pair += 1) {
    const level = levels[pair] ?? 0;
    const weight = weights === undefined ? 1 : (weights[pair] ?? 0);
    below[level] = (below[level] ?? 0) + weight;
    total += weight;
  }
  for (let index = 1; index < thresholds; index += 1) below[index] = (below[index] ?? 0) + (below[index - 1] ?? 0);
  return { below, total };
}

/** The mean of the two error rates at a threshold. */
function middle({ fmr, fnmr }: OperatingPoints, index: number): number {
  return ((fmr[index] ?? 0) + (fnmr[index] ?? 0)) / 2;
}

/**
 * The equal error rate. FMR falls and FNMR rises in steps, so the two are seldom equal: as in FVC2000 it is the middle of
 * the two rates at that threshold beside the crossing where they are the smaller together.
 */
export function equalErrorRate(points: OperatingPoints): number {
  const { fmr, fnmr } = points;
  const crossing = fnmr.findIndex((rate, index) => rate >= (fmr[index] ?? 0));
  if (crossing === 0 || fnmr[crossing] === fmr[crossing]) return middle(points, crossing);
  return Math.min(middle(points, crossing - 1), middle(points, crossing));
}

/** The lowest FNMR among the thresholds whose FMR is at most `wanted`. */
export function fnmrAtFmr({ fmr, fnmr }: OperatingPoints, wanted: number): number {
  return fnmr[fmr.findIndex((rate) => rate <= wanted)] ?? 1;
}

/** The value that a share of the values does not exceed (nearest rank); undefined of no values. */
export function percentile(values: ArrayLike<number>, share: number): number | undefined {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
