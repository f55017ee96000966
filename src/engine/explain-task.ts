import { loadNative } from '../native/load.js';
import { unpackBatch } from './packed-batch.js';
import type { ExplainedPair, ExplainTask } from './tasks.js';

/** Compares single prints, and says of each pair which minutiae were held for the same. */
export function explainPairs({ probe, candidate, pairs }: ExplainTask): ExplainedPair[] {
  const [probes, candidates] = [unpackBatch(probe), unpackBatch(candidate)];
  return Array.from({ length: pairs.length / 2 }, (_, i) => {
    const [one, other] = [probes[pairs[2 * i] ?? 0], candidates[pairs[2 * i + 1] ?? 0]];
    const explained = loadNative().explainComparison(one ?? new Uint8Array(), other ?? new Uint8Array());
    return { score: explained.score, pairs: explained.pairs };
  });
}
