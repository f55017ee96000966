import { join } from 'node:path';
import { Command, Option } from 'commander';
import { type DrawnPeople, type FingerPosition, SyntheticGallery } from '../../engine/index.js';
import { type CurvePoint, type CurvesDocument, measureCurves } from '../bench/identification/curves.js';
import { curvesPlot } from '../bench/identification/curves-plot.js';
import {
  documentOf,
  type IdentificationDocument,
  missedAtAll,
  type RealMates,
} from '../bench/identification/document.js';
import { searchWhileEnrolling } from '../bench/identification/enrolling.js';
import { type Durations, limitsLine } from '../bench/identification/figures.js';
import { enrolReal } from '../bench/identification/real.js';
import { drawProbes, type Probe, type SearchedProbe, searchProbes } from '../bench/identification/run.js';
import { currentCommit, describeMachine, machineLine } from '../bench/machine.js';
import { StageProgress } from '../bench/stage-progress.js';
import { writeOut } from '../files-out.js';
import { threadsOption, wholeNumber, wholeNumbers } from '../options.js';
import { type Report, runReported } from '../report.js';
import { difficulty } from '../synth/options.js';
import { byteSize, decibels, percent, table } from '../text.js';

interface Options {
  readonly subjects: number;
  readonly fingers: keyof typeof fingerSets;
  readonly mated: number;
  readonly nonmated: number;
  readonly inFlight: readonly number[];
  readonly real?: readonly string[];
  readonly difficulty: number;
  readonly exhaustive?: true;
  readonly enrolling?: true;
  readonly curves?: string;
  readonly seed: number;
  readonly json?: string | true;
  readonly threads?: number;
}

/** Both index fingers are the first that systems ask for, then both middle fingers. */
const fingerSets = {
  1: [2],
  2: [2, 7],
  4: [2, 3, 7, 8],
  10: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
} as const satisfies Record<number, readonly FingerPosition[]>;

const afterHelp = `
Draws people as templates and enrols the first impression of each; searches second impressions of enrolled people (mated) and
of strangers (nonmated), first one at a time, then --in-flight at a time. Fingers: 1 right index, 2 both index fingers, 4 index and
middle fingers, 10 all.
FNIR at an FPIR is taken at the score that strangers reach so often; with fewer than 1 / FPIR strangers, at the threshold that
scores promise. --real enrols every print of the folders and searches it for the others of its finger. Beside FNIR stands what a search of everybody would miss: the mate's own score is known. --exhaustive searches
everybody indeed. Speed stands beside what this machine reads from memory and asks from its nearest cache in the same run.
--curves searches --nonmated strangers at 10 000, 20 000, 50 000, ... subjects up to --subjects, alone and eight at a time, then with one
thread, two, four, ..., then 1 to 64 at a time. Of ten subjects nine are made of the fingers of others, so that the gallery, which
is grown and not filled again, fills ten times as fast: for speed, not for accuracy.`;

