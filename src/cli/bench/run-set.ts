import {
  type ImageChange,
  type PrintFile,
  RidgelineError,
  type TimedExtraction,
  type Workbench,
} from '../../engine/index.js';
import { attempt } from '../errors.js';
import { inParallel } from '../in-parallel.js';
import { readPrintFile } from '../print-file.js';
import type { TrialScores } from './confidence.js';
import { type PairProtocol, type TrialPairs, trialPairs } from './pairs.js';
import { spread } from './sample.js';
import type { SetPrint } from './set-folder.js';
import type { TrialSet } from './trial-set.js';

/** Where neither header nor command line states a resolution: that of most scanners and of all standards for prints, ppi. */
export const assumedPpi = 500;

/** Prints and comparisons whose time is taken: enough for a median and a 95th percentile that hold. */
const timedPrints = 100;
const timedPairs = 1000;

/** Pairs one task compares: some hundredths of a second to a second of work. */
const pairsPerTask = 8192;

export interface TrialOptions {
  /** Resolution of the prints whose headers state none, ppi. */
  readonly ppi?: number | undefined;
  readonly protocol: PairProtocol;
  readonly onProgress: (stage: 'extracting' | 'comparing', done: number, total: number) => void;
  readonly onNote: (line: string) => void;
}

/** All that was measured of one set, before any statistics. */
export interface SetRun {
  readonly name: string;
  readonly prints: readonly SetPrint[];
  /** In the order of the prints; an empty array where a print gave none. */
  readonly templates: readonly Uint8Array[];
  readonly scores: TrialScores;
  readonly failuresToExtract: number;
  readonly extractMs: readonly number[];
  readonly compareUs: ArrayLike<number>;
  readonly templateBytes: readonly number[];
}

/** One set from its folder to its scores; then, with nothing else running, the times. */
export async function runSet(workbench: Workbench, set: TrialSet, options: TrialOptions): Promise<SetRun> {
  const { name, prints, folders } = set;
  const fingers = prints.map(({ finger }) => finger);
  const pairs = trialPairs(fingers, options.protocol, folders);
  checkPairs(set, pairs);
  const templates = await extractAll(workbench, name, prints, options);
  const { genuine, impostor } = await compareAll(workbench, templates, pairs, options);
  return {
    name,
    prints,
    templates,
    scores: { fingers, pairs, genuine, impostor },
    failuresToExtract: templates.filter(isMissing).length,
    extractMs: await timeExtractions(workbench, spread(prints, timedPrints), options),
    compareUs: await timeComparisons(workbench, templates, pairs),
    templateBytes: templates.filter((template) => !isMissing(template)).map(({ length }) => length),
  };
}

function checkPairs({ path, prints, folders }: TrialSet, { genuine, impostor }: TrialPairs): void {
  if (genuine.length > 0 && impostor.length > 0) return;
  const expected =
    folders === undefined
      ? 'several prints of each of several fingers, named <finger>_<impression>.<ext>'
      : 'prints of the same several fingers in different folders, named <finger>_<impression>.<ext>';
  throw new RidgelineError(
    'INVALID_ARGUMENT',
    `${path}: expected ${expected}; found ${prints.length} prints that make ${genuine.length / 2} genuine and ${impostor.length / 2} impostor pairs`,
  );
}

/** An empty array stands for the template of a print that gave none. */
export function isMissing(template: Uint8Array): boolean {
  return template.length === 0;
}

