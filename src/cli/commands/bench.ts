import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { Engine, Workbench } from '../../engine/index.js';
import { maxPpi, minPpi } from '../../formats/limits.js';
import { datasetSets } from '../bench/dataset-sets.js';
import { type DetSet, detPlot } from '../bench/det/det-plot.js';
import { listPipelines, readPeerScores } from '../bench/det/peer-scores.js';
import { causesText } from '../bench/failures/summary.js';
import { FailuresFolder } from '../bench/failures/write-failures.js';
import { currentCommit, describeMachine, type Machine, machineLine } from '../bench/machine.js';
import type { PairProtocol } from '../bench/pairs.js';
import { runSet, type SetRun } from '../bench/run-set.js';
import { scoreLines } from '../bench/score-file.js';
import { parseSetFolder, type SetFolder } from '../bench/set-folder.js';
import { type JudgedSet, judgeSet, meanOf, type SetResult } from '../bench/set-result.js';
import { StageProgress } from '../bench/stage-progress.js';
import { verificationTable } from '../bench/verification-table.js';
import { attempt, failureOf } from '../errors.js';
import { writeOut } from '../files-out.js';
import { threadsOption, wholeNumber } from '../options.js';
import { type Report, runReported } from '../report.js';
import { benchSynthesisCommand } from './bench-synthesis.js';

interface Options {
  readonly dataset?: string;
  readonly ppi?: number;
  readonly pairs: PairProtocol;
  readonly scores?: string;
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
Rates follow ISO/IEC 19795-1; a print without a template is a non-match in all its pairs. The 95 % intervals come from
bootstrapping whole fingers. --failures shows of every set the genuine pairs below the threshold at FMR 0.1 % (at most 40, worst
first) and the 10 highest impostor pairs: prints, minutiae, pairing, stages, and a cause proposed from what lies in common; open
index.html, or read causes.json. --plots draws the false non-match rate over the false match rate, the band by the same
bootstrap. Times are taken one by one on one core, decoding excluded.`;

export function benchCommand(): Command {
  const verification = new Command('verification')
    .description('Accuracy and speed of 1:1 comparison on folders of prints.')
    .argument('<dir...>', 'folders of prints')
    .option('--dataset <id>', "the folders hold this set of the catalogue, or this set/part, in the set's own layout")
    .option('--ppi <n>', 'resolution of files whose headers state none', wholeNumber(minPpi, maxPpi))
    .addOption(new Option('--pairs <protocol>', 'pairs to compare').choices(['all', 'fvc']).default('all'))
    .option('--scores <file>', 'write "a b score" for every pair')
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
      for (const name of ['failures', 'plots'] as const) {
        const path = options[name];
        if (path !== undefined && isFile(path))
          self.error(`error: expected a folder for --${name}, but ${path} is a file`);
      }
      if (options.peers !== undefined && options.plots === undefined) {
        self.error('error: --peers is drawn into the plots: name their folder with --plots');
      }
      return runReported(options.json === true, (report) => benchVerification(folders, options, report));
    });
  return new Command('bench')
    .description('Measures accuracy and speed.')
    .addCommand(verification)
    .addCommand(benchSynthesisCommand());
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
  const runs = await runSets(folders, options, failures, report);
  const sets = runs.map(judgeSet);
  if (sets.length === 0) return;
  report.say(`${machineLine(machine)}; commit ${commit}; pairs: ${options.pairs}\n`);
  report.say(verificationTable(sets));
  const document = verificationDocument(machine, commit, sets);
  report.answerExactly(document);
  if (options.scores !== undefined) await writeOut(options.scores, scoreLines(runs));
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

/** The sets with what other programs scored on them. */
async function detSets(runs: readonly SetRun[], folder: string, pipelines: readonly string[]): Promise<DetSet[]> {
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

/** The folders named, or the parts of a set of the catalogue that lie there. */
async function setFolders(
  folders: readonly string[],
  dataset: string | undefined,
  report: Report,
): Promise<SetFolder[]> {
  if (dataset === undefined) return folders.map(parseSetFolder);
  const found = await Promise.all(folders.map((folder) => attempt(folder, () => datasetSets(dataset, folder))));
  return report.valuesOf(found).flat();
}

/** The sets one after the other; one that can't be run is listed among the failures. */
async function runSets(
  folders: readonly string[],
  { dataset, ppi, pairs, threads }: Options,
  failures: FailuresFolder | undefined,
  report: Report,
): Promise<SetRun[]> {
  const workbench = new Workbench(threads === undefined ? {} : { threads });
  const runs: SetRun[] = [];
  try {
    for (const folder of await setFolders(folders, dataset, report)) {
      const stages = new StageProgress(folder.name);
      const notes: string[] = [];
      try {
        const onProgress = stages.update.bind(stages);
        const onNote = (line: string): void => void notes.push(line);
        const run = await runSet(workbench, folder, { ppi, protocol: pairs, onProgress, onNote });
        runs.push(run);
        const judging = (done: number, total: number): void => stages.update('judging', done, total);
        await failures?.addSet(workbench, folder, run, { ppi, onProgress: judging });
      } catch (error) {
        report.fail(failureOf(error, folder.path));
      } finally {
        stages.end();
        for (const note of notes) report.note(note);
      }
    }
  } finally {
    await workbench.close();
  }
  return runs;
}

interface VerificationDocument {
  readonly machine: Machine;
  readonly commit: string;
  readonly sets: readonly SetResult[];
  readonly mean: ReturnType<typeof meanOf>;
}

function verificationDocument(machine: Machine, commit: string, sets: readonly JudgedSet[]): VerificationDocument {
  const results = sets.map(({ result }) => result);
  return { machine, commit, sets: results, mean: meanOf(results) };
}
