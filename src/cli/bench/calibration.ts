/** Whether decibels mean what they say: the false match rates that they predict and those that a trial observed. */
import { percent, table } from '../text.js';
import { mean } from './statistics.js';

/** Decibels at which the two are held against each other: predicted rates from 1e-2 to 1e-4. */
export const calibrationScoresDb = [20, 25, 30, 35, 40] as const;

export interface CalibrationPoint {
  readonly scoreDb: number;
  readonly predictedFmr: number;
  readonly observedFmr: number;
}

export interface CountedCalibrationPoint extends CalibrationPoint {
  /** Impostor pairs that reach the score. */
  readonly falseMatches: number;
}

export function calibrationOf(impostor: Float64Array): CountedCalibrationPoint[] {
  return calibrationScoresDb.map((scoreDb) => {
    const falseMatches = impostor.filter((score) => score >= scoreDb).length;
    return { scoreDb, predictedFmr: 10 ** (-scoreDb / 10), observedFmr: falseMatches / impostor.length, falseMatches };
  });
}

/** Over sets, each counting alike. */
export function meanCalibration(sets: readonly (readonly CalibrationPoint[])[]): CalibrationPoint[] {
  return calibrationScoresDb.map((scoreDb, at) => ({
    scoreDb,
    predictedFmr: 10 ** (-scoreDb / 10),
    observedFmr: mean(sets.map((points) => points[at]?.observedFmr ?? Number.NaN)),
  }));
}

interface CalibratedSet {
  readonly name: string;
  readonly calibration: readonly CountedCalibrationPoint[];
}

/** A column for each score: the rate predicted, those observed with the pairs counted, and how far the two lie apart. */
export function calibrationTable(sets: readonly CalibratedSet[]): string {
  const means = meanCalibration(sets.map(({ calibration }) => calibration));
  const meanRow = ['mean', ...means.map(({ observedFmr }) => percent(observedFmr, 3))];
  return table([
    ['FMR', ...calibrationScoresDb.map((scoreDb) => `${scoreDb} dB`)],
    ['predicted', ...means.map(({ predictedFmr }) => percent(predictedFmr, 3))],
    ...sets.map(({ name, calibration }) => [name, ...calibration.map(observed)]),
    ...(sets.length > 1 ? [meanRow] : []),
    ['observed / predicted', ...means.map(ratio)],
  ]);
}

function observed({ observedFmr, falseMatches }: CountedCalibrationPoint): string {
  return `${percent(observedFmr, 3)} (${falseMatches})`;
}

function ratio({ observedFmr, predictedFmr }: CalibrationPoint): string {
  return (observedFmr / predictedFmr).toFixed(2);
}
