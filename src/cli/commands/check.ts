import { Command } from 'commander';
import { Engine, RidgelineError, type SequenceReport } from '../../engine/index.js';
import { checkTransaction } from '../../formats/ansi-nist/check/check-transaction.js';
import type { Finding, Severity } from '../../formats/ansi-nist/check/finding.js';
import { attempt } from '../errors.js';
import { jsonOption, threadsOption } from '../options.js';
import { type Report, runReported } from '../report.js';
import { count } from '../text.js';
import { sequenceFindings, sequenceLine } from '../transactions/sequence-findings.js';
import { readTransactionFile } from '../transactions/transaction-file.js';

const afterHelp = `
A finding names record and field, what was expected and what came. An error makes the file unusable or untrue, and the exit
code 1; a warning breaks a rule that Ridgeline does not depend on. Pixels are not decoded; sizes are read from their heads.

With --sequence they are: each rolled print of a ten-print card is compared with the plain print of its position, those of slaps
included. Prints that are swapped, repeated or of the wrong hand are errors; where a print is too poor to tell, it is "unknown".`;

export function checkCommand(): Command {
  return new Command('check')
    .description('Checks ANSI/NIST transactions: structure, mandatory fields, values, sizes and resolutions of images.')
    .argument('<file...>', 'transactions in traditional encoding')
    .option('--sequence', 'compare the prints of each file with each other, too; takes seconds a card')
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText('after', afterHelp)
    .action((files: string[], options: Options) =>
      runReported(options.json === true, (report) => checkFiles(files, options, report)),
    );
}

interface Options {
  readonly sequence?: boolean;
  readonly threads?: number;
  readonly json?: boolean;
}

interface CheckedFile {
  readonly file: string;
  readonly records: number;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
  /** Absent where it was not asked for, or the file gives no print to compare. */
  readonly sequence?: SequenceReport;
}

async function checkFiles(files: readonly string[], options: Options, report: Report): Promise<void> {
  const { sequence, threads } = options;
  const engine = sequence === true ? await Engine.open(threads === undefined ? {} : { threads }) : undefined;
  const checked: CheckedFile[] = [];
  try {
    // One after the other, so that one file at a time is in memory.
    for (const file of files) {
      for (const result of report.valuesOf([await attempt(file, () => checkFile(file, engine))])) {
        checked.push(result);
        say(result, report);
        if (result.errors > 0) {
          report.fail({ name: file, code: 'INVALID_TRANSACTION', message: `${file}: ${summaryOf(result)}` });
        }
      }
    }
  } finally {
    await engine?.close();
  }
  report.answer({ files: checked });
}

async function checkFile(file: string, engine: Engine | undefined): Promise<CheckedFile> {
  const bytes = await readTransactionFile(file);
  const { transaction, findings: ofFields } = checkTransaction(bytes);
  const isSound = ofFields.every(({ severity }) => severity !== 'error');
  const sequence = engine === undefined || !isSound ? undefined : await sequenceOf(bytes, engine);
  const findings = [...ofFields, ...(sequence === undefined ? [] : sequenceFindings(sequence, transaction))];
  const number = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    file,
    records: transaction.records.length,
    errors: number('error'),
    warnings: number('warning'),
    findings,
    ...(sequence === undefined ? {} : { sequence }),
  };
}

/** Undefined where no print gives a template: there is nothing to compare. */
async function sequenceOf(bytes: Uint8Array, engine: Engine): Promise<SequenceReport | undefined> {
  try {
    return (await engine.readTenprint(bytes)).sequence;
  } catch (error) {
    if (error instanceof RidgelineError && error.blame === 'input') return undefined;
    throw error;
  }
}

function say(result: CheckedFile, report: Report): void {
  report.say(`${result.file}: ${count(result.records, 'record')}, ${summaryOf(result)}`);
  for (const { severity, message } of result.findings) report.say(`  ${severity.padEnd(7)}  ${message}`);
  if (result.sequence !== undefined) report.say(`  ${sequenceLine(result.sequence)}`);
}

function summaryOf({ errors, warnings }: CheckedFile): string {
  const parts = [
    ...(errors === 0 ? [] : [count(errors, 'error')]),
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
  ];
  return parts.length === 0 ? 'no finding' : parts.join(', ');
}
