import { Command } from 'commander';
import { type Advice, Engine, hasRidgelineCode } from '../../engine/index.js';
import { attempt } from '../errors.js';
import { inParallel } from '../in-parallel.js';
import { jsonOption, ppiOption, threadsOption } from '../options.js';
import { readPrintFile } from '../print-file.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';

interface Options {
  readonly ppi?: number;
  readonly threads?: number;
  readonly json?: boolean;
}

/** What an advice tells whoever takes the print. */
const adviceWords: Readonly<Record<Advice | 'NO_FINGERPRINT', string>> = {
  NO_FINGERPRINT: 'no fingerprint was found',
  TOO_SMALL: 'little of the finger shows: lay the whole pad down',
  FEW_MINUTIAE: 'few minutiae: show more of the finger',
  UNCLEAR: 'most ridges are unclear: take the print again',
  LOW_CONTRAST: 'the image is faint: clean or adjust the sensor',
  TOO_DRY: 'thin, broken ridges: moisten the finger or press a little harder',
  TOO_WET: 'ridges run together: dry the finger or press less',
  OFF_CENTRE: 'the finger lies partly outside: move it to the middle',
};

const afterHelp = `
The quality, 0 to 100, is the score in decibels that the print is expected to reach against other prints of its finger:
below 45 take it again, 70 is good. A file in which no fingerprint is found has the quality 0.
Codes of advice: ${Object.keys(adviceWords).join(', ')}.`;

export function qualityCommand(): Command {
  return new Command('quality')
    .description('Tells how well prints will match, and what to do better.')
    .argument('<file...>', 'images of one finger each')
    .addOption(ppiOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText('after', afterHelp)
    .action((files: string[], options: Options) =>
      runReported(options.json === true, (report) => rateFiles(files, options, report)),
    );
}

interface RatedFile {
  readonly file: string;
  readonly quality: number;
  readonly advice: readonly (Advice | 'NO_FINGERPRINT')[];
}

async function rateFiles(files: readonly string[], options: Options, report: Report): Promise<void> {
  const { threads } = options;
  const engine = await Engine.open(threads === undefined ? {} : { threads });
  const progress = startProgress('rating', files.length);
  let done = 0;
  try {
    const attempts = await inParallel(files, 2 * engine.info().threads, async (file) => {
      const tried = await attempt(file, () => rateFile(engine, file, options));
      progress.update(++done);
      return tried;
    });
    progress.end();
    const prints = report.valuesOf(attempts);
    for (const print of prints) report.say(describe(print));
    report.answer({ prints });
  } finally {
    progress.end();
    await engine.close();
  }
}

async function rateFile(engine: Engine, file: string, { ppi }: Options): Promise<RatedFile> {
  try {
    const print = { bytes: await readPrintFile(file), name: file, position: 0 as const };
    const { quality, advice = [] } = await engine.extract(ppi === undefined ? print : { ...print, ppi });
    return { file, quality, advice };
  } catch (error) {
    if (hasRidgelineCode(error) && error.code === 'NO_FINGERPRINT') {
      return { file, quality: 0, advice: ['NO_FINGERPRINT'] };
    }
    throw error;
  }
}

function describe({ file, quality, advice }: RatedFile): string {
  const reasons = advice.map((code) => `${code} (${adviceWords[code]})`);
  return `${file}: quality ${quality}${reasons.length === 0 ? '' : `; ${reasons.join('; ')}`}`;
}
