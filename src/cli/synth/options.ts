import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Difficulty, FingerPosition, PictureFormat } from '../../engine/index.js';
import { jsonOption, positions, threadsOption, wholeNumber } from '../options.js';
import type { SynthLayout } from '../synthetic-names.js';

/** Which people, and where they go. People and impressions count from 1 here and from 0 in the core. */
export interface PeopleOptions {
  readonly people: number;
  readonly impressions: number;
  readonly seed: number;
  readonly out: string;
  readonly firstPerson: number;
  readonly firstImpression: number;
  readonly overwrite?: boolean;
  readonly threads?: number;
  readonly json?: boolean;
}

/** How their fingers touch. */
export interface TouchOptions {
  readonly format: PictureFormat;
  readonly condition: 'any' | 'clean' | 'dry' | 'wet' | 'partial' | 'distorted' | 'worn';
  readonly ppi: 500 | 1000;
}

export interface FingerOptions {
  readonly fingers: readonly FingerPosition[];
  readonly layout: SynthLayout;
  readonly rolled?: boolean;
}

const most = 1_000_000_000;
const mostImpressions = 10_000;
/** The core's seeds are whole numbers of 32 bits. */
const mostSeed = 2 ** 32 - 1;

export function withPeople(command: Command, impressions: number): Command {
  return command
    .requiredOption('--out <folder>', 'where to write them')
    .option('--people <n>', 'people', wholeNumber(1, most), 10)
    .option('--impressions <n>', 'impressions of each finger', wholeNumber(1, mostImpressions), impressions)
    .option('--seed <n>', 'what makes these people others than those of another seed', wholeNumber(0, mostSeed), 1)
    .option('--first-person <n>', 'number of the first person, to make more of the same seed', wholeNumber(1, most), 1)
    .option('--first-impression <n>', 'number of the first impression', wholeNumber(1, mostImpressions), 1)
    .option('--overwrite', 'make all files anew, also in a folder that was made with other settings')
    .addOption(threadsOption())
    .addOption(jsonOption());
}

export function withFingers(command: Command, ending: string): Command {
  return command
    .addOption(
      new Option('--fingers <list>', 'finger positions of each person').argParser(positions).default([2, 7], '2,7'),
    )
    .addOption(
      new Option(
        '--layout <form>',
        `gallery: <reference>/<position>_<impression>${ending}, bench: <finger>_<impression>${ending}`,
      )
        .choices(['gallery', 'bench'])
        .default('gallery'),
    )
    .option('--rolled', 'rolled from nail to nail');
}

export function withTouch(command: Command, sensors: readonly string[]): Command {
  return command
    .addOption(
      new Option('--format <form>', 'form of the pictures').choices(['png', 'tiff', 'wsq', 'jp2']).default('png'),
    )
    .addOption(new Option('--sensor <kind>', 'what takes the prints').choices(sensors).default('optical'))
    .addOption(
      new Option('--condition <kind>', 'state of skin and touch; any: drawn')
        .choices(['any', 'clean', 'dry', 'wet', 'partial', 'distorted', 'worn'])
        .default('any'),
    )
    .addOption(new Option('--ppi <n>', 'resolution: 500 or 1000').argParser(resolution).default(500));
}

function resolution(text: string): 500 | 1000 {
  if (text === '500') return 500;
  if (text === '1000') return 1000;
  throw new InvalidArgumentError('Expected 500 or 1000.');
}

/** A parser of a difficulty from 0 to 1. */
export function difficulty(text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('Expected a number from 0 (willing, guided people) to 1.');
}

/** The same, or `spread`. */
export function spreadDifficulty(text: string): Difficulty {
  return text === 'spread' ? text : difficulty(text);
}
