import { templateQuality } from '../../engine/index.js';
import { type CalibrationPoint, type CountedCalibrationPoint, calibrationOf, meanCalibration } from './calibration.js';
import { bootstrapConfidence, type Confidence } from './confidence.js';
import { type DiscardPoint, discardCurve, meanDiscard, type QualifiedPair } from './discard.js';
import type { SetRun } from './run-set.js';
import { equalErrorRate, fnmrAtFmr, mean, operatingPoints, percentile, rankScores } from './statistics.js';

/** The false match rates at which the false non-match rate is stated. */
export const statedFmrs = ['0.01', '0.001', '0.0001'] as const;

export type FnmrAtFmr = Readonly<Record<(typeof statedFmrs)[number], number>>;

/** What a trial says of one set; rates are fractions from 0 to 1. */
export interface SetResult {
  readonly name: string;
  readonly images: number;
  readonly fingers: number;
  readonly genuine: number;
  readonly impostor: number;
  readonly failureToExtract: number;
  readonly eer: number;
  readonly fnmrAtFmr: FnmrAtFmr;
  /** The lowest FNMR without a false match. */
  readonly zeroFmr: number;
  readonly calibration: readonly CountedCalibrationPoint[];
  /** FNMR at FMR 0.1 % without the pairs of the worst quality. */
  readonly discard: readonly DiscardPoint[];
  /** One core, decoding excluded; null where the set holds templates. */
  readonly extractMs: { readonly p50: number | null; readonly p95: number | null };
  readonly compareUs: { readonly p50: number | null };
  readonly templateBytes: { readonly p50: number | null };
}

/** A set's result with the uncertainty that so many fingers leave. */
export interface JudgedSet {
  readonly result: SetResult;
  readonly confidence: Confidence;
}

export function judgeSet(run: SetRun): JudgedSet {
  const { name, prints, scores } = run;
  const points = operatingPoints(rankScores(scores));
  const result: SetResult = {
    name,
    images: prints.length,
    fingers: new Set(scores.fingers).size,
    genuine: scores.genuine.length,
    impostor: scores.impostor.length,
    failureToExtract: run.failuresToExtract / prints.length,
    eer: equalErrorRate(points),
    fnmrAtFmr: atStatedFmrs((fmr) => fnmrAtFmr(points, Number(fmr))),
    zeroFmr: fnmrAtFmr(points, 0),
    calibration: calibrationOf(scores.impostor),
    discard: discardCurve(qualifiedPairs(run), points),
    extractMs: { p50: percentile(run.extractMs, 0.5) ?? null, p95: percentile(run.extractMs, 0.95) ?? null },
    compareUs: { p50: percentile(run.compareUs, 0.5) ?? null },
    templateBytes: { p50: percentile(run.templateBytes, 0.5) ?? null },
  };
  return { result, confidence: bootstrapConfidence(scores) };
}

function qualifiedPairs({ templates, scores }: SetRun): QualifiedPair[] {
  const qualities = templates.map(templateQuality);
  const { genuine } = scores.pairs;
  return Array.from(scores.genuine, (score, pair) => ({
    quality: Math.min(qualities[genuine[2 * pair] ?? 0] ?? 0, qualities[genuine[2 * pair + 1] ?? 0] ?? 0),
    score,
  }));
}

export interface MeanResult {
  readonly eer: number;
  readonly fnmrAtFmr: FnmrAtFmr;
  readonly calibration: readonly CalibrationPoint[];
  readonly discard: readonly DiscardPoint[];
}

/** The mean over sets, each set counting alike. */
export function meanOf(results: readonly SetResult[]): MeanResult {
  return {
    eer: mean(results.map(({ eer }) => eer)),
    fnmrAtFmr: atStatedFmrs((fmr) => mean(results.map(({ fnmrAtFmr: rates }) => rates[fmr]))),
    calibration: meanCalibration(results.map(({ calibration }) => calibration)),
    discard: meanDiscard(results.map(({ discard }) => discard)),
  };
}

function atStatedFmrs(rateAt: (fmr: keyof FnmrAtFmr) => number): FnmrAtFmr {
  return { '0.01': rateAt('0.01'), '0.001': rateAt('0.001'), '0.0001': rateAt('0.0001') };
}
