import type { DrawnPeople, SyntheticGallery, TimedSearch } from '../../../engine/index.js';
import { inParallel } from '../../in-parallel.js';

/** A subject that is the person searched for. */
export interface Mate {
  readonly number: number;
  /** What a comparison with the mate alone gives, decibels: a search of everybody finds it with this score. */
  readonly score: number;
}

/** What is searched for: the templates of a person, and who that is in the gallery; nobody where the person is not enrolled. */
export interface Probe {
  readonly templates: readonly Uint8Array[];
  readonly mates: readonly Mate[];
  /** The probe's own enrolment, which is not to be found. */
  readonly own?: number;
}

export interface SearchedProbe {
  /** Each mate with its score among the candidates; -Infinity where it is not one of them. */
  readonly mates: readonly (Mate & { readonly found: number })[];
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
    return { templates, mates: [{ number: person + 1, score }] };
  });
  const strangers = Array.from({ length: nonMated }, (_, i) => {
    done += 1;
    onProgress(done);
    return { templates: gallery.templatesOf(drawn, drawn.people + i, probeImpression), mates: [] };
  });
  return { mated: withMates, nonMated: strangers };
}

/** Searches the probes, so many at a time. */
export async function searchProbes(
  gallery: SyntheticGallery,
  probes: readonly Probe[],
  {
    inFlight,
    exhaustive,
    threads,
  }: { readonly inFlight: number; readonly exhaustive: boolean; readonly threads?: number },
  onProgress: (done: number) => void,
): Promise<{ readonly searched: SearchedProbe[]; readonly seconds: number }> {
  let done = 0;
  const start = performance.now();
  const searched = await inParallel(probes, inFlight, async (probe) => {
    const search = await gallery.search(probe.templates, exhaustive, threads);
    done += 1;
    onProgress(done);
    return judge(probe, search);
  });
  return { searched, seconds: (performance.now() - start) / 1000 };
}

function judge({ mates, own }: Probe, search: TimedSearch): SearchedProbe {
  const candidates = search.candidates.filter(({ number }) => number !== own);
  const scores = new Map(candidates.map(({ number, score }) => [number, score]));
  const isMate = (number: number | undefined): boolean => mates.some((mate) => mate.number === number);
  const other = candidates.find(({ number }) => !isMate(number));
  return {
    mates: mates.map((mate) => ({ ...mate, found: scores.get(mate.number) ?? Number.NEGATIVE_INFINITY })),
    mateIsFirst: isMate(candidates[0]?.number),
    otherScore: other?.score ?? Number.NEGATIVE_INFINITY,
    search,
  };
}
