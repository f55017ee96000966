import { join } from 'node:path';
import { Command, Option } from 'commander';
import {
  Engine,
  type ExtractResult,
  type FingerPosition,
  RidgelineError,
  toIso19794_2,
  Workbench,
} from '../../engine/index.js';
import { attempt, failureOf } from '../errors.js';
import { OutputNames, writeOut } from '../files-out.js';
import { inParallel } from '../in-parallel.js';
import { jsonOption, positionOption, ppiOption, threadsOption } from '../options.js';
import { fingerName, readPrintFile } from '../print-file.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';

interface Options {
  readonly out?: string;
  readonly format: 'iso' | 'packed';
  readonly explain?: string;
  readonly ppi?: number;
  readonly position: FingerPosition;
  readonly rolled?: boolean;
  readonly threads?: number;
  readonly json?: boolean;
}

/** Endings of the files that hold templates. */
const endings = { iso: '.iso', packed: '.rt' } as const;

export function extractCommand(): Command {
  return new Command('extract')
    .description('Makes templates of prints.')
    .argument('<file...>', 'images of one finger each')
    .option('--out <folder>', 'write the template of every print there, under the name of its file')
    .addOption(
      new Option(
        '--format <form>',
        'form of the templates written: ISO/IEC 19794-2:2005, or packed as the gallery has them',
      )
        .choices(['iso', 'packed'])
        .default('iso'),
    )
    .option('--explain <folder>', 'write a picture of every stage and of the minutiae over the print')
    .addOption(ppiOption())
    .addOption(positionOption().default(0))
    .option('--rolled', 'the prints were rolled from nail to nail')
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action((files: string[], options: Options) =>
      runReported(options.json === true, (report) => extractFiles(files, options, report)),
    );
}

interface ExtractedFile {
  readonly file: string;
  readonly result: ExtractResult;
  readonly templateFile?: string;
}

async function extractFiles(files: readonly string[], options: Options, report: Report): Promise<void> {
  const { threads } = options;
  const engine = await Engine.open(threads === undefined ? {} : { threads });
  const progress = startProgress('extracting', files.length);
  const outputs = options.out === undefined ? undefined : new OutputNames(options.out);
  let done = 0;
  try {
    const attempts = await inParallel(files, 2 * engine.info().threads, async (file) => {
      const tried = await attempt(file, () => extractFile(engine, file, outputs, options));
      progress.update(++done);
      return tried;
    });
    progress.end();
    const extracted = report.valuesOf(attempts);
    for (const each of extracted) report.say(describe(each));
    const explained = await explainFiles(files, options, report);
    report.answer({ prints: extracted.map(documentOf), ...(explained === undefined ? {} : { explained }) });
  } finally {
    progress.end();
    await engine.close();
  }
}

async function extractFile(
  engine: Engine,
  file: string,
  outputs: OutputNames | undefined,
  { position, ppi, rolled, format }: Options,
): Promise<ExtractedFile> {
  const templateFile = outputs?.pathFor(file, endings[format]);
  const result = await engine.extract({
    bytes: await readPrintFile(file),
    name: file,
    position,
    ...(ppi === undefined ? {} : { ppi }),
    ...(rolled === true ? { impression: 'rolled' } : {}),
  });
  if (templateFile === undefined) return { file, result };
  await writeOut(templateFile, format === 'iso' ? toIso19794_2([result.template]) : result.template);
  return { file, result, templateFile };
}

function describe({ file, result, templateFile }: ExtractedFile): string {
  const { minutiaCount, quality, width, height, ridgePeriodPx, foregroundShare, inverted, position } = result;
  const parts = [
    `${minutiaCount} minutiae`,
    `quality ${quality}`,
    `${width} x ${height} px at 500 ppi`,
    ...(ridgePeriodPx === undefined ? [] : [`ridge period ${ridgePeriodPx.toFixed(1)} px`]),
    ...(foregroundShare === undefined ? [] : [`${Math.round(100 * foregroundShare)} % of the image is print`]),
    ...(inverted === true ? ['ridges were bright and were turned dark'] : []),
    ...(position === 0 ? [] : [fingerName(position)]),
    ...(templateFile === undefined ? [] : [`template in ${templateFile}`]),
  ];
  return `${file}: ${parts.join(', ')}`;
}

function documentOf({ file, result, templateFile }: ExtractedFile): object {
  const { template, ...figures } = result;
  return { file, ...figures, templateBytes: template.length, ...(templateFile === undefined ? {} : { templateFile }) };
}

interface ExplainedFile {
  readonly file: string;
  readonly pictures: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

/** Pictures of one file lie in the folder itself, those of several in a folder for each. */
async function explainFiles(
  files: readonly string[],
  options: Options,
  report: Report,
): Promise<readonly ExplainedFile[] | undefined> {
  const { explain: folder } = options;
  if (folder === undefined) return undefined;
  const folders = new OutputNames(folder);
  const workbench = new Workbench({ threads: 1 });
  try {
    const explained: ExplainedFile[] = [];
    for (const file of files) {
      // What the extraction has reported is not reported again; a failed one still has the pictures of its stages.
      const isReported = report.failures.some(({ name }) => name === file);
      try {
        const target = files.length === 1 ? folder : folders.pathFor(file, '');
        explained.push(await explainFile(workbench, file, target, options));
        report.say(`${file}: ${explained.at(-1)?.pictures.length ?? 0} pictures in ${target}`);
      } catch (error) {
        if (!isReported) report.fail(failureOf(error, file));
      }
    }
    return explained;
  } finally {
    await workbench.close();
  }
}

async function explainFile(
  workbench: Workbench,
  file: string,
  folder: string,
  { ppi, position, rolled }: Options,
): Promise<ExplainedFile> {
  const { pictures, figures } = await workbench.explain({
    bytes: await readPrintFile(file),
    name: file,
    ppi,
    position,
    impression: rolled === true ? 'rolled' : 'plain',
  });
  if (pictures.length === 0) throw new RidgelineError('INTERNAL', `${file}: the extraction showed no stage`);
  const written: string[] = [];
  for (const [index, { name, png }] of pictures.entries()) {
    const path = join(folder, `${String(index + 1).padStart(2, '0')}-${name.replace(/[^a-z0-9]+/gi, '-')}.png`);
    await writeOut(path, png);
    written.push(path);
  }
  return { file, pictures: written, figures };
}
