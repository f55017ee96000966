import type { DrawnPeople, SyntheticGallery, TimedSearch } from '../../../engine/index.js';
import { inParallel } from '../../in-parallel.js';

/** What is searched for: the templates of a person, and who that is in the gallery; nobody where the person is not enrolled. */
export interface Probe {
  readonly templates: readonly Uint8Array[];
  readonly mate?: {
    readonly number: number;
    /** What a comparison with the mate alone gives, decibels: the search of everybody finds it with this score. */
    readonly score: number;
  };
  /** Others whose finding is no mistake: the probe's own enrolment. */
  readonly ignored?: number;
}

export interface SearchedProbe {
  readonly mate: Probe['mate'];
  /** The mate's score among the candidates; none where it is not one of them. */
  readonly mateScore: number | undefined;
  readonly mateIsFirst: boolean;
  /** The best of the candidates that are no mates; -Infinity where there are none. */
  readonly otherScore: number;
  readonly search: TimedSearch;
}

/** The impression that is searched for; the gallery has the first. */
const probeImpression = 1;

/** People spread evenly over the gallery, and strangers behind its last. */
export async function drawProbes(
  gallery: SyntheticGallery,
  drawn: DrawnPeople,
  { mated, nonMated }: { readonly mated: number; readonly nonMated: number },
  onProgress: (done: number) => void,
): Promise<{ readonly mated: Probe[]; readonly nonMated: Probe[] }> {
  let done = 0;
  const withMates = await inParallel(Array.from({ length: mated }), gallery.threads, async (_, i) => {
    const person = Math.floor((i * drawn.people) / mated);
    const templates = gallery.templatesOf(drawn, person, probeImpression);
    const score = await gallery.compare(templates, gallery.templatesOf(drawn, person, 0));
    done += 1;
    onProgress(done);
    return { templates, mate: { number: person + 1, score } };
  });
  const strangers = Array.from({ length: nonMated }, (_, i) => {
    done += 1;
    onProgress(done);
    return { templates: gallery.templatesOf(drawn, drawn.people + i, probeImpression) };
  });
  return { mated: withMates, nonMated: strangers };
}

/** Searches the probes, so many at a time. */
export async function searchProbes(
  gallery: SyntheticGallery,
  probes: readonly Probe[],
  { inFlight, exhaustive }: { readonly inFlight: number; readonly exhaustive: boolean },
  onProgress: (done: number) => void,
): Promise<{ readonly searched: SearchedProbe[]; readonly seconds: number }> {
  let done = 0;
  const start = performance.now();
  const searched = await inParallel(probes, inFlight, async (probe) => {
    const search = await gallery.search(probe.templates, exhaustive);
    done += 1;
    onProgress(done);
    return judge(probe, search);
  });
  return { searched, seconds: (performance.now() - start) / 1000 };
}

function judge({ mate, ignored }: Probe, search: TimedSearch): SearchedProbe {
  const candidates = search.candidates.filter(({ number }) => number !== ignored);
  const found = mate && candidates.find(({ number }) => number === mate.number);
  const other = candidates.find(({ number }) => number !== mate?.number);
  return {
    mate,
    mateScore: found?.score,
    mateIsFirst: found !== undefined && candidates[0] === found,
    otherScore: other?.score ?? Number.NEGATIVE_INFINITY,
    search,
  };
}
