import { Command, Option } from 'commander';
import { type DrawnPeople, type FingerPosition, SyntheticGallery } from '../../engine/index.js';
import { documentOf, type IdentificationDocument } from '../bench/identification/document.js';
import type { Durations } from '../bench/identification/figures.js';
import { drawProbes, type Probe, searchProbes } from '../bench/identification/run.js';
import { currentCommit, describeMachine, machineLine } from '../bench/machine.js';
import { StageProgress } from '../bench/stage-progress.js';
import { writeOut } from '../files-out.js';
import { threadsOption, wholeNumber } from '../options.js';
import { type Report, runReported } from '../report.js';
import { difficulty } from '../synth/options.js';
import { byteSize, decibels, percent, table } from '../text.js';

interface Options {
  readonly subjects: number;
  readonly fingers: keyof typeof fingerSets;
  readonly mated: number;
  readonly nonmated: number;
  readonly inFlight: number;
  readonly difficulty: number;
  readonly exhaustive?: true;
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
scores promise. Beside it stands what a search of everybody would miss: the mate's own score is known. --exhaustive searches
everybody indeed. Speed stands beside what this machine reads from memory and asks from its nearest cache in the same run.`;

export function benchIdentificationCommand(): Command {
  return new Command('identification')
    .description('Accuracy and speed of searches among synthetic people.')
    .option('--subjects <n>', 'people in the gallery', wholeNumber(1, 1e8), 10_000)
    .addOption(new Option('--fingers <n>', 'of each person').choices(Object.keys(fingerSets)).default('10'))
    .option('--mated <n>', 'searches for enrolled people', wholeNumber(1, 1e6), 200)
    .option('--nonmated <n>', 'searches for strangers', wholeNumber(1, 1e6), 200)
    .option('--in-flight <n>', 'searches under way at a time, in the second run', wholeNumber(1, 1024), 8)
    .option('--difficulty <d>', 'of the prints, 0 to 1', difficulty, 0.5)
    .option('--exhaustive', 'compare everybody: no coarse pass')
    .option('--seed <n>', 'what makes these people others than those of another seed', wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--json [file]', 'write the results as JSON, to stdout without a file')
    .addOption(threadsOption())
    .addHelpText('after', afterHelp)
    .action((options: Options) => runReported(options.json === true, (report) => benchIdentification(options, report)));
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
  await gallery.draw(drawn, update('filling the gallery', subjects));
  const fillSeconds = (performance.now() - start) / 1000;
  const wanted = { mated, nonMated: nonmated };
  const probes = await drawProbes(gallery, drawn, wanted, update('drawing probes', mated + nonmated));
  const search = (some: readonly Probe[], width: number, stage: string) =>
    searchProbes(gallery, some, { inFlight: width, exhaustive }, update(stage, some.length));
  const aloneMated = await search(probes.mated, 1, 'mated searches');
  const aloneNonMated = await search(probes.nonMated, 1, 'searches for strangers');
  const both = [...probes.mated, ...probes.nonMated];
  const together = await search(both, inFlight, `searches, ${inFlight} at a time`);
  return await documentOf({
    gallery,
    fingers: positions.length,
    fillSeconds,
    alone: { mated: aloneMated.searched, nonMated: aloneNonMated.searched },
    together: { searches: both.length, seconds: together.seconds, inFlight },
    about: {
      machine: describeMachine(gallery.isa),
      commit: await currentCommit(),
      seed,
      difficulty: options.difficulty,
      exhaustive,
    },
  });
}

function linesOf(document: IdentificationDocument): string[] {
  const { machine, commit, limits, search, coarse, microsecondsPerSubjectPerCore: perSubject, rank1 } = document;
  return [
    `${machineLine(machine)}; commit ${commit}; ${document.threads} threads`,
    `limits: memory ${limits.memoryReadGBs.toFixed(1)} GB/s, ${(limits.codesPerSecond / 1e6).toFixed(0)} million codes a second`,
    `gallery: ${document.subjects} subjects of ${document.fingers} fingers, ${document.bytesPerSubject.toFixed(0)} bytes each (${byteSize(document.subjects * document.bytesPerSubject)}), filled in ${document.fillSeconds.toFixed(1)} s`,
    '',
    table([
      ['search, ms', 'n', 'mean', 'p50', 'p95', 'p99', 'max'],
      durationRow('mated', search.mated),
      durationRow('strangers', search.nonMated),
    ]),
    '',
    `time a subject and core: ${perSubject.alone.toFixed(4)} us alone, ${perSubject.inFlight.toFixed(4)} us with ${document.inFlight} in flight`,
    `coarse pass: ${coarse.meanMs.toFixed(1)} ms, ${percent(coarse.bandwidthShare, 0)} of the memory limit, ${percent(coarse.kernelShare, 0)} of the kernel's; ${percent(coarse.keptShare, 3)} of the subjects compared`,
    '',
    table([
      ['FPIR', 'threshold', 'by', 'FNIR', 'missed', 'FNIR of all', 'missed', 'mated'],
      ...Object.entries(document.fnirAtFpir).map(([fpir, { thresholdDb, observed, fnir, fnirExhaustive }]) => [
        percent(Number(fpir), 1),
        decibels(thresholdDb),
        observed ? 'strangers' : 'scores',
        percent(fnir.share),
        String(fnir.count),
        percent(fnirExhaustive.share),
        String(fnirExhaustive.count),
        String(fnir.of),
      ]),
    ]),
    '',
    `first in rank: ${rank1.count} of ${rank1.of} mates (${percent(rank1.share)})`,
  ];
}

function durationRow(name: string, { searches, meanMs, p50, p95, p99, max }: Durations): string[] {
  return [name, String(searches), ...[meanMs, p50, p95, p99, max].map((ms) => ms.toFixed(1))];
}
