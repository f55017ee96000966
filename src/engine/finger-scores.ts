import type { FingerPosition, FingerScore } from './types.js';

/** The scores of the fingers that were compared, from a row of ten with NaN for the others. */
export function fingerScoresOf(row: Float32Array): FingerScore[] {
  return Array.from(row, (score, i) => ({ position: (i + 1) as FingerPosition, score })).filter(
    ({ score }) => !Number.isNaN(score),
  );
}
