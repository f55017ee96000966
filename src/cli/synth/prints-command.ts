import { Command, Option } from 'commander';
import {
  type Difficulty,
  type StreamedName,
  type StreamedPrint,
  synthesizePrints,
  toIso19794_2,
  Workbench,
} from '../../engine/index.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { printStem } from '../synthetic-names.js';
import { count } from '../text.js';
import {
  type FingerOptions,
  type PeopleOptions,
  spreadDifficulty,
  type TouchOptions,
  withFingers,
  withPeople,
  withTouch,
} from './options.js';
import { SynthFolder } from './synth-folder.js';
import { tellOfRun } from './tell-of-run.js';

interface Options extends PeopleOptions, FingerOptions, TouchOptions {
  readonly sensor: 'optical' | 'capacitive' | 'inked';
  readonly difficulty: Difficulty;
  readonly truth?: boolean;
}

export function printsCommand(): Command {
  const command = new Command('prints').description('Makes prints as images.');
  withTouch(withFingers(withPeople(command, 2), '.png'), ['optical', 'capacitive', 'inked'])
    .addOption(
      new Option('--difficulty <d>', '0 to 1, or spread: over the impressions of each finger')
        .argParser(spreadDifficulty)
        .default(0.5),
    )
    .option('--truth', 'write the true minutiae beside each print: an ISO/IEC 19794-2 record named *.truth');
  return command.action((options: Options) =>
    runReported(options.json === true, (report) => makePrints(options, report)),
  );
}

async function makePrints(options: Options, report: Report): Promise<void> {
  const { out, people, fingers, impressions, seed, sensor, condition, difficulty, ppi, format, layout } = options;
  const kind: 'plain' | 'rolled' = options.rolled === true ? 'rolled' : 'plain';
  const truth = options.truth === true;
  const settings = { command: 'prints', seed, kind, sensor, condition, difficulty, ppi, format, layout, truth };
  const folder = await SynthFolder.open(out, settings, options.overwrite === true);
  const workbench = new Workbench(options.threads === undefined ? {} : { threads: options.threads });
  const total = people * fingers.length * impressions;
  const progress = startProgress('synthesising', total);
  const files: object[] = [];
  let written = 0;
  let found = 0;
  const stemOf = ({ person, impression, position }: StreamedName): string =>
    printStem({ person: person + 1, position, impression: impression + 1 }, layout);
  const wanted = (name: StreamedName): boolean => {
    if (!folder.has(`${stemOf(name)}.${format}`)) return true;
    progress.update(written + ++found);
    return false;
  };
  const request = {
    ...{ seed, people, positions: fingers, impressions, kind, sensor, condition, difficulty, ppi, format, wanted },
    firstPerson: options.firstPerson - 1,
    firstImpression: options.firstImpression - 1,
  } as const;
  try {
    for await (const print of synthesizePrints(workbench, request)) {
      const file = await writePrint(folder, stemOf(print), { ...print, format, hasTruth: truth });
      if (report.isJson) files.push(toldOf(print, file));
      progress.update(found + ++written);
    }
  } finally {
    progress.end();
    await workbench.close();
  }
  tellOfRun(report, { what: count(written, 'print'), people, out, found });
  report.answer({ seed, prints: files, alreadyThere: found });
}

/** The truth goes first, so that a print that is there is complete. */
async function writePrint(
  folder: SynthFolder,
  stem: string,
  print: StreamedPrint & { readonly format: string; readonly hasTruth: boolean },
): Promise<string> {
  if (print.hasTruth) await folder.write(`${stem}.truth`, toIso19794_2([print.truth]));
  return await folder.write(`${stem}.${print.format}`, print.file);
}

function toldOf({ person, position, impression, difficulty, patternClass }: StreamedPrint, file: string): object {
  return { file, person: person + 1, position, impression: impression + 1, difficulty, patternClass };
}
