import { join } from 'node:path';
import { Command, Option } from 'commander';
import { type FingerPosition, Workbench } from '../../engine/index.js';
import { writeOut } from '../files-out.js';
import { inParallel } from '../in-parallel.js';
import { jsonOption, positions, threadsOption, wholeNumber } from '../options.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { printName, type SyntheticName, type SynthLayout } from '../synthetic-names.js';
import { count } from '../text.js';

interface Options {
  readonly people: number;
  readonly fingers: readonly FingerPosition[];
  readonly impressions: number;
  readonly seed: number;
  readonly out: string;
  readonly layout: SynthLayout;
  readonly firstPerson: number;
  readonly firstImpression: number;
  readonly rolled?: boolean;
  readonly threads?: number;
  readonly json?: boolean;
}

const most = 1_000_000;
/** The core's seeds are whole numbers of 32 bits. */
const mostSeed = 2 ** 32 - 1;

export function synthCommand(): Command {
  return new Command('synth')
    .description('Makes synthetic prints, as PNG files at 500 ppi; the same numbers give the same files everywhere.')
    .requiredOption('--out <folder>', 'where to write them')
    .option('--people <n>', 'people', wholeNumber(1, most), 10)
    .addOption(
      new Option('--fingers <list>', 'finger positions of each person').argParser(positions).default([2, 7], '2,7'),
    )
    .option('--impressions <n>', 'impressions of each finger', wholeNumber(1, most), 2)
    .option('--seed <n>', 'what makes these people others than those of another seed', wholeNumber(0, mostSeed), 1)
    .addOption(
      new Option(
        '--layout <form>',
        'gallery: <reference>/<position>_<impression>.png, bench: <finger>_<impression>.png',
      )
        .choices(['gallery', 'bench'])
        .default('gallery'),
    )
    .option('--first-person <n>', 'number of the first person, to make more of the same seed', wholeNumber(1, most), 1)
    .option('--first-impression <n>', 'number of the first impression', wholeNumber(1, most), 1)
    .option('--rolled', 'rolled from nail to nail')
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action((options: Options) => runReported(options.json === true, (report) => synthesize(options, report)));
}

async function synthesize(options: Options, report: Report): Promise<void> {
  const names = [...namesOf(options)];
  const workbench = new Workbench(options.threads === undefined ? {} : { threads: options.threads });
  const progress = startProgress('synthesising', names.length);
  let done = 0;
  try {
    const files = await inParallel(names, 2 * workbench.threads, async (name) => {
      const file = join(options.out, printName(name, options.layout));
      // People and impressions count from 1 in names and from 0 in the core.
      const { png, patternClass } = await workbench.synthesize({
        seed: options.seed,
        person: name.person - 1,
        position: name.position,
        impression: name.impression - 1,
        kind: options.rolled === true ? 'rolled' : 'plain',
      });
      await writeOut(file, png);
      progress.update(++done);
      return { file, ...name, patternClass };
    });
    progress.end();
    report.say(
      `wrote ${count(files.length, 'print')} of ${options.people === 1 ? '1 person' : `${options.people} people`} to ${options.out}`,
    );
    report.answer({ seed: options.seed, prints: files });
  } finally {
    progress.end();
    await workbench.close();
  }
}

function* namesOf({ people, fingers, impressions, firstPerson, firstImpression }: Options): Generator<SyntheticName> {
  for (let person = firstPerson; person < firstPerson + people; person += 1) {
    for (const position of fingers) {
      for (let impression = firstImpression; impression < firstImpression + impressions; impression += 1) {
        yield { person, position, impression };
      }
    }
  }
}
