import type { Figures } from '../operation/figures.js';
import type { ReportedSearch } from './outcomes.js';

/** Rates of errors in operation, as far as they are known. */
export interface ErrorRates {
  /** Failure to enrol: of all entries tried, those that no print was good enough for. */
  readonly fte: number | null;
  /**
   * False positive identification rate: of the searches of people who have no record, those that were answered with a hit. Hits that
   * nobody has reported on yet are taken to be wrong as often as the others.
   */
  readonly fpir: number | null;
  /** False negative identification rate: of the records known to be of people searched for, those not found. A lower bound. */
  readonly fnir: number | null;
}

export const noRates: ErrorRates = { fte: null, fpir: null, fnir: null };

/** What clients reported, counted. */
export function reportedFigures(searches: readonly ReportedSearch[]): Pick<Figures, ReportedFigure> {
  const figures = { hitsReported: 0, hitsConfirmed: 0, hitsRefuted: 0, hitsMissed: 0, searchesMissed: 0, falseHits: 0 };
  for (const { candidates, missed } of searches) {
    const outcomes = Object.values(candidates);
    const confirmed = outcomes.filter((outcome) => outcome === 'confirmed').length;
    figures.hitsConfirmed += confirmed;
    figures.hitsRefuted += outcomes.length - confirmed;
    figures.hitsMissed += missed;
    figures.hitsReported += outcomes.length > 0 ? 1 : 0;
    figures.searchesMissed += missed > 0 && confirmed === 0 ? 1 : 0;
    figures.falseHits += outcomes.length > 0 && confirmed === 0 && missed === 0 ? 1 : 0;
  }
  return figures;
}

export type ReportedFigure =
  | 'hitsReported'
  | 'hitsConfirmed'
  | 'hitsRefuted'
  | 'hitsMissed'
  | 'searchesMissed'
  | 'falseHits';

/** The rates of a month. One from which a small count could be had again is left out. */
export function errorRates(figures: Figures, smallestCount: number): ErrorRates {
  const { enrolments, enrolmentsFailed, searches, hits, hitsReported, hitsConfirmed } = figures;
  const { hitsMissed, searchesMissed, falseHits } = figures;
  const rate = (wrong: number, counted: number, all: number): number | null =>
    all < smallestCount || (counted > 0 && counted < smallestCount) ? null : Math.min(1, wrong / all);
  const allFalseHits = hitsReported === 0 ? 0 : (falseHits / hitsReported) * hits;
  const isKnown = hits === 0 || hitsReported >= smallestCount;
  const ofStrangers = searches - (hits - allFalseHits) - searchesMissed;
  return {
    fte: rate(enrolmentsFailed, enrolmentsFailed, enrolments + enrolmentsFailed),
    fpir: isKnown ? rate(allFalseHits, falseHits, ofStrangers) : null,
    fnir: rate(hitsMissed, hitsMissed, hitsConfirmed + hitsMissed),
  };
}
