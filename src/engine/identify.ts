import type { ShardSearchResult } from '../native/binding.js';
import { loadNative } from '../native/load.js';
import type { StoredSubject } from '../store/subject-record.js';
import type { EngineParts } from './engine-parts.js';
import { fingerScoresOf } from './finger-scores.js';
import type { Operation } from './operation.js';
import { relabel, templatePosition } from './packed-label.js';
import { extractPerson } from './prints.js';
import type { SearchFigures } from './search-figures.js';
import { type GalleryAnswer, searchGallery } from './search-gallery.js';
import { SearchIncompleteError } from './search-incomplete.js';
import type { Candidate, IdentifyOptions, IdentifyRequest, IdentifyResult, SearchProgress } from './types.js';
import { checkRequest } from './validate.js';

const fingersOfHand = 5;

/** Searches a person in the gallery: prints, shards, candidates, decision. */
export async function identify(
  parts: EngineParts,
  request: IdentifyRequest,
  operation: Operation,
  onProgress?: IdentifyOptions['onProgress'],
): Promise<IdentifyResult> {
  const startMs = performance.now();
  const { prints, systems, owners, fpir, maxCandidates, exhaustive, swappedHands } = checkRequest(request);
  const onPrint = stepsOf('prints', prints.length, onProgress);
  const { templates, failures } = await extractPerson(parts.pool, prints, operation, onPrint);
  const probe = templates.map(({ template }) => template);
  const permitted = parts.gallery.permitted(systems, owners);
  const probes = swappedHands ? [probe, withSwappedHands(probe)] : [probe];
  const onShare = stepsOf('gallery', probes.length * parts.hands.length, onProgress);
  const search = async (each: readonly Uint8Array[]): Promise<GalleryAnswer> =>
    permitted === undefined
      ? { results: [] }
      : await searchGallery(parts, { probe: each, permitted, maxCandidates, exhaustive }, operation, onShare);
  const answers = await Promise.all(probes.map(search));
  const subjectsSearched = Math.min(...answers.map((answer) => count(parts.searchFigures, answer)));
  const incomplete = answers.find((answer) => 'incomplete' in answer);
  // Who is compared both ways has two chances to look like somebody else.
  const thresholdAmong = (subjects: number): number => loadNative().decisionThreshold(probes.length * subjects, fpir);
  if (incomplete !== undefined) {
    // What was left out might have raised the threshold, so the hits are those of a search of everybody.
    const threshold = thresholdAmong(parts.gallery.statistics().subjects);
    const hits = candidatesOf(parts, answers, { maxCandidates, threshold }).filter(({ hit }) => hit);
    throw new SearchIncompleteError({ hits, subjectsSearched, cause: incomplete.incomplete });
  }
  const threshold = thresholdAmong(subjectsSearched);
  const candidates = candidatesOf(parts, answers, { maxCandidates, threshold });
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

function count(figures: SearchFigures, { results, ...answer }: GalleryAnswer): number {
  const sum = (of: 'searched' | 'compared'): number => results.reduce((total, result) => total + result[of], 0);
  const searched = sum('searched');
  figures.done += 1;
  figures.incomplete += 'incomplete' in answer ? 1 : 0;
  figures.subjectsSearched += searched;
  figures.subjectsCompared += sum('compared');
  return searched;
}

function withSwappedHands(probe: readonly Uint8Array[]): Uint8Array[] {
  return probe.map((template) => relabel(template, { position: inOtherHand(templatePosition(template)) }));
}

function inOtherHand(position: number): number {
  if (position === 0) return 0;
  return position > fingersOfHand ? position - fingersOfHand : position + fingersOfHand;
}

interface Row {
  readonly number: number;
  readonly score: number;
  readonly fingerScores: Float32Array;
  readonly handsSwapped: boolean;
}

/**
 * The best of all shards with their references. A subject that was erased during the search is left out, one that was amended, or is
 * like the probe both ways, is listed once, with the higher of its scores.
 */
function candidatesOf(
  parts: EngineParts,
  answers: readonly GalleryAnswer[],
  { maxCandidates, threshold }: { readonly maxCandidates: number; readonly threshold: number },
): Candidate[] {
  const candidates: Candidate[] = [];
  const listed = new Set<number>();
  const rows = answers.flatMap(({ results }, i) => results.flatMap((result) => rowsOf(result, i > 0)));
  for (const { number, score, fingerScores, handsSwapped } of rows.sort(byRank)) {
    if (candidates.length === maxCandidates) break;
    const subject = storedOf(parts, number);
    if (subject === undefined || listed.has(subject.number)) continue;
    listed.add(subject.number);
    const { key } = subject;
    const rank = candidates.length + 1;
    const fingers = fingerScoresOf(fingerScores);
    candidates.push({ rank, ...key, score, fingers, hit: score >= threshold, ...(handsSwapped && { handsSwapped }) });
  }
  return candidates;
}

/** Of an amended subject the store has the old number until it has the new one, and the gallery may show both. */
function storedOf(parts: EngineParts, number: number): StoredSubject | undefined {
  const next = parts.successors.get(number);
  return parts.store.get(number) ?? (next === undefined ? undefined : storedOf(parts, next));
}

function rowsOf({ numbers, scores, fingerScores }: ShardSearchResult, handsSwapped: boolean): Row[] {
  return Array.from(numbers, (number, i) => ({
    number,
    score: scores[i] ?? 0,
    fingerScores: fingerScores.subarray(i * 10, i * 10 + 10),
    handsSwapped,
  }));
}

/** As the core ranks: higher score, then lower number, so that the same gallery always gives the same list. */
function byRank(a: Row, b: Row): number {
  return b.score - a.score || a.number - b.number;
}