export function benchIdentificationCommand(): Command {
  return new Command('identification')
    .description('Accuracy and speed of searches among synthetic people.')
    .option('--subjects <n>', 'people in the gallery', wholeNumber(1, 1e8), 10_000)
    .addOption(new Option('--fingers <n>', 'of each person').choices(Object.keys(fingerSets)).default('10'))
    .option('--mated <n>', 'searches for enrolled people', wholeNumber(1, 1e6), 200)
    .option('--nonmated <n>', 'searches for strangers', wholeNumber(1, 1e6), 200)
    .option('--in-flight <n,...>', 'searches under way at a time, in runs after the first', wholeNumbers(1, 1024), [8])
    .option('--real <dir...>', 'folders of real prints to hide among the synthetic ones; with one finger')
    .option('--difficulty <d>', 'of the prints, 0 to 1', difficulty, 0.5)
    .option('--exhaustive', 'compare everybody: no coarse pass')
    .option('--enrolling', 'search once more, one at a time, while people are enrolled without a pause')
    .option('--curves <folder>', 'measure how searches grow instead; write curves.svg and curves.json')
    .option('--seed <n>', 'what makes these people others than those of another seed', wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--json [file]', 'write the results as JSON, to stdout without a file')
    .addOption(threadsOption())
    .addHelpText('after', afterHelp)
    .action((options: Options, self: Command) => {
      if (options.real !== undefined && Number(options.fingers) !== 1) {
        self.error('error: prints of --real show one finger each: say --fingers 1');
      }
      const bench = options.curves === undefined ? benchIdentification : benchCurves;
      return runReported(options.json === true, (report) => bench(options, report));
    });
}

async function benchIdentification(options: Options, report: Report): Promise<void> {
  const gallery = new SyntheticGallery(options.threads === undefined ? {} : { threads: options.threads });
  const progress = new StageProgress('identification');
  try {
    const document = await measure(gallery, options, progress);
    progress.end();
    for (const line of linesOf(document)) report.say(line);
    report.answerExactly(document);
    if (typeof options.json === 'string') await writeOut(options.json, `${JSON.stringify(document, null, 2)}\n`);
  } finally {
    progress.end();
    await gallery.close();
  }
}

async function benchCurves(options: Options, report: Report): Promise<void> {
  const { curves: folder = '.', subjects: people, nonmated: searches, seed } = options;
  const gallery = new SyntheticGallery(options.threads === undefined ? {} : { threads: options.threads });
  const progress = new StageProgress('identification');
  try {
    const document = await measureCurves({
      gallery,
      drawn: { seed, people, positions: fingerSets[options.fingers], kind: 'plain', difficulty: options.difficulty },
      searches,
      about: { machine: describeMachine(gallery.isa), commit: await currentCommit() },
      onProgress: progress.update.bind(progress),
    });
    progress.end();
    for (const line of curveLines(document)) report.say(line);
    report.answerExactly(document);
    await writeOut(join(folder, 'curves.svg'), curvesPlot(document));
    await writeOut(join(folder, 'curves.json'), `${JSON.stringify(document, null, 2)}\n`);
  } finally {
    progress.end();
    await gallery.close();
  }
}

async function measure(
  gallery: SyntheticGallery,
  options: Options,
  progress: StageProgress,
): Promise<IdentificationDocument> {
  const { subjects, mated, nonmated, inFlight, seed } = options;
  const exhaustive = options.exhaustive === true;
  const positions = fingerSets[options.fingers];
  const drawn: DrawnPeople = { seed, people: subjects, positions, kind: 'plain', difficulty: options.difficulty };
  const update = (stage: string, total: number) => (done: number) => progress.update(stage, done, total);
  const start = performance.now();
  await gallery.draw(drawn, {}, update('filling the gallery', subjects));
  const fillSeconds = (performance.now() - start) / 1000;
  const wanted = { mated, nonMated: nonmated };
  const probes = await drawProbes(gallery, drawn, wanted, update('drawing probes', mated + nonmated));
  const search = (some: readonly Probe[], width: number, stage: string) =>
    searchProbes(gallery, some, { inFlight: width, exhaustive }, update(stage, some.length));
  const aloneMated = await search(probes.mated, 1, 'mated searches');
  const aloneNonMated = await search(probes.nonMated, 1, 'searches for strangers');
  const statistics = gallery.statistics();
  const both = [...probes.mated, ...probes.nonMated];
  const flights = [];
  for (const width of inFlight) {
    const { seconds } = await search(both, width, `searches, ${width} at a time`);
    flights.push({ searches: both.length, seconds, inFlight: width });
  }
  const real = await hideReal(gallery, options, aloneNonMated.searched, progress);
  const whileEnrolling =
    options.enrolling === true
      ? await searchWhileEnrolling(
          gallery,
          drawn,
          { probes: both, without: [...aloneMated.searched, ...aloneNonMated.searched] },
          update('searches during enrolments', both.length),
        )
      : undefined;
  return await documentOf({
    gallery,
    fingers: positions.length,
    fillSeconds,
    statistics,
    alone: { mated: aloneMated.searched, nonMated: aloneNonMated.searched },
    flights,
    real,
    whileEnrolling,
    about: {
      machine: describeMachine(gallery.isa),
      commit: await currentCommit(),
      seed,
      difficulty: options.difficulty,
      exhaustive,
    },
  });
}

/** After all else, so that the gallery is the same with and without. */
async function hideReal(
  gallery: SyntheticGallery,
  { real, subjects, exhaustive }: Options,
  strangers: readonly SearchedProbe[],
  progress: StageProgress,
): Promise<RealMates | undefined> {
  if (real === undefined) return undefined;
  const probes = await enrolReal(gallery, real, subjects + 1, progress.update.bind(progress, 'extracting real prints'));
  const update = (done: number): void => progress.update('searches for real mates', done, probes.length);
  const { searched } = await searchProbes(
    gallery,
    probes,
    { inFlight: gallery.threads, exhaustive: exhaustive === true },
    update,
  );
  const threshold = (fpir: number): number => gallery.threshold(gallery.statistics().subjects, fpir);
  return { prints: probes.length, fnirAtFpir: missedAtAll(threshold, searched, strangers) };
}

function linesOf(document: IdentificationDocument): string[] {
  const { machine, commit, limits, search, coarse, microsecondsPerSubjectPerCore: perSubject, rank1, real } = document;
  return [
    `${machineLine(machine)}; commit ${commit}; ${document.threads} threads`,
    limitsLine(limits),
    `gallery: ${document.subjects} subjects of ${document.fingers} fingers, ${document.bytesPerSubject.toFixed(0)} bytes each (${byteSize(document.subjects * document.bytesPerSubject)}), filled in ${document.fillSeconds.toFixed(1)} s`,
    '',
    table([
      ['search, ms', 'n', 'mean', 'p50', 'p95', 'p99', 'max'],
      durationRow('mated', search.mated),
      durationRow('strangers', search.nonMated),
    ]),
    '',
    `time a subject and core: ${perSubject.alone.toFixed(4)} us alone`,
    ...document.flights.map(
      ({ inFlight, searchesPerSecond, microsecondsPerSubjectPerCore: us }) =>
        `${String(inFlight).padStart(4)} in flight: ${us.toFixed(4)} us a subject and core, ${searchesPerSecond.toFixed(1)} searches a second`,
    ),
    `coarse pass: ${coarse.meanMs.toFixed(1)} ms, ${percent(coarse.bandwidthShare, 0)} of the memory limit, ${percent(coarse.kernelShare, 0)} of the kernel's; ${percent(coarse.keptShare, 3)} of the subjects compared`,
    '',
    missedTable('FPIR', document.fnirAtFpir),
    '',
    ...enrollingLines(document),
    `first in rank: ${rank1.count} of ${rank1.of} mates (${percent(rank1.share)})`,
    ...(real === undefined ? [] : ['', missedTable(`${real.prints} real prints, FPIR`, real.fnirAtFpir)]),
  ];
}

function curveLines({
  machine,
  commit,
  limits,
  fingers,
  fillSeconds,
  bytesPerSubject,
  ...points
}: CurvesDocument): string[] {
  const rowOf = (point: CurvePoint): string[] => [
    String(point.subjects),
    String(point.threads),
    String(point.inFlight),
    ...[point.meanMs, point.p50, point.p99].map((ms) => ms.toFixed(1)),
    point.searchesPerSecond.toFixed(1),
    point.microsecondsPerSubjectPerCore.toFixed(4),
  ];
  const { alone, together } = points.subjects;
  return [
    `${machineLine(machine)}; commit ${commit}`,
    limitsLine(limits),
    `subjects of ${fingers} fingers, ${bytesPerSubject.toFixed(0)} bytes each, filled in ${fillSeconds.toFixed(1)} s`,
    '',
    table([
      ['subjects', 'threads', 'in flight', 'mean, ms', 'p50', 'p99', 'searches/s', 'us/subject/core'],
      ...[...alone, ...together, ...points.threads, ...points.inFlight].map(rowOf),
    ]),
  ];
}

function missedTable(heading: string, missed: IdentificationDocument['fnirAtFpir']): string {
  return table([
    [heading, 'threshold', 'by', 'FNIR', 'missed', 'FNIR of all', 'missed', 'mates'],
    ...Object.entries(missed).map(([fpir, { thresholdDb, observed, fnir, fnirExhaustive }]) => [
      percent(Number(fpir), 1),
      decibels(thresholdDb),
      observed ? 'strangers' : 'scores',
      percent(fnir.share),
      String(fnir.count),
      percent(fnirExhaustive.share),
      String(fnirExhaustive.count),
      String(fnir.of),
    ]),
  ]);
}

function enrollingLines({ whileEnrolling }: IdentificationDocument): string[] {
  if (whileEnrolling === undefined) return [];
  const { enrolmentsPerSecond, search, p99Ratio } = whileEnrolling;
  return [
    `while ${enrolmentsPerSecond.toFixed(0)} people a second were enrolled: p50 ${search.p50.toFixed(1)} ms, p99 ${search.p99.toFixed(1)} ms, ${p99Ratio.toFixed(2)} times that without`,
    '',
  ];
}

function durationRow(name: string, { searches, meanMs, p50, p95, p99, max }: Durations): string[] {
  return [name, String(searches), ...[meanMs, p50, p95, p99, max].map((ms) => ms.toFixed(1))];
}
