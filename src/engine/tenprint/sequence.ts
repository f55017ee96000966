import { positionName } from '../../formats/ansi-nist/positions.js';
import type { FingerPosition, Impression } from '../types.js';
import { confirmDb, marginDb, sameFingerDb } from './parameters.js';
import type { SequencedPrint, SequenceError } from './types.js';

/** What the check knows of a print. */
export interface PlacedPrint {
  readonly record: number;
  readonly position: FingerPosition;
  readonly impression: Impression;
}

/** Two prints, by their places in the list, and how like they are. */
export interface ComparedPair {
  readonly a: number;
  readonly b: number;
  /** Decibels. */
  readonly score: number;
}

export interface SequenceVerdict {
  readonly rolled: readonly SequencedPrint[];
  readonly errors: readonly SequenceError[];
}

/**
 * Whether each print is of the finger that it is said to be of. A rolled print is wrong where it is the same finger as a plain print of
 * another position, and less like its own; two prints of a kind are a repetition where they are one finger at two positions. What
 * is not clear is left unknown.
 */
export function judgeSequence(prints: readonly PlacedPrint[], pairs: readonly ComparedPair[]): SequenceVerdict {
  const telling = pairs.filter(({ a, b }) => isTelling(prints[a], prints[b]));
  const likenesses = prints.map((_, index) => likenessesOf(index, telling));
  const rolled = prints.flatMap((print, index) => {
    if (print.impression !== 'rolled' || print.position === 0) return [];
    return [judgeRolled(index, prints, likenesses[index] ?? [])];
  });
  const misplaced = rolled.flatMap(({ error }) => error ?? []);
  const errors = [
    ...misplaced.map((found) => describe(prints, found, kindOf(prints, found, misplaced))),
    ...repetitions(prints, telling, likenesses, misplaced).map((found) => describe(prints, found, 'repeated')),
  ];
  return { rolled: rolled.map(({ print }) => print), errors };
}

/** A finger that nobody names says nothing of the order, nor do two impressions of a kind at one position. */
function isTelling(a: PlacedPrint | undefined, b: PlacedPrint | undefined): boolean {
  if (a === undefined || b === undefined || a.position === 0 || b.position === 0) return false;
  return a.position !== b.position || a.impression !== b.impression;
}

interface Likeness {
  readonly other: number;
  readonly score: number;
}

/** A print that is the finger of another one. */
interface Misplaced extends Likeness {
  readonly print: number;
  readonly ownScore?: number;
}

function likenessesOf(index: number, pairs: readonly ComparedPair[]): readonly Likeness[] {
  return pairs.flatMap(({ a, b, score }) => {
    if (a !== index && b !== index) return [];
    return [{ other: a === index ? b : a, score }];
  });
}

function judgeRolled(index: number, prints: readonly PlacedPrint[], likenesses: readonly Likeness[]) {
  const { record, position } = prints[index] as PlacedPrint;
  const toPlain = likenesses.filter(({ other }) => prints[other]?.impression === 'plain');
  const own = ownOf(index, prints, likenesses);
  const foreign = best(toPlain.filter(({ other }) => prints[other]?.position !== position));
  const scored = own === undefined ? {} : { score: own.score };
  const isWrong = foreign !== undefined && foreign.score >= Math.max(sameFingerDb, (own?.score ?? 0) + marginDb);
  const isConfirmed = own !== undefined && own.score >= confirmDb;
  const verdict = isWrong ? 'wrong' : isConfirmed ? 'confirmed' : 'unknown';
  const print: SequencedPrint = { record, position, verdict, ...scored };
  const ownScore = own === undefined ? {} : { ownScore: own.score };
  const error: Misplaced | undefined = isWrong ? { print: index, ...foreign, ...ownScore } : undefined;
  return { print, error };
}

/** The likeness to the other impression of the same position. */
function ownOf(index: number, prints: readonly PlacedPrint[], likenesses: readonly Likeness[]): Likeness | undefined {
  return best(likenesses.filter(({ other }) => prints[other]?.position === prints[index]?.position));
}

function best(likenesses: readonly Likeness[]): Likeness | undefined {
  return likenesses.toSorted((a, b) => b.score - a.score)[0];
}

function kindOf(
  prints: readonly PlacedPrint[],
  { print, other }: Misplaced,
  misplaced: readonly Misplaced[],
): SequenceError['kind'] {
  const stated = prints[print]?.position ?? 0;
  const shown = prints[other]?.position ?? 0;
  if (handOf(stated) !== handOf(shown)) return 'wrong-hand';
  const isSwapped = misplaced.some(
    (also) => prints[also.print]?.position === shown && prints[also.other]?.position === stated,
  );
  if (isSwapped) return 'swapped';
  // The finger stands in its own place too, and then was taken twice.
  const inItsPlace = prints.some(
    ({ position, impression }, index) =>
      position === shown && impression === 'rolled' && misplaced.every((also) => also.print !== index),
  );
  return inItsPlace ? 'repeated' : 'wrong-finger';
}

function handOf(position: number): 'right' | 'left' {
  return position <= 5 ? 'right' : 'left';
}

/**
 * Prints of one kind that are the same finger at two positions: one of them is less like its own finger than they are like each other.
 * Those that a plain print has told of already are left out.
 */
function repetitions(
  prints: readonly PlacedPrint[],
  pairs: readonly ComparedPair[],
  likenesses: readonly (readonly Likeness[])[],
  misplaced: readonly Misplaced[],
): readonly Misplaced[] {
  const own = (index: number): number => ownOf(index, prints, likenesses[index] ?? [])?.score ?? 0;
  const told = new Set(misplaced.map(({ print }) => print));
  return pairs.flatMap(({ a, b, score }) => {
    const [first, second] = [prints[a], prints[b]];
    const isOfKind = first?.impression === second?.impression && first?.position !== second?.position;
    if (!isOfKind || told.has(a) || told.has(b)) return [];
    // Named is the one that is less like its own finger.
    const [print, other] = own(a) < own(b) ? [a, b] : [b, a];
    return score >= Math.max(sameFingerDb, own(print) + marginDb) ? [{ print, other, score }] : [];
  });
}

function describe(prints: readonly PlacedPrint[], found: Misplaced, kind: SequenceError['kind']): SequenceError {
  const print = prints[found.print] as PlacedPrint;
  const other = prints[found.other] as PlacedPrint;
  const ownScore = found.ownScore === undefined ? {} : { ownScore: found.ownScore };
  const own = found.ownScore === undefined ? '' : `; with its own plain print ${found.ownScore.toFixed(0)} dB`;
  const message =
    `${kind}: record ${print.record}, ${print.impression} ${positionName(print.position)}, is the finger that record ${other.record}` +
    ` shows as ${other.impression} ${positionName(other.position)} (${found.score.toFixed(0)} dB${own})`;
  return {
    kind,
    record: print.record,
    impression: print.impression,
    position: print.position,
    otherRecord: other.record,
    otherImpression: other.impression,
    shownAs: other.position,
    score: found.score,
    ...ownScore,
    message,
  };
}
