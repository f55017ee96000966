import { Command, Option } from 'commander';
import { Workbench } from '../../engine/index.js';
import { pictureSheet } from '../../formats/picture-sheet.js';
import { currentCommit } from '../bench/machine.js';
import { type JudgedTrial, judgeTrial, type SlapFigures, slapFigures } from '../bench/slaps/figures.js';
import { planSlaps } from '../bench/slaps/plan.js';
import { writeOut } from '../files-out.js';
import { inParallel } from '../in-parallel.js';
import { threadsOption, wholeNumber } from '../options.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { percent, table } from '../text.js';

interface Options {
  readonly people: number;
  readonly seed: number;
  readonly ppi: 500 | 1000;
  readonly tilt: number;
  readonly clutter?: true;
  readonly sheet?: string;
  readonly json?: string | true;
  readonly threads?: number;
}

const afterHelp = `
Of every person both hands and the thumbs: tilts spread evenly, pressure from light to smeared, fingers missing in three of ten
slaps, stated for every other person. A finger is found where a box of its position has all four corners from 32 px within to 64 px
outside the sides of the true one (500 ppi, seen along the true finger). The hand is told without what is claimed.`;

/** Pictures of a sheet: rows of three slaps, one person each. */
const sheetPeople = 6;

export function benchSlapsCommand(): Command {
  return new Command('slaps')
    .description('How well the fingers of synthetic slaps are segmented.')
    .option('--people <n>', 'synthetic people, three slaps each', wholeNumber(1, 100_000), 140)
    .option('--seed <n>', 'what makes these people others than those of another seed', wholeNumber(0, 2 ** 32 - 1), 1)
    .addOption(
      new Option('--ppi <n>', 'resolution')
        .choices(['500', '1000'])
        .default(500)
        .argParser((value) => Number(value)),
    )
    .option('--tilt <degrees>', 'the greatest tilt to either side', wholeNumber(0, 45), 45)
    .option('--clutter', 'lay script, lines, debris, smudges and a halo of moisture over every slap')
    .option('--sheet <file>', 'where to write a sheet of slaps with their boxes (PNG)')
    .option('--json [file]', 'write the results as JSON, to stdout without a file')
    .addOption(threadsOption())
    .addHelpText('after', afterHelp)
    .action((options: Options) => runReported(options.json === true, (report) => benchSlaps(options, report)));
}

async function benchSlaps(options: Options, report: Report): Promise<void> {
  const { people, seed, ppi, tilt, clutter, sheet, json } = options;
  const cluttered = clutter === true;
  const workbench = new Workbench(options.threads === undefined ? {} : { threads: options.threads });
  const tasks = planSlaps({ people, seed, ppi, mostTilt: tilt, cluttered });
  const progress = startProgress('segmenting', tasks.length);
  let done = 0;
  try {
    const trials = await inParallel(tasks, 2 * workbench.threads, async (task, index) => {
      const drawn = sheet !== undefined && task.request.person < sheetPeople;
      const judged = judgeTrial(task, await workbench.runSlapTrial({ ...task, drawn }));
      progress.update(++done);
      return { ...judged, index };
    });
    progress.end();
    const figures = slapFigures(trials);
    const times = trials.map(({ trial }) => trial.segmentMs).toSorted((a, b) => a - b);
    const medianMs = times[times.length >> 1] ?? 0;
    report.say(tableOf(figures));
    report.say('');
    report.say(`${medianMs.toFixed(0)} ms a slap (median)`);
    const plan = { people, seed, ppi, mostTiltDegrees: tilt, cluttered };
    const document = { commit: await currentCommit(), ...plan, medianMs, figures };
    report.answerExactly(document);
    if (typeof json === 'string') await writeOut(json, `${JSON.stringify(document, null, 2)}\n`);
    if (sheet !== undefined) await writeOut(sheet, await sheetOf(trials));
  } finally {
    progress.end();
    await workbench.close();
  }
}

function tableOf(figures: readonly SlapFigures[]): string {
  return table([
    ['slaps', 'number', 'fingers', 'found', 'misplaced', 'absent', 'surplus', 'hand right', 'unknown', 'wrong'],
    ...figures.map(({ name, slaps, fingers, found, misplaced, absent, surplus, hands }) => {
      const told = hands.right + hands.unknown + hands.wrong;
      return [
        name,
        ...[slaps, fingers].map(String),
        percent(found / fingers, 2),
        ...[misplaced, absent, surplus].map(String),
        ...(told === 0 ? ['', '', ''] : [percent(hands.right / told, 2), String(hands.unknown), String(hands.wrong)]),
      ];
    }),
  ]);
}

async function sheetOf(trials: readonly JudgedTrial[]): Promise<Uint8Array> {
  const drawn = trials.flatMap(({ task: { request }, trial: { picture } }) => {
    if (picture === undefined) return [];
    const { position, tiltDegrees = 0, condition } = request;
    return [{ name: `${position}, ${tiltDegrees.toFixed(0)} degrees, ${condition}`, png: picture }];
  });
  const rows = Array.from({ length: Math.ceil(drawn.length / 3) }, (_, row) => drawn.slice(3 * row, 3 * row + 3));
  return await pictureSheet(rows, { width: 360, height: 340 });
}
