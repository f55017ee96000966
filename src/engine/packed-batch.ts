/** Many byte arrays as one, so that they cross to a worker in a single buffer that is moved and not copied. */
export interface PackedBatch {
  readonly bytes: Uint8Array;
  /** Array i ends before ends[i] and begins where the one before it ends. */
  readonly ends: Uint32Array;
}

/** One in memory of its own, which can be moved to another thread. */
export interface MovableBatch extends PackedBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packBatch(arrays: readonly Uint8Array[]): MovableBatch {
  const ends = new Uint32Array(arrays.length);
  let total = 0;
  arrays.forEach((array, i) => {
    total += array.length;
    ends[i] = total;
  });
  const bytes = new Uint8Array(total);
  arrays.forEach((array, i) => {
    bytes.set(array, (ends[i] ?? 0) - array.length);
  });
  return { bytes, ends };
}

/** Views of the arrays in the order they were packed. */
export function unpackBatch({ bytes, ends }: { readonly bytes: Uint8Array; readonly ends: Uint32Array }): Uint8Array[] {
  return Array.from(ends, (end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end));
}
