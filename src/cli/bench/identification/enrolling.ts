import type { DrawnPeople, SyntheticGallery } from '../../../engine/index.js';
import { type Durations, durationsOf } from './figures.js';
import { type Probe, type SearchedProbe, searchProbes } from './run.js';

/** Searches one at a time while people are enrolled, as fast as the background manages. */
export interface EnrollingFigures {
  readonly enrolments: number;
  readonly enrolmentsPerSecond: number;
  readonly search: Durations;
  /** Against the same searches without enrolments. */
  readonly p99Ratio: number;
}

/** People of one task: the templates of these are drawn, prepared and appended in some milliseconds. */
const together = 4;
/** Far behind everybody who is enrolled or searched for. */
const firstEnrolled = 1e9;

export async function searchWhileEnrolling(
  gallery: SyntheticGallery,
  drawn: DrawnPeople,
  { probes, without }: { readonly probes: readonly Probe[]; readonly without: readonly SearchedProbe[] },
  onProgress: (done: number) => void,
): Promise<EnrollingFigures> {
  const stop = new AbortController();
  let enrolments = 0;
  const options = { from: firstEnrolled, together, signal: stop.signal };
  const enrolling = gallery.draw({ ...drawn, people: Number.MAX_SAFE_INTEGER }, options, (subjects) => {
    enrolments = subjects;
  });
  const { searched, seconds } = await searchProbes(gallery, probes, { inFlight: 1, exhaustive: false }, onProgress);
  stop.abort();
  await enrolling;
  const search = durationsOf(searched);
  return {
    enrolments,
    enrolmentsPerSecond: enrolments / seconds,
    search,
    p99Ratio: search.p99 / durationsOf(without).p99,
  };
}
