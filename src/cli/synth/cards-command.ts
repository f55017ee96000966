import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  type CardTask,
  type FingerPosition,
  RidgelineError,
  type SynthesizedCard,
  synthesizeCards,
  toIso19794_2,
  Workbench,
} from '../../engine/index.js';
import { positions } from '../options.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { referenceOf } from '../synthetic-names.js';
import { count } from '../text.js';
import { cardRatio, cardTransaction, type TransactionOptions } from './card-transaction.js';
import { cardTruth } from './card-truth.js';
import { difficulty, type PeopleOptions, type TouchOptions, withPeople, withTouch } from './options.js';
import { SynthFolder } from './synth-folder.js';
import { tellOfRun } from './tell-of-run.js';

interface Options extends PeopleOptions, TouchOptions {
  readonly sensor: 'optical' | 'inked';
  readonly difficulty: number;
  readonly missing: readonly FingerPosition[];
  readonly whole?: boolean;
  readonly transaction?: boolean;
  readonly flats?: boolean;
  readonly segments?: boolean;
  readonly swap?: readonly [FingerPosition, FingerPosition];
}

const afterHelp = `
A card is a folder <reference> (further cards of one person <reference>_<n>): 01 to 10 are the rolled prints, 13 and 14 the four
fingers of the right and left hand, 15 both thumbs; truth.json tells where each finger lies, truth/ holds the true minutiae. With
--transaction it is a file <reference>.an2, as enrol and identify read it. JPEG 2000 makes pictures ${cardRatio} times smaller.`;

export function cardsCommand(): Command {
  const command = new Command('cards').description(
    'Makes ten-print cards: ten rolled prints and three slaps of a person.',
  );
  withTouch(withPeople(command, 1), ['optical', 'inked'])
    .addOption(new Option('--difficulty <d>', '0 (willing, guided people) to 1').argParser(difficulty).default(0.5))
    .addOption(
      new Option('--missing <list>', 'fingers that every person lacks').argParser(positions).default([], 'none'),
    )
    .option('--whole', 'write the whole card, 8 x 8 in at 500 ppi, as a picture too')
    .option('--transaction', 'write each card as one ANSI/NIST-ITL file <reference>.an2, in place of a folder')
    .option('--flats', 'slaps alone, without rolled prints (of a transaction)')
    .option('--segments', 'state the boxes of the fingers of slaps (of a transaction)')
    .addOption(
      new Option('--swap <pair>', 'put two rolled prints in each other’s place, as 2,3 (of a transaction)').argParser(
        pair,
      ),
    )
    .addHelpText('after', afterHelp);
  return command.action((options: Options) =>
    runReported(options.json === true, (report) => makeCards(options, report)),
  );
}

async function makeCards(options: Options, report: Report): Promise<void> {
  const { out, people, impressions, seed, sensor, condition, ppi, format } = options;
  const whole = options.whole === true;
  const missingFingers = [...options.missing].toSorted((a, b) => a - b);
  const ratio = format === 'jp2' ? { ratio: cardRatio } : {};
  const touch = {
    seed,
    sensor,
    condition,
    difficulty: options.difficulty,
    ppi,
    format,
    missingFingers,
    whole,
    ...ratio,
  };
  const form = transactionOptions(options);
  const settings = { command: 'cards', ...touch, ...(form === undefined ? {} : { transaction: true, ...form }) };
  const folder = await SynthFolder.open(out, settings, options.overwrite === true);
  const workbench = new Workbench(options.threads === undefined ? {} : { threads: options.threads });
  const progress = startProgress('synthesising', people * impressions);
  const cards: object[] = [];
  let written = 0;
  let found = 0;
  function* wanted(): Generator<CardTask> {
    for (let person = options.firstPerson - 1; person < options.firstPerson - 1 + people; person += 1) {
      for (let n = 0; n < impressions; n += 1) {
        const task = { ...touch, person, impression: options.firstImpression - 1 + n };
        // The truth is written last: where it is, the card is complete.
        const last = form === undefined ? join(cardName(task), 'truth.json') : `${cardName(task)}.an2`;
        if (folder.has(last)) progress.update(written + ++found);
        else yield task;
      }
    }
  }
  try {
    for await (const { task, card } of synthesizeCards(workbench, wanted())) {
      if (form === undefined) await writeCard(folder, task, card);
      else await folder.write(`${cardName(task)}.an2`, cardTransaction(task, card, form));
      const place = join(out, cardName(task));
      const told = form === undefined ? { folder: place } : { file: `${place}.an2` };
      if (report.isJson) cards.push({ ...told, person: task.person + 1 });
      progress.update(found + ++written);
    }
  } finally {
    progress.end();
    await workbench.close();
  }
  tellOfRun(report, { what: count(written, 'card'), people, out, found });
  report.answer({ seed, cards, alreadyThere: found });
}

/** How cards become transactions; undefined where they become folders. */
function transactionOptions({ transaction, flats, segments, swap }: Options): TransactionOptions | undefined {
  if (transaction !== true) {
    if (flats === undefined && segments === undefined && swap === undefined) return undefined;
    throw new RidgelineError('INVALID_ARGUMENT', '--flats, --segments and --swap say how a --transaction is made');
  }
  return { flats: flats === true, segments: segments === true, ...(swap === undefined ? {} : { swapped: swap }) };
}

function pair(text: string): readonly [FingerPosition, FingerPosition] {
  const [first, second, ...others] = positions(text);
  if (first !== undefined && second !== undefined && first !== second && others.length === 0) return [first, second];
  throw new InvalidArgumentError('Expected two finger positions, such as 2,3.');
}

function cardName({ person, impression }: CardTask): string {
  const reference = referenceOf(person + 1);
  return impression === 0 ? reference : `${reference}_${impression + 1}`;
}

async function writeCard(folder: SynthFolder, task: CardTask, card: SynthesizedCard): Promise<void> {
  const name = cardName(task);
  const two = (position: number): string => String(position).padStart(2, '0');
  for (const { position, file, truth } of card.rolled) {
    await folder.write(join(name, 'truth', `${two(position)}.iso`), toIso19794_2([truth]));
    await folder.write(join(name, `${two(position)}.${task.format}`), file);
  }
  for (const slap of card.slaps) {
    for (const { position, truth } of slap.fingers) {
      await folder.write(join(name, 'truth', `${slap.position}-${two(position)}.iso`), toIso19794_2([truth]));
    }
    await folder.write(join(name, `${slap.position}.${task.format}`), slap.file);
  }
  if (card.whole !== undefined) await folder.write(join(name, `whole.${task.format}`), card.whole);
  await folder.write(join(name, 'truth.json'), `${JSON.stringify(cardTruth(task, card), null, 2)}\n`);
}
