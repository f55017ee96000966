import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { Engine } from '../../engine/index.js';
import { maxPpi, minPpi } from '../../formats/limits.js';
import { calibrationTable } from '../bench/calibration.js';
import { type DetSet, detPlot } from '../bench/det/det-plot.js';
import { listPipelines, readPeerScores } from '../bench/det/peer-scores.js';
import { discardTable } from '../bench/discard.js';
import { causesText } from '../bench/failures/summary.js';
import { FailuresFolder } from '../bench/failures/write-failures.js';
import { currentCommit, describeMachine, type Machine, machineLine } from '../bench/machine.js';
import type { PairProtocol } from '../bench/pairs.js';
import { type CompletedRun, runSets } from '../bench/run-sets.js';
import { scoreLines } from '../bench/score-file.js';
import { type JudgedSet, judgeSet, type MeanResult, meanOf, type SetResult } from '../bench/set-result.js';
import { isVaried, throughFormats, type Variation, variationWords } from '../bench/vary-run.js';
import { costLine, type JudgedTrial, verificationTable } from '../bench/verification-table.js';
import { writeOut } from '../files-out.js';
import { threadsOption, turn, wholeNumber } from '../options.js';
import { type Report, runReported } from '../report.js';

/** More would take a part of the print away. */
const maxCutPx = 32;

interface Options {
  readonly dataset?: string;
  readonly ppi?: number;
  readonly pairs: PairProtocol;
  readonly across?: true;
  readonly cut?: number;
  readonly turn?: number;
  readonly through?: Variation['through'];
  readonly scores?: string;
  readonly templates?: string;
  readonly failures?: string;
  readonly plots?: string;
  readonly peers?: string;
  readonly json?: string | true;
  readonly threads?: number;
}

const afterHelp = `
A folder holds <finger>_<impression>.<ext>; the finger is all before the last underscore. DIR@PPI states a folder's resolution and
wins over its headers; --ppi is for files whose headers state none, and without it 500 is assumed.
--dataset fvc2002/db1_b takes names and resolution from the catalogue ("ridgeline datasets" lists it); of a set without a part,
every part below DIR is a set of its own.
--pairs all: every pair of prints of one finger and every pair of prints of different fingers.
--pairs fvc: the same genuine pairs, and of different fingers the first impressions only.
--across: the folders show the same fingers under the same names, on other sensors or days. They are one trial, of the pairs whose
prints lie in different folders.
--cut, --turn and --through change one side of every pair and show what that costs: the results with it stand beside those without.
--cut takes nothing away that matters: what it costs is what chance does, and what constants owe to these very images. The JSON
document, --scores and --plots then are those with it, and the document has those without as its baseline.
Files may be minutiae records, of any extractor: then only the comparison is measured.
Rates follow ISO/IEC 19795-1; a print without a template is a non-match in all its pairs. The 95 % intervals come from
bootstrapping whole fingers. The second table holds the false match rates that scores predict (20 dB: 1 %) against those observed,
with the pairs counted. --failures shows of every set the genuine pairs below the threshold at FMR 0.1 % (at most 40, worst
first) and the 10 highest impostor pairs: prints, minutiae, pairing, stages, and a cause proposed from what lies in common; open
index.html, or read causes.json. --plots draws the false non-match rate over the false match rate, the band by the same
bootstrap. Times are taken one by one on one core, decoding excluded.`;

export function benchVerificationCommand(): Command {
  return new Command('verification')
    .description('Accuracy and speed of 1:1 comparison on folders of prints.')
    .argument('<dir...>', 'folders of prints')
    .option('--dataset <id>', "the folders hold this set of the catalogue, or this set/part, in the set's own layout")
    .option('--ppi <n>', 'resolution of files whose headers state none', wholeNumber(minPpi, maxPpi))
    .addOption(new Option('--pairs <protocol>', 'pairs to compare').choices(['all', 'fvc']).default('all'))
    .option('--across', 'compare prints of different folders only: the same fingers, otherwise taken')
    .option('--cut <px>', "cut so many columns and rows off each pair's probe, left and top", wholeNumber(1, maxCutPx))
    .addOption(new Option('--turn <degrees>', "turn each pair's probe clockwise before extraction").argParser(turn))
    .addOption(
      new Option('--through <format>', 'write templates in this format and read them back').choices(throughFormats),
    )
    .option('--scores <file>', 'write "a b score" for every pair')
    .option('--templates <folder>', 'write the packed template of every probe as <folder>/<set>/<print>.rt')
    .option('--failures <folder>', 'write pages that show the worst pairs and say what may have gone wrong')
    .option('--plots <folder>', 'write DET curves with 95 % intervals as det.svg')
    .option(
      '--peers <folder>',
      "draw other programs' curves, too, from files <folder>/<name>/<set>.txt as --scores writes",
    )
    .option('--json [file]', 'write the results as JSON, to stdout without a file')
    .addOption(threadsOption())
    .addHelpText('after', afterHelp)
    .action((folders: string[], options: Options, self: Command) => {
      const folder = [options.json, options.scores].find((path) => typeof path === 'string' && isFolder(path));
      if (folder !== undefined) self.error(`error: expected a file for the results, but ${folder} is a folder`);
      for (const name of ['failures', 'plots', 'templates'] as const) {
        const path = options[name];
        if (path !== undefined && isFile(path))
          self.error(`error: expected a folder for --${name}, but ${path} is a file`);
      }
      const isChanged = [options.cut, options.turn, options.through].some((option) => option !== undefined);
      if (options.failures !== undefined && isChanged) {
        self.error('error: --failures shows prints as they are: leave out --cut, --turn and --through');
      }
      if (options.peers !== undefined && options.plots === undefined) {
        self.error('error: --peers is drawn into the plots: name their folder with --plots');
      }
      return runReported(options.json === true, (report) => benchVerification(folders, options, report));
    });
}

