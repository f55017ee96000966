/** Error versus discard: the false non-matches that are left when the prints of the worst quality are not compared. */
import { percent, table } from '../text.js';
import { mean, type OperatingPoints } from './statistics.js';

/** Shares of the genuine pairs that are discarded. */
export const discardedShares = [0, 0.05, 0.1, 0.15, 0.2] as const;

/** The false match rate whose threshold is kept. */
const fmr = 0.001;

export interface DiscardPoint {
  readonly discarded: number;
  /** FNMR at FMR 0.1 % over the pairs that are left, at the threshold of all pairs. */
  readonly fnmr: number;
}

/** A genuine pair: the quality of its worse print, and its score. */
export interface QualifiedPair {
  readonly quality: number;
  readonly score: number;
}

/** Pairs of the same quality are discarded in equal parts, so that their order does not matter. */
export function discardCurve(genuine: readonly QualifiedPair[], points: OperatingPoints): DiscardPoint[] {
  const threshold = points.thresholds[points.fmr.findIndex((rate) => rate <= fmr)] ?? Number.POSITIVE_INFINITY;
  const groups = byQuality(genuine, threshold);
  return discardedShares.map((discarded) => {
    let left = discarded * genuine.length;
    let refused = 0;
    for (const group of groups) {
      const gone = Math.min(left, group.pairs);
      left -= gone;
      refused += group.refused * (1 - gone / group.pairs);
    }
    return { discarded, fnmr: refused / ((1 - discarded) * genuine.length) };
  });
}

interface QualityGroup {
  pairs: number;
  refused: number;
}

/** The worst quality first. */
function byQuality(genuine: readonly QualifiedPair[], threshold: number): QualityGroup[] {
  const groups = new Map<number, QualityGroup>();
  for (const { quality, score } of genuine) {
    const group = groups.get(quality) ?? { pairs: 0, refused: 0 };
    group.pairs += 1;
    if (score < threshold) group.refused += 1;
    groups.set(quality, group);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** Over sets, each counting alike. */
export function meanDiscard(sets: readonly (readonly DiscardPoint[])[]): DiscardPoint[] {
  return discardedShares.map((discarded, at) => ({
    discarded,
    fnmr: mean(sets.map((points) => points[at]?.fnmr ?? Number.NaN)),
  }));
}

interface DiscardedSet {
  readonly name: string;
  readonly discard: readonly DiscardPoint[];
}

export function discardTable(sets: readonly DiscardedSet[]): string {
  const cells = (points: readonly DiscardPoint[]): string[] => points.map((point) => percent(point.fnmr));
  return table([
    ['pairs of worst quality discarded', ...discardedShares.map((share) => percent(share, 0))],
    ...sets.map(({ name, discard }) => [name, ...cells(discard)]),
    ...(sets.length > 1 ? [['mean', ...cells(meanDiscard(sets.map(({ discard }) => discard)))]] : []),
  ]);
}
