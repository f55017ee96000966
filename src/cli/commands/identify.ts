import { Command } from 'commander';
import {
  type Candidate,
  type Engine,
  type FingerPosition,
  type IdentifyResult,
  SearchIncompleteError,
} from '../../engine/index.js';
import { jsonOption, positionOption, ppiOption, rate, threadsOption, wholeNumber } from '../options.js';
import { failureOfPrint, failuresOfPerson, readPerson } from '../person.js';
import { isCardFile, positionOfName } from '../print-file.js';
import { type Report, runReported } from '../report.js';
import { addStoreOptions, openExistingStore, type StoreOptions } from '../store-options.js';
import { count, decibels, milliseconds, table } from '../text.js';

interface Options extends StoreOptions {
  readonly store: string;
  readonly position?: FingerPosition;
  readonly ppi?: number;
  readonly system?: string[];
  readonly owner?: string[];
  readonly fpir: number;
  readonly exhaustive?: boolean;
  readonly candidates: number;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** The engine's own limit on the list. */
const mostCandidates = 1000;
const longestTimeoutMs = 86_400_000;

export function identifyCommand(): Command {
  const command = new Command('identify')
    .description('Searches one person in a store: hit or no hit.')
    .argument(
      '<file...>',
      'prints of one person, <position>.<ext> or <position>_<n>.<ext> says which finger each is; or ten-print cards (.an2 .eft ...)',
    );
  return addStoreOptions(command)
    .addOption(positionOption())
    .addOption(ppiOption())
    .option('--system <name...>', 'search only records of these systems')
    .option('--owner <code...>', 'search only records of these owners')
    .option(
      '--fpir <rate>',
      'wanted false positive identification rate; the threshold is 10 log10(subjects / rate) dB',
      rate,
      0.001,
    )
    .option('--candidates <n>', 'candidates to list', wholeNumber(1, mostCandidates), 10)
    .option('--exhaustive', 'compare the prints of every record, without ranking them by codes first')
    .option('--timeout <ms>', 'longest duration; after it the answer is an error', wholeNumber(1, longestTimeoutMs))
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action((files: string[], options: Options) =>
      runReported(options.json === true, (report) => identifyFiles(files, options, report)),
    );
}

async function identifyFiles(files: readonly string[], options: Options, report: Report): Promise<void> {
  const cards = files.filter(isCardFile);
  const prints = files
    .filter((file) => !isCardFile(file))
    .map((file) => ({ file, position: options.position ?? positionOfName(file) ?? 0 }));
  const engine = await openExistingStore(options);
  try {
    // Whoever searches learns of a wrong sequence, and decides: fingers in the wrong place can't be found.
    const person = await readPerson(engine, { prints, cards }, { ppi: options.ppi, sequence: 'tell' });
    for (const failure of person.failures) report.fail(failure);
    for (const note of person.notes) report.note(note);
    if (person.prints.length === 0) return;
    const result = await search(engine, person.prints, options, report);
    if (result === undefined) return;
    for (const failure of result.failures) report.fail(failureOfPrint(failure));
    for (const line of describe(result)) report.say(line);
    // The failures of this command are listed once, beside the answer.
    const { failures: _, ...answer } = result;
    report.answer(answer);
  } finally {
    await engine.close();
  }
}

async function search(
  engine: Engine,
  prints: Parameters<Engine['identify']>[0]['prints'],
  { system, owner, fpir, candidates, exhaustive, timeout }: Options,
  report: Report,
): Promise<IdentifyResult | undefined> {
  const request = {
    prints,
    fpir,
    maxCandidates: candidates,
    exhaustive: exhaustive === true,
    ...(system === undefined ? {} : { systems: system }),
    ...(owner === undefined ? {} : { owners: owner }),
  };
  try {
    return await engine.identify(request, timeout === undefined ? {} : { timeoutMs: timeout });
  } catch (error) {
    if (error instanceof SearchIncompleteError) {
      report.answer({ complete: false, hits: error.hits, subjectsSearched: error.subjectsSearched });
      for (const hit of error.hits)
        report.say(`hit before the search ended: ${describeRecord(hit)}, ${decibels(hit.score)}`);
    }
    for (const failure of await failuresOfPerson(engine, error, prints, 'the probe')) report.fail(failure);
    return undefined;
  }
}

function describe(result: IdentifyResult): string[] {
  const { decision, candidates, threshold, fpir, subjectsSearched, durationMs } = result;
  const rows = candidates.map((candidate) => [
    `${candidate.rank}. ${describeRecord(candidate)}`,
    decibels(candidate.score),
    candidate.hit ? 'hit' : 'below the threshold',
    candidate.fingers.map(({ position, score }) => `${position}: ${score.toFixed(1)}`).join(', '),
  ]);
  return [
    decision === 'hit' ? 'hit' : 'no hit',
    ...(rows.length === 0 ? [] : [table([['candidate', 'score', '', 'dB by finger'], ...rows])]),
    `searched ${count(subjectsSearched, 'subject')}, all that were to be searched, in ${milliseconds(durationMs)}; the threshold is ${decibels(threshold)} for a false positive rate of ${fpir}`,
  ];
}

function describeRecord({ reference, system, owner }: Candidate): string {
  return `${reference} (${system}, owner ${owner})`;
}