/** `--json DIR` takes the folder for its file: that is told before the work and not after it. */
function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function benchVerification(folders: readonly string[], options: Options, report: Report): Promise<void> {
  // Before the work, so that a folder named wrongly is told at once.
  const pipelines = options.peers === undefined ? [] : await listPipelines(options.peers);
  const machine = await thisMachine();
  const commit = await currentCommit();
  const failures = options.failures === undefined ? undefined : new FailuresFolder(options.failures);
  const variation = { cutPx: options.cut ?? 0, turnDegrees: options.turn ?? 0, through: options.through };
  const completed = await runSets(folders, { ...options, variation }, failures, report);
  if (completed.length === 0) return;
  const runs = completed.map(({ run }) => run);
  const trials = judgeTrials(completed, variation);
  report.say(`${machineLine(machine)}; commit ${commit}; ${protocolWords(options)}\n`);
  for (const line of resultLines(trials)) report.say(line);
  const document = { machine, commit, protocol: protocolOf(options), ...verificationDocument(trials) };
  report.answerExactly(document);
  if (options.scores !== undefined) await writeOut(options.scores, scoreLines(runs));
  if (options.templates !== undefined) await writeTemplates(options.templates, runs);
  if (typeof options.json === 'string') await writeOut(options.json, `${JSON.stringify(document, null, 2)}\n`);
  if (options.plots !== undefined) {
    const path = join(options.plots, 'det.svg');
    await writeOut(path, detPlot(await detSets(runs, options.peers ?? '', pipelines)));
    report.say(`\nDET curves: ${path}`);
  }
  if (failures !== undefined && failures.sets.length > 0) {
    await failures.finish(commit);
    report.say(`\n${causesText(failures.sets)}\n\nThe pairs: ${join(failures.folder, 'index.html')}`);
  }
}

async function writeTemplates(folder: string, runs: readonly CompletedRun['run'][]): Promise<void> {
  for (const { name, prints, templates } of runs) {
    for (const [at, template] of templates.entries()) {
      await writeOut(join(folder, name, `${prints[at]?.name}.rt`), template);
    }
  }
}

/** The sets with what other programs scored on them. */
async function detSets(
  runs: readonly CompletedRun['run'][],
  folder: string,
  pipelines: readonly string[],
): Promise<DetSet[]> {
  return await Promise.all(
    runs.map(async (run) => {
      const found = await Promise.all(pipelines.map((pipeline) => readPeerScores(folder, pipeline, run)));
      return { run, peers: found.filter((peer) => peer !== undefined) };
    }),
  );
}

async function thisMachine(): Promise<Machine> {
  const engine = await Engine.open({ threads: 1 });
  try {
    return describeMachine(engine.info().isa);
  } finally {
    await engine.close();
  }
}

/** The trial that was asked for, behind the one without its condition where it has one. */
function judgeTrials(completed: readonly CompletedRun[], variation: Variation): [JudgedTrial, ...JudgedTrial[]] {
  const plain = { condition: '', sets: completed.map(({ baseline }) => judgeSet(baseline)) };
  if (!isVaried(variation)) return [plain];
  return [plain, { condition: variationWords(variation), sets: completed.map(({ run }) => judgeSet(run)) }];
}

function resultLines(trials: readonly [JudgedTrial, ...JudgedTrial[]]): string[] {
  const [plain, varied] = trials;
  const results = (varied ?? plain).sets.map(({ result }) => result);
  const cost = varied === undefined ? [] : ['', costLine([plain, varied])];
  return [verificationTable(trials), ...cost, '', calibrationTable(results), '', discardTable(results)];
}

function protocolOf({ pairs, across, cut: cutPx, turn: turnDegrees, through }: Options) {
  return {
    ...{ pairs, across: across ?? false },
    ...{ cutPx: cutPx ?? 0, turnDegrees: turnDegrees ?? 0, through: through ?? null },
  };
}

function protocolWords({ pairs, across }: Options): string {
  return `pairs: ${pairs}${across === true ? ', across folders' : ''}`;
}

interface Results {
  readonly sets: readonly SetResult[];
  readonly mean: MeanResult;
}

function verificationDocument(
  trials: readonly [JudgedTrial, ...JudgedTrial[]],
): Results & { readonly baseline?: Results } {
  const [baseline, varied] = trials;
  if (varied === undefined) return resultsOf(baseline.sets);
  return { ...resultsOf(varied.sets), baseline: resultsOf(baseline.sets) };
}

function resultsOf(judged: readonly JudgedSet[]): Results {
  const sets = judged.map(({ result }) => result);
  return { sets, mean: meanOf(sets) };
}
