import type { Figures } from './metrics.js';

/** Figures with their time. */
export interface Moment {
  readonly atMs: number;
  readonly figures: Figures;
}

/** What the charts show of one moment; null where nothing was answered. */
export interface Point {
  readonly atMs: number;
  readonly perSecond: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly subjects: number;
}

/** Rates and latencies are those of this long before a moment, ms: long enough for a quiet service to have answered something. */
const windowMs = 60_000;

/** As far back as the charts go, ms. */
export const historyMs = 15 * 60_000;

/** The moments with a new one, without those that are too old. After a restart of the service counts begin anew. */
export function withMoment(moments: readonly Moment[], moment: Moment): Moment[] {
  const last = moments.at(-1);
  if (last !== undefined && total(moment.figures) < total(last.figures)) return [moment];
  return [...moments.filter(({ atMs }) => atMs > moment.atMs - historyMs - windowMs), moment];
}

export function pointsOf(moments: readonly Moment[]): Point[] {
  return moments.slice(1).map((moment, place) => {
    const before = moments.find(({ atMs }) => atMs >= moment.atMs - windowMs) ?? moment;
    const earlier = before === moment ? (moments[place] ?? moment) : before;
    const seconds = Math.max(0.001, (moment.atMs - earlier.atMs) / 1000);
    const within = difference(moment.figures.within, earlier.figures.within);
    return {
      atMs: moment.atMs,
      perSecond: (total(moment.figures) - total(earlier.figures)) / seconds,
      medianMs: quantileMs(within, 0.5),
      p95Ms: quantileMs(within, 0.95),
      subjects: moment.figures.subjects,
    };
  });
}

export function total({ answered }: Figures): number {
  return [...answered.values()].reduce((sum, count) => sum + count, 0);
}

function difference(now: Figures['within'], before: Figures['within']): ReadonlyMap<number, number> {
  return new Map([...now].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)]));
}

/** A quantile of a histogram, straight between the bounds of its class, ms; null where it is empty. */
export function quantileMs(within: ReadonlyMap<number, number>, share: number): number | null {
  const classes = [...within].sort(([a], [b]) => a - b);
  const count = classes.at(-1)?.[1] ?? 0;
  if (count <= 0) return null;
  const wanted = share * count;
  let [lower, below] = [0, 0];
  for (const [bound, upTo] of classes) {
    // Above the last bound nothing more is known.
    if (bound === Number.POSITIVE_INFINITY) return lower * 1000;
    if (upTo >= wanted) return (lower + ((bound - lower) * (wanted - below)) / Math.max(1, upTo - below)) * 1000;
    [lower, below] = [bound, upTo];
  }
  return lower * 1000;
}
