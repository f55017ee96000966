import type { MachineLimits } from '../../../engine/index.js';
import { percentile } from '../statistics.js';
import type { SearchedProbe } from './run.js';

/** Bytes of codes that a search reads of each print. */
export const codeBytes = 64;

/** What the machine does at most, all threads together. */
export interface ReportedLimits {
  readonly memoryReadGBs: number;
  /** Codes that lie in the nearest cache, compared by counting bits. */
  readonly popcountCodesPerSecond: number;
  /** The same, asked as searches do. */
  readonly codesPerSecond: number;
}

export function reportedLimits({ memoryReadPerSecond, ...codes }: MachineLimits): ReportedLimits {
  return { memoryReadGBs: memoryReadPerSecond / 1e9, ...codes };
}

export function limitsLine({ memoryReadGBs, popcountCodesPerSecond, codesPerSecond }: ReportedLimits): string {
  const millions = (codes: number): string => (codes / 1e6).toFixed(0);
  return `limits: memory ${memoryReadGBs.toFixed(1)} GB/s, ${millions(popcountCodesPerSecond)} million codes a second by popcounts, ${millions(codesPerSecond)} as searches ask them`;
}

/** Milliseconds of searches. */
export interface Durations {
  readonly searches: number;
  readonly meanMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function durationsOf(searched: readonly SearchedProbe[]): Durations {
  const ms = searched.map(({ search }) => search.ms);
  const at = (share: number): number => percentile(ms, share) ?? Number.NaN;
  return {
    searches: ms.length,
    meanMs: ms.reduce((sum, each) => sum + each, 0) / ms.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

/** A share with what it was counted from. */
export interface CountedShare {
  readonly share: number;
  readonly count: number;
  readonly of: number;
}

export function shareOf(count: number, of: number): CountedShare {
  return { share: count / of, count, of };
}

export interface MissedMates {
  readonly thresholdDb: number;
  /** Whether strangers were enough to observe the rate; else the threshold is the calibrated one. */
  readonly observed: boolean;
  /** Mates of searches that are not among its hits. */
  readonly fnir: CountedShare;
  /** The same if everybody were compared. */
  readonly fnirExhaustive: CountedShare;
}

/** False negatives at a false positive identification rate. */
export function missedMates(
  mated: readonly SearchedProbe[],
  nonMated: readonly SearchedProbe[],
  { fpir, calibrated }: { readonly fpir: number; readonly calibrated: number },
): MissedMates {
  const observed = nonMated.length * fpir >= 1;
  const thresholdDb = observed ? thresholdAt(nonMated, fpir) : calibrated;
  const mates = mated.flatMap((probe) => probe.mates);
  const below = (scores: readonly number[]): CountedShare =>
    shareOf(scores.filter((score) => score < thresholdDb).length, mates.length);
  return {
    thresholdDb,
    observed,
    fnir: below(mates.map(({ found }) => found)),
    fnirExhaustive: below(mates.map(({ score }) => score)),
  };
}

/** Just above the score that one stranger more than the rate allows reaches. */
function thresholdAt(nonMated: readonly SearchedProbe[], fpir: number): number {
  const scores = nonMated.map(({ otherScore }) => otherScore).toSorted((a, b) => b - a);
  const allowed = Math.floor(fpir * scores.length);
  return nextAbove(Math.max(0, scores[allowed] ?? 0));
}

/** Scores are floats of 32 bits. */
function nextAbove(score: number): number {
  const bits = new Uint32Array(Float32Array.of(score).buffer);
  return new Float32Array(Uint32Array.of((bits[0] ?? 0) + 1).buffer)[0] ?? score;
}
