/** Scores that other programs gave the pairs of the same sets: DIR/<pipeline>/<set>.txt with lines `a b score`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RidgelineError } from '../../../engine/index.js';
import { unreadable } from '../../errors.js';
import type { SetRun } from '../run-set.js';

export interface PeerScores {
  /** The pipeline's folder. */
  readonly name: string;
  /** In the order of the set's pairs. */
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

/** The pipelines of a folder, in the order of their names. */
export async function listPipelines(folder: string): Promise<string[]> {
  const expected = 'a folder with a folder of scores for each pipeline';
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    if (names.length > 0) return names.toSorted();
  } catch (cause) {
    throw unreadable(folder, expected, cause);
  }
  throw new RidgelineError('INVALID_ARGUMENT', `${folder}: expected ${expected}; it has no folder`);
}

/** Undefined where the pipeline has no scores of the set. */
export async function readPeerScores(
  folder: string,
  pipeline: string,
  run: Pick<SetRun, 'name' | 'prints' | 'scores'>,
): Promise<PeerScores | undefined> {
  const path = join(folder, pipeline, `${run.name}.txt`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unreadable(path, 'a file of scores', cause);
  }
  const scores = parseScores(path, text);
  const names = run.prints.map(({ name }) => name);
  const scoresOf = (pairs: Uint32Array): Float64Array =>
    Float64Array.from({ length: pairs.length / 2 }, (_, pair) => {
      const [a = '', b = ''] = [names[pairs[2 * pair] ?? 0], names[pairs[2 * pair + 1] ?? 0]];
      const score = scores.get(`${a} ${b}`) ?? scores.get(`${b} ${a}`);
      if (score !== undefined) return score;
      throw new RidgelineError('INVALID_ARGUMENT', `${path}: it has no score of the pair ${a} ${b}`);
    });
  const { genuine, impostor } = run.scores.pairs;
  return { name: pipeline, genuine: scoresOf(genuine), impostor: scoresOf(impostor) };
}

/** Score by `a b`. */
function parseScores(path: string, text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').map((line) => line.trim());
  return new Map(
    lines.flatMap((line, index) => {
      if (line === '') return [];
      const [a, b, score, ...more] = line.split(/\s+/);
      const value = Number(score);
      if (score !== undefined && more.length === 0 && Number.isFinite(value)) return [[`${a} ${b}`, value] as const];
      throw new RidgelineError('INVALID_ARGUMENT', `${path}: line ${index + 1} is not of the form "a b score"`);
    }),
  );
}