/** The template of every print, made on all threads; of images that were changed, where that is asked for. */
export async function extractAll(
  workbench: Workbench,
  name: string,
  prints: readonly SetPrint[],
  { ppi, onProgress, onNote }: TrialOptions,
  change: ImageChange = {},
): Promise<Uint8Array[]> {
  let done = 0;
  const attempts = await inParallel(prints, 2 * workbench.threads, async (print) => {
    const tried = await attempt(print.path, () => extractOne(workbench, print, ppi, change));
    onProgress('extracting', ++done, prints.length);
    return tried;
  });
  for (const tried of attempts) {
    if (!tried.ok) onNote(`no template: ${tried.failure.code}: ${tried.failure.message}`);
  }
  const assumed = attempts.filter((tried) => tried.ok && tried.value.ppiAssumed).length;
  if (assumed > 0 && ppi === undefined) {
    onNote(
      `${name}: ${assumed} of ${prints.length} files state no resolution, so ${assumedPpi} ppi are assumed; --ppi or FOLDER@PPI states another`,
    );
  }
  return attempts.map((tried) => (tried.ok ? tried.value.template : new Uint8Array()));
}

async function extractOne(
  workbench: Workbench,
  print: SetPrint,
  ppi: number | undefined,
  change: ImageChange = {},
): Promise<TimedExtraction> {
  return await workbench.timeExtraction({ ...(await readSetPrint(print, ppi)), change });
}

/** A print's file with the resolution that folder, catalogue and command line give it. */
export async function readSetPrint({ path, ppi: stated }: SetPrint, fallback: number | undefined): Promise<PrintFile> {
  return { bytes: await readPrintFile(path), name: path, ppi: stated, fallbackPpi: fallback ?? assumedPpi };
}

interface PairScores {
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

export async function compareAll(
  workbench: Workbench,
  templates: readonly Uint8Array[],
  pairs: TrialPairs,
  { onProgress }: TrialOptions,
): Promise<PairScores> {
  const total = (pairs.genuine.length + pairs.impostor.length) / 2;
  let done = 0;
  const compare = async (which: Uint32Array): Promise<Float64Array> => {
    const tasks = slices(which, 2 * pairsPerTask);
    const parts = await inParallel(tasks, 2 * workbench.threads, async (task) => {
      const part = await workbench.comparePairs(templates, task);
      done += part.length;
      onProgress('comparing', done, total);
      return Array.from(part, (score, pair) =>
        matchesNever(templates, task, pair) ? Number.NEGATIVE_INFINITY : score,
      );
    });
    return Float64Array.from(parts.flat());
  };
  return { genuine: await compare(pairs.genuine), impostor: await compare(pairs.impostor) };
}

/** A pair of which one print gave no template is a non-match at every threshold (ISO/IEC 19795-1). */
function matchesNever(templates: readonly Uint8Array[], pairs: Uint32Array, pair: number): boolean {
  const hasTemplate = (print: number | undefined): boolean => (templates[print ?? 0]?.length ?? 0) > 0;
  return !hasTemplate(pairs[2 * pair]) || !hasTemplate(pairs[2 * pair + 1]);
}

function slices(values: Uint32Array, length: number): Uint32Array[] {
  return Array.from({ length: Math.ceil(values.length / length) }, (_, index) =>
    values.slice(index * length, (index + 1) * length),
  );
}

/** One print after the other, so that no other thread shares the caches or the core's clock. */
async function timeExtractions(
  workbench: Workbench,
  prints: readonly SetPrint[],
  { ppi }: TrialOptions,
): Promise<number[]> {
  const attempts = await inParallel(prints, 1, (print) => attempt(print.path, () => extractOne(workbench, print, ppi)));
  return attempts.flatMap((tried) => (tried.ok && tried.value.extractMs !== undefined ? [tried.value.extractMs] : []));
}

/** Pairs from all over the set, of which both prints have templates. */
async function timeComparisons(
  workbench: Workbench,
  templates: readonly Uint8Array[],
  { genuine, impostor }: TrialPairs,
): Promise<Float32Array> {
  const all = new Uint32Array(genuine.length + impostor.length);
  all.set(genuine);
  all.set(impostor, genuine.length);
  const places = Array.from({ length: all.length / 2 }, (_, pair) => pair);
  const comparable = places.filter((pair) => !matchesNever(templates, all, pair));
  const sample = spread(comparable, timedPairs).flatMap((pair) => [...all.subarray(2 * pair, 2 * pair + 2)]);
  return await workbench.timePairs(templates, Uint32Array.from(sample));
}
