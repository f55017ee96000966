import { Workbench } from '../../engine/index.js';
import { attempt, failureOf } from '../errors.js';
import type { Report } from '../report.js';
import { datasetSets } from './dataset-sets.js';
import type { FailuresFolder } from './failures/write-failures.js';
import type { PairProtocol } from './pairs.js';
import { runSet, type SetRun, type TrialOptions } from './run-set.js';
import { parseSetFolder, type SetFolder } from './set-folder.js';
import { StageProgress } from './stage-progress.js';
import { acrossFolders, oneFolder, type TrialSet } from './trial-set.js';
import { isVaried, type Variation, varyRun } from './vary-run.js';

export interface SetsOptions {
  readonly dataset?: string;
  readonly ppi?: number;
  readonly pairs: PairProtocol;
  readonly across?: true;
  readonly threads?: number;
  readonly variation: Variation;
}

/** A set under the condition that was asked for, and without it: the same where there is none. */
export interface CompletedRun {
  readonly run: SetRun;
  readonly baseline: SetRun;
}

/** The sets one after the other; one that can't be run is listed among the failures. */
export async function runSets(
  folders: readonly string[],
  options: SetsOptions,
  failures: FailuresFolder | undefined,
  report: Report,
): Promise<CompletedRun[]> {
  const { threads, ppi, pairs, variation } = options;
  const workbench = new Workbench(threads === undefined ? {} : { threads });
  const completed: CompletedRun[] = [];
  try {
    for (const { name, path, read } of await pendingSets(folders, options, report)) {
      const stages = new StageProgress(name);
      const notes: string[] = [];
      try {
        const onProgress = stages.update.bind(stages);
        const onNote = (line: string): void => void notes.push(line);
        const trial: TrialOptions = { ppi, protocol: pairs, onProgress, onNote };
        const baseline = await runSet(workbench, await read(), trial);
        const run = isVaried(variation) ? await varyRun(workbench, baseline, variation, trial) : baseline;
        completed.push({ run, baseline });
        const judging = (done: number, total: number): void => stages.update('judging', done, total);
        await failures?.addSet(workbench, run, { ppi, onProgress: judging });
      } catch (error) {
        report.fail(failureOf(error, path));
      } finally {
        stages.end();
        for (const note of notes) report.note(note);
      }
    }
  } finally {
    await workbench.close();
  }
  return completed;
}

/** A set that is still to be read, so that an error in it stops no other. */
interface PendingSet {
  readonly name: string;
  readonly path: string;
  readonly read: () => Promise<TrialSet>;
}

async function pendingSets(
  arguments_: readonly string[],
  { dataset, across }: SetsOptions,
  report: Report,
): Promise<PendingSet[]> {
  const folders = await setFolders(arguments_, dataset, report);
  if (across !== true) return folders.map((folder) => ({ ...folder, read: () => oneFolder(folder) }));
  const [name, path] = [
    folders.map((folder) => folder.name).join('+'),
    folders.map((folder) => folder.path).join(', '),
  ];
  return [{ name, path, read: () => acrossFolders(folders) }];
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
