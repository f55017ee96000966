/** How searches grow: over subjects, threads, and searches under way at a time. One gallery is grown for all of it. */
import type { DrawnPeople, SyntheticGallery } from '../../../engine/index.js';
import type { Machine } from '../machine.js';
import { mean } from '../statistics.js';
import { type Durations, durationsOf, type ReportedLimits, reportedLimits } from './figures.js';
import { type Probe, searchProbes } from './run.js';

/** Subjects made of the fingers of one person drawn: filling then takes a tenth of the time. */
const copies = 10;
const fewestSubjects = 10_000;
const steps = [1, 2, 5] as const;
const widths = [1, 2, 4, 8, 16, 32, 64] as const;
/** Searches that share one reading of the codes well. */
const sharedWidth = 8;

export interface CurvePoint extends Durations {
  readonly subjects: number;
  readonly threads: number;
  readonly inFlight: number;
  /** Codes that a search asked, in the mean. */
  readonly codesAsked: number;
  readonly searchesPerSecond: number;
  readonly microsecondsPerSubjectPerCore: number;
}

export interface CurvesDocument {
  readonly machine: Machine;
  readonly commit: string;
  readonly seed: number;
  readonly difficulty: number;
  readonly fingers: number;
  readonly copies: number;
  readonly fillSeconds: number;
  readonly bytesPerSubject: number;
  readonly limits: ReportedLimits;
  readonly subjects: { readonly alone: readonly CurvePoint[]; readonly together: readonly CurvePoint[] };
  readonly threads: readonly CurvePoint[];
  readonly inFlight: readonly CurvePoint[];
}

export interface CurvesRequest {
  readonly gallery: SyntheticGallery;
  /** Its people are the most subjects. */
  readonly drawn: DrawnPeople;
  /** Strangers that each point searches for. */
  readonly searches: number;
  readonly about: Pick<CurvesDocument, 'machine' | 'commit'>;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

export async function measureCurves(request: CurvesRequest): Promise<CurvesDocument> {
  const { gallery, drawn, searches, about } = request;
  const most = drawn.people;
  const probes = Array.from({ length: searches }, (_, i) => ({
    templates: gallery.templatesOf(drawn, most + i, 0),
    mates: [],
  }));
  const measure = (inFlight: number, threads = gallery.threads) => measurePoint(request, probes, { inFlight, threads });
  const alone: CurvePoint[] = [];
  const together: CurvePoint[] = [];
  let [people, fillSeconds] = [0, 0];
  for (const subjects of subjectsUpTo(most)) {
    const wanted = Math.ceil(subjects / copies);
    const start = performance.now();
    await gallery.draw({ ...drawn, people: wanted }, { from: people, copies }, (done) =>
      request.onProgress('filling the gallery', people * copies + done, most),
    );
    fillSeconds += (performance.now() - start) / 1000;
    people = wanted;
    alone.push(await measure(1));
    together.push(await measure(sharedWidth));
  }
  const threads: CurvePoint[] = [];
  for (let count = 1; count < gallery.threads; count *= 2) threads.push(await measure(1, count));
  threads.push(await measure(1));
  const inFlight: CurvePoint[] = [];
  for (const width of widths) inFlight.push(await measure(width));
  const limits = await gallery.limits();
  const statistics = gallery.statistics();
  return {
    ...about,
    ...{ seed: drawn.seed, difficulty: drawn.difficulty, fingers: drawn.positions.length, copies, fillSeconds },
    bytesPerSubject: statistics.bytes / statistics.subjects,
    limits: reportedLimits(limits),
    ...{ subjects: { alone, together }, threads, inFlight },
  };
}

async function measurePoint(
  { gallery, onProgress }: CurvesRequest,
  probes: readonly Probe[],
  { inFlight, threads }: { readonly inFlight: number; readonly threads: number },
): Promise<CurvePoint> {
  const { subjects } = gallery.statistics();
  const stage = `${subjects} subjects, ${inFlight} in flight, ${threads} threads`;
  const { searched, seconds } = await searchProbes(gallery, probes, { inFlight, exhaustive: false, threads }, (done) =>
    onProgress(stage, done, probes.length),
  );
  return {
    ...{ subjects, threads, inFlight, ...durationsOf(searched) },
    codesAsked: mean(searched.map(({ search }) => search.codesAsked)),
    searchesPerSecond: searched.length / seconds,
    microsecondsPerSubjectPerCore: (1e6 * seconds * threads) / (searched.length * subjects),
  };
}

/** 10 000, 20 000, 50 000, ... and the most; the most alone where that is less. */
export function subjectsUpTo(most: number): number[] {
  const sizes: number[] = [];
  for (let decade = fewestSubjects; decade < most; decade *= 10) sizes.push(...steps.map((step) => step * decade));
  return [...sizes.filter((size) => size < most), most];
}
