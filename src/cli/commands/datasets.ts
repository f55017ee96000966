import { resolve } from 'node:path';
import { Command } from 'commander';
import { readCatalogue, select, selectParts } from '../datasets/catalogue.js';
import { checkPart, type PartCheck } from '../datasets/check-part.js';
import { describeCheck } from '../datasets/check-text.js';
import { catalogueRows, describeDataset } from '../datasets/dataset-text.js';
import { readContents } from '../datasets/part-folder.js';
import { attempt } from '../errors.js';
import { jsonOption } from '../options.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { count, table } from '../text.js';

interface Options {
  readonly json?: boolean;
}

const afterHelp = `
The catalogue lies in datasets/catalogue, one file a set; datasets/README.md describes it. No prints come with Ridgeline: a set is
downloaded from the address that "ridgeline datasets show" names, under the set's own licence.
"ridgeline bench verification DIR --dataset ID/PART" measures accuracy on a downloaded part.`;

const afterCheckHelp = `
DIR is the folder of the part, or one above it. ID alone checks all parts of a set. Files may have been converted to another format
under the same names. What differs is listed, and then the exit code is 1: prints that are missing, files that are no prints of the
part, prints that lie there twice, wrong counts, images that cannot be read or have another size, and other bytes than published
where the catalogue knows their SHA-256.`;

export function datasetsCommand(): Command {
  // A command of its own, and not the action of the parent, which would take --json away from the other two.
  const list = new Command('list')
    .description('Lists the sets: id, title, prints, resolution and licence. Runs where no other is named.')
    .addOption(jsonOption())
    .action((options: Options) => runReported(options.json === true, listDatasets));
  const show = new Command('show')
    .description('Says what a set is, where it is, under which licence, and how it is laid out.')
    .argument('<id>', 'set, or set/part')
    .addOption(jsonOption())
    .action((name: string, options: Options) =>
      runReported(options.json === true, (report) => showDataset(name, report)),
    );
  const check = new Command('check')
    .description('Compares a downloaded folder with the catalogue.')
    .argument('<id>', 'set, or set/part')
    .argument('<dir>', 'folder of the download')
    .addOption(jsonOption())
    .addHelpText('after', afterCheckHelp)
    .action((name: string, folder: string, options: Options) =>
      runReported(options.json === true, (report) => checkDataset(name, resolve(folder), report)),
    );
  return new Command('datasets')
    .description('The public sets of prints that the catalogue knows, and checks of downloaded ones.')
    .addHelpText('after', afterHelp)
    .addCommand(list, { isDefault: true })
    .addCommand(show)
    .addCommand(check);
}

async function listDatasets(report: Report): Promise<void> {
  const datasets = await readCatalogue();
  report.say(table(catalogueRows(datasets), [0, 1, 4]));
  report.answer({ datasets });
}

async function showDataset(name: string, report: Report): Promise<void> {
  const { dataset, parts } = select(await readCatalogue(), name);
  report.say(describeDataset(dataset, parts));
  report.answer({ ...dataset, parts });
}

async function checkDataset(wanted: string, folder: string, report: Report): Promise<void> {
  const { dataset, parts } = selectParts(await readCatalogue(), wanted);
  const contents = await readContents(folder);
  const checks: PartCheck[] = [];
  for (const part of parts) {
    const name = `${dataset.id}/${part.id}`;
    const tried = await attempt(name, () =>
      withProgress(name, (onProgress) => checkPart(contents, part, parts.length === 1, onProgress)),
    );
    for (const check of report.valuesOf([tried])) {
      checks.push(check);
      report.say(describeCheck(dataset, part, check));
    }
  }
  const findings = checks.flatMap((check) => check.findings).length;
  if (findings > 0) {
    const message = `${folder}: expected the data set ${wanted}, but found ${count(findings, 'difference')}`;
    report.fail({ name: folder, code: 'DATASET_DIFFERS', message });
  }
  report.answer({ dataset: dataset.id, folder, parts: checks });
}

async function withProgress<Result>(
  name: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  let progress: ReturnType<typeof startProgress> | undefined;
  try {
    return await work((done, total) => {
      progress ??= startProgress(name, total);
      progress.update(done);
    });
  } finally {
    progress?.end();
  }
}
