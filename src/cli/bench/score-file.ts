import type { SetRun } from './run-set.js';

/**
 * A line `a b score` for each pair of each set, every pair once; larger is more alike. With several sets the names carry their
 * set, as `set/101_1`. A pair without a score, because a print gave no template, gets one below all others.
 */
export function scoreLines(runs: readonly SetRun[]): string {
  return runs.map((run) => linesOf(run, runs.length > 1 ? `${run.name}/` : '')).join('');
}

function linesOf({ prints, scores }: SetRun, prefix: string): string {
  const finite = [scores.genuine, scores.impostor].map(lowest);
  const missing = Math.floor(Math.min(0, ...finite)) - 1;
  const lines = (pairs: Uint32Array, values: Float64Array): string[] =>
    Array.from(values, (score, pair) => {
      const [a, b] = [prints[pairs[2 * pair] ?? 0]?.name, prints[pairs[2 * pair + 1] ?? 0]?.name];
      return `${prefix}${a} ${prefix}${b} ${Number.isFinite(score) ? Number(score.toPrecision(8)) : missing}\n`;
    });
  return [...lines(scores.pairs.genuine, scores.genuine), ...lines(scores.pairs.impostor, scores.impostor)].join('');
}

function lowest(scores: Float64Array): number {
  return scores.reduce(
    (least, score) => (Number.isFinite(score) ? Math.min(least, score) : least),
    Number.POSITIVE_INFINITY,
  );
}
