import { join } from 'node:path';
import { Command } from 'commander';
import { Workbench } from '../../engine/index.js';
import { maxPpi, minPpi } from '../../formats/limits.js';
import { currentCommit } from '../bench/machine.js';
import { parseSetFolder } from '../bench/set-folder.js';
import { StageProgress } from '../bench/stage-progress.js';
import { figuresOf, type Populations, type SynthesisFigures } from '../bench/synthesis/figures.js';
import { propertyPlot, scorePlot } from '../bench/synthesis/plots.js';
import {
  type Agreement,
  agreementOnCleanPrints,
  imagePopulations,
  measureFolder,
  type SyntheticRun,
  templatePopulations,
} from '../bench/synthesis/run.js';
import { conditionSheet } from '../bench/synthesis/sheet.js';
import { writeOut } from '../files-out.js';
import { threadsOption, wholeNumber } from '../options.js';
import { type Report, runReported } from '../report.js';
import { percent, table } from '../text.js';

interface Options {
  readonly ppi?: number;
  readonly people: number;
  readonly seed: number;
  readonly plots?: string;
  readonly json?: string | true;
  readonly threads?: number;
}

const afterHelp = `
Every DIR is a real set, as in bench verification; sets weigh the same. Synthetic sets are made with difficulties from 0 to 1, of
images and of templates without images. --plots writes properties.svg, scores.svg and sheet.png.
Distances are those of Kolmogorov and Smirnov between two samples: the largest difference of their cumulated shares.`;

export function benchSynthesisCommand(): Command {
  return new Command('synthesis')
    .description('How near synthetic prints come to real ones.')
    .argument('<dir...>', 'folders of real prints')
    .option('--ppi <n>', 'resolution of files whose headers state none', wholeNumber(minPpi, maxPpi))
    .option('--people <n>', 'synthetic people of each difficulty', wholeNumber(2, 10_000), 40)
    .option('--seed <n>', 'what makes these people others than those of another seed', wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--plots <folder>', 'where to write the plots and a sheet of prints')
    .option('--json [file]', 'write the results as JSON, to stdout without a file')
    .addOption(threadsOption())
    .addHelpText('after', afterHelp)
    .action((folders: string[], options: Options) =>
      runReported(options.json === true, (report) => benchSynthesis(folders, options, report)),
    );
}

async function benchSynthesis(folders: readonly string[], options: Options, report: Report): Promise<void> {
  const workbench = new Workbench(options.threads === undefined ? {} : { threads: options.threads });
  const progress = new StageProgress('measuring');
  try {
    const run: SyntheticRun = { ...options, onProgress: progress.update.bind(progress) };
    const real = [];
    for (const folder of folders.map(parseSetFolder)) {
      real.push(await measureFolder(workbench, folder, options.ppi, run));
    }
    const images = await imagePopulations(workbench, run);
    const templates = await templatePopulations(workbench, run);
    const agreement = await agreementOnCleanPrints(workbench, run);
    progress.end();
    const populations: Populations = { real, images, templates };
    const figures = figuresOf(populations);
    for (const line of linesOf(figures, agreement)) report.say(line);
    const document = {
      commit: await currentCommit(),
      people: options.people,
      seed: options.seed,
      ...figures,
      agreement,
    };
    report.answerExactly(document);
    if (typeof options.json === 'string') await writeOut(options.json, `${JSON.stringify(document, null, 2)}\n`);
    if (options.plots !== undefined) {
      await writeOut(join(options.plots, 'properties.svg'), propertyPlot(populations));
      await writeOut(join(options.plots, 'scores.svg'), scorePlot(populations));
      await writeOut(join(options.plots, 'sheet.png'), await conditionSheet(workbench, options.seed));
    }
  } finally {
    progress.end();
    await workbench.close();
  }
}

function linesOf({ properties, impostors, genuine }: SynthesisFigures, agreement: Agreement): string[] {
  const or = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '';
  return [
    table([
      ['median of', 'real', 'images', 'distance', 'templates', 'distance'],
      ...properties.map((each) => [
        `${each.title}, ${each.unit}`,
        each.real.toFixed(1),
        each.images.toFixed(1),
        each.imagesDistance.toFixed(3),
        or(each.templates, 1),
        or(each.templatesDistance, 3),
      ]),
    ]),
    '',
    table([
      ['impostors above', 'real', 'images', 'templates'],
      ...impostors.map(({ rate, threshold, images, templates }) => [
        `${threshold.toFixed(1)} dB`,
        percent(rate),
        percent(images, 3),
        percent(templates, 3),
      ]),
    ]),
    '',
    table([
      ['genuine scores, dB', '1 %', '5 %', '50 %'],
      ...genuine.map(({ name, p01, p05, median }) => [name, ...[p01, p05, median].map((score) => score.toFixed(0))]),
    ]),
    '',
    `clean impressions: ${percent(agreement.found, 1)} of ${agreement.known} true minutiae found, ${percent(agreement.wrong, 1)} of the extracted wrong`,
  ];
}
