/** A distribution of one property over several sets, each set weighing the same. */
export interface Distribution {
  /** In rising order. */
  readonly values: Float64Array;
  /** Share of all that is at most the value of the same index. */
  readonly shares: Float64Array;
}

/** Of sets of values; a set without values counts for nothing. */
export function distributionOf(sets: readonly ArrayLike<number>[]): Distribution {
  const filled = sets.filter((set) => set.length > 0);
  const weighted = filled.flatMap((set) =>
    Array.from(set, (value) => ({ value, weight: 1 / set.length / filled.length })),
  );
  weighted.sort((a, b) => a.value - b.value);
  const shares = new Float64Array(weighted.length);
  let sum = 0;
  for (const [index, { weight }] of weighted.entries()) {
    sum += weight;
    shares[index] = sum;
  }
  return { values: Float64Array.from(weighted, ({ value }) => value), shares };
}

/** Share of all that is at most `value`. */
export function shareUpTo({ values, shares }: Distribution, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (shares[low - 1] ?? 0);
}

/** The least value that at least `share` of all do not exceed; NaN of an empty distribution. */
export function quantile({ values, shares }: Distribution, share: number): number {
  const index = shares.findIndex((reached) => reached >= share - 1e-12);
  return values[index < 0 ? values.length - 1 : index] ?? Number.NaN;
}

/** Two-sample Kolmogorov-Smirnov distance: the largest difference of the two cumulative shares. */
export function kolmogorovSmirnov(a: Distribution, b: Distribution): number {
  let largest = 0;
  for (const values of [a.values, b.values]) {
    for (const value of values) largest = Math.max(largest, Math.abs(shareUpTo(a, value) - shareUpTo(b, value)));
  }
  return largest;
}
