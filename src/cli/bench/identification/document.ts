import type { SyntheticGallery } from '../../../engine/index.js';
import type { Machine } from '../machine.js';
import { mean } from '../statistics.js';
import type { EnrollingFigures } from './enrolling.js';
import {
  type CountedShare,
  codeBytes,
  type Durations,
  durationsOf,
  type MissedMates,
  missedMates,
  type ReportedLimits,
  reportedLimits,
  shareOf,
} from './figures.js';
import type { SearchedProbe } from './run.js';

export const fpirs = [0.1, 0.01, 0.001] as const;

export interface Flight {
  readonly inFlight: number;
  readonly searchesPerSecond: number;
  readonly microsecondsPerSubjectPerCore: number;
}

/** Real prints hidden among the synthetic ones: every print searched for the others of its finger. */
export interface RealMates {
  readonly prints: number;
  readonly fnirAtFpir: Readonly<Record<string, MissedMates>>;
}

export interface IdentificationDocument {
  readonly machine: Machine;
  readonly commit: string;
  readonly seed: number;
  readonly difficulty: number;
  readonly exhaustive: boolean;
  readonly threads: number;
  /** Of all threads together. */
  readonly limits: ReportedLimits;
  readonly subjects: number;
  readonly fingers: number;
  /** Reserved in the gallery. */
  readonly bytesPerSubject: number;
  readonly fillSeconds: number;
  /** One search at a time. */
  readonly search: { readonly mated: Durations; readonly nonMated: Durations };
  readonly microsecondsPerSubjectPerCore: { readonly alone: number; readonly inFlight: number };
  /** Searches of the same probes, so many at a time; the last is microsecondsPerSubjectPerCore.inFlight. */
  readonly flights: readonly Flight[];
  readonly fnirAtFpir: Readonly<Record<string, MissedMates>>;
  readonly rank1: CountedShare;
  readonly real?: RealMates;
  readonly whileEnrolling?: EnrollingFigures;
  readonly coarse: {
    /** Of all subjects, whose prints were compared. */
    readonly keptShare: number;
    /** Mates that the search should have given as hits, at FPIR 0.001, and didn't. */
    readonly loss: CountedShare;
    /** Bytes of codes read a second while codes were read, against the memory limit of this run. */
    readonly bandwidthShare: number;
    /** Codes asked a second, against the limit of this run. */
    readonly kernelShare: number;
    readonly meanMs: number;
  };
}

/** What a run measured. */
export interface IdentificationRun {
  readonly gallery: SyntheticGallery;
  readonly fingers: number;
  readonly fillSeconds: number;
  /** Of the gallery as it was searched, before real prints came in. */
  readonly statistics: { readonly subjects: number; readonly bytes: number };
  readonly alone: { readonly mated: readonly SearchedProbe[]; readonly nonMated: readonly SearchedProbe[] };
  readonly flights: readonly { readonly searches: number; readonly seconds: number; readonly inFlight: number }[];
  readonly real: RealMates | undefined;
  readonly whileEnrolling: EnrollingFigures | undefined;
  readonly about: Pick<IdentificationDocument, 'machine' | 'commit' | 'seed' | 'difficulty' | 'exhaustive'>;
}

export async function documentOf(run: IdentificationRun): Promise<IdentificationDocument> {
  const { gallery, fingers, fillSeconds, alone, about } = run;
  const limits = await gallery.limits();
  const { subjects, bytes } = run.statistics;
  const all = [...alone.mated, ...alone.nonMated];
  const perCore = (seconds: number, searches: number): number =>
    (1e6 * seconds * gallery.threads) / (searches * subjects);
  const aloneSeconds = all.reduce((sum, { search }) => sum + search.ms, 0) / 1000;
  const coarseMs = mean(all.map(({ search }) => search.coarseMs));
  const codesPerSecond = mean(all.map(({ search }) => search.codesAsked)) / (coarseMs / 1000);
  const flights = run.flights.map(({ inFlight, searches, seconds }) => ({
    inFlight,
    searchesPerSecond: searches / seconds,
    microsecondsPerSubjectPerCore: perCore(seconds, searches),
  }));
  const missed = missedAtAll((fpir) => gallery.threshold(subjects, fpir), alone.mated, alone.nonMated);
  const strictest = missed[String(fpirs.at(-1))];
  const lost = (strictest?.fnir.count ?? 0) - (strictest?.fnirExhaustive.count ?? 0);
  return {
    ...about,
    threads: gallery.threads,
    limits: reportedLimits(limits),
    subjects,
    fingers,
    bytesPerSubject: bytes / subjects,
    fillSeconds,
    search: { mated: durationsOf(alone.mated), nonMated: durationsOf(alone.nonMated) },
    microsecondsPerSubjectPerCore: {
      alone: perCore(aloneSeconds, all.length),
      inFlight: flights.at(-1)?.microsecondsPerSubjectPerCore ?? Number.NaN,
    },
    flights,
    ...(run.real === undefined ? {} : { real: run.real }),
    ...(run.whileEnrolling === undefined ? {} : { whileEnrolling: run.whileEnrolling }),
    fnirAtFpir: missed,
    rank1: shareOf(alone.mated.filter(({ mateIsFirst }) => mateIsFirst).length, alone.mated.length),
    coarse: {
      keptShare: mean(all.map(({ search }) => search.compared)) / subjects,
      loss: shareOf(lost, alone.mated.length),
      bandwidthShare: (codesPerSecond * codeBytes) / limits.memoryReadPerSecond,
      kernelShare: codesPerSecond / limits.codesPerSecond,
      meanMs: coarseMs,
    },
  };
}

/** At each rate; where strangers are too few for one, at the threshold that scores promise. */
export function missedAtAll(
  calibrated: (fpir: number) => number,
  mated: readonly SearchedProbe[],
  nonMated: readonly SearchedProbe[],
): Record<string, MissedMates> {
  const entries = fpirs.map(
    (fpir) => [String(fpir), missedMates(mated, nonMated, { fpir, calibrated: calibrated(fpir) })] as const,
  );
  return Object.fromEntries(entries);
}
