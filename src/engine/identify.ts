import type { ShardSearchResult } from '../native/binding.js';
import { loadNative } from '../native/load.js';
import type { EngineParts } from './engine-parts.js';
import { fingerScoresOf } from './finger-scores.js';
import type { Operation } from './operation.js';
import { extractPerson } from './prints.js';
import { type GalleryAnswer, searchGallery } from './search-gallery.js';
import { SearchIncompleteError } from './search-incomplete.js';
import type { Candidate, IdentifyOptions, IdentifyRequest, IdentifyResult, SearchProgress } from './types.js';
import { checkRequest } from './validate.js';

/** Searches a person in the gallery: prints, shards, candidates, decision. */
export async function identify(
  parts: EngineParts,
  request: IdentifyRequest,
  operation: Operation,
  onProgress?: IdentifyOptions['onProgress'],
): Promise<IdentifyResult> {
  const startMs = performance.now();
  const { prints, systems, owners, fpir, maxCandidates, exhaustive } = checkRequest(request);
  const onPrint = stepsOf('prints', prints.length, onProgress);
  const { templates, failures } = await extractPerson(parts.pool, prints, operation, onPrint);
  const probe = templates.map(({ template }) => template);
  const permitted = parts.gallery.permitted(systems, owners);
  const answer: GalleryAnswer =
    permitted === undefined
      ? { results: [] }
      : await searchGallery(
          parts,
          { probe, permitted, maxCandidates, exhaustive },
          operation,
          stepsOf('gallery', parts.hands.length, onProgress),
        );
  const subjectsSearched = answer.results.reduce((sum, { searched }) => sum + searched, 0);
  const wanted = { maxCandidates, fpir };
  if ('incomplete' in answer) {
    // What was left out might have raised the threshold, so the hits are those of a search of everybody.
    const threshold = loadNative().decisionThreshold(parts.gallery.statistics().subjects, fpir);
    const hits = candidatesOf(parts, answer.results, { ...wanted, threshold }).filter(({ hit }) => hit);
    throw new SearchIncompleteError({ hits, subjectsSearched, cause: answer.incomplete });
  }
  const threshold = loadNative().decisionThreshold(subjectsSearched, fpir);
  const candidates = candidatesOf(parts, answer.results, { ...wanted, threshold });
  return {
    decision: candidates.some(({ hit }) => hit) ? 'hit' : 'no-hit',
    candidates,
    threshold,
    fpir,
    subjectsSearched,
    complete: true,
    failures,
    durationMs: performance.now() - startMs,
  };
}

/** Tells of the beginning of a stage, and gives what tells of each of its steps. */
function stepsOf(stage: SearchProgress['stage'], of: number, onProgress: IdentifyOptions['onProgress']): () => void {
  let done = 0;
  onProgress?.({ stage, done, of });
  return () => {
    done += 1;
    onProgress?.({ stage, done, of });
  };
}

interface Row {
  readonly number: number;
  readonly score: number;
  readonly fingerScores: Float32Array;
}

/**
 * The best of all shards with their references. A subject that was erased during the search is left out, one that was amended is listed
 * once, with the higher of its scores.
 */
function candidatesOf(
  { store, successors }: EngineParts,
  results: readonly ShardSearchResult[],
  { maxCandidates, threshold }: { readonly maxCandidates: number; readonly threshold: number },
): Candidate[] {
  const candidates: Candidate[] = [];
  const listed = new Set<number>();
  for (const { number, score, fingerScores } of results.flatMap(rowsOf).sort(byRank)) {
    if (candidates.length === maxCandidates) break;
    const present = latestOf(successors, number);
    const key = store.get(present)?.key;
    if (key === undefined || listed.has(present)) continue;
    listed.add(present);
    const rank = candidates.length + 1;
    candidates.push({ rank, ...key, score, fingers: fingerScoresOf(fingerScores), hit: score >= threshold });
  }
  return candidates;
}

function latestOf(successors: ReadonlyMap<number, number>, number: number): number {
  const next = successors.get(number);
  return next === undefined ? number : latestOf(successors, next);
}

function rowsOf({ numbers, scores, fingerScores }: ShardSearchResult): Row[] {
  return Array.from(numbers, (number, i) => ({
    number,
    score: scores[i] ?? 0,
    fingerScores: fingerScores.subarray(i * 10, i * 10 + 10),
  }));
}

/** As the core ranks: higher score, then lower number, so that the same gallery always gives the same list. */
function byRank(a: Row, b: Row): number {
  return b.score - a.score || a.number - b.number;
}
