import { Command } from 'commander';
import { checkTransaction } from '../../formats/ansi-nist/check/check-transaction.js';
import type { Finding, Severity } from '../../formats/ansi-nist/check/finding.js';
import { attempt } from '../errors.js';
import { jsonOption } from '../options.js';
import { type Report, runReported } from '../report.js';
import { count } from '../text.js';
import { readTransactionFile } from '../transactions/transaction-file.js';

const afterHelp = `
A finding names record and field, what was expected and what came. An error makes the file unusable or untrue, and the exit
code 1; a warning breaks a rule that Ridgeline does not depend on. Pixels are not decoded; sizes are read from their heads.`;

export function checkCommand(): Command {
  return new Command('check')
    .description('Checks ANSI/NIST transactions: structure, mandatory fields, values, sizes and resolutions of images.')
    .argument('<file...>', 'transactions in traditional encoding')
    .addOption(jsonOption())
    .addHelpText('after', afterHelp)
    .action((files: string[], options: { readonly json?: boolean }) =>
      runReported(options.json === true, (report) => checkFiles(files, report)),
    );
}

interface CheckedFile {
  readonly file: string;
  readonly records: number;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
}

async function checkFiles(files: readonly string[], report: Report): Promise<void> {
  const checked: CheckedFile[] = [];
  // One after the other, so that one file at a time is in memory.
  for (const file of files) {
    for (const result of report.valuesOf([await attempt(file, () => checkFile(file))])) {
      checked.push(result);
      say(result, report);
      if (result.errors > 0) {
        report.fail({ name: file, code: 'INVALID_TRANSACTION', message: `${file}: ${summaryOf(result)}` });
      }
    }
  }
  report.answer({ files: checked });
}

async function checkFile(file: string): Promise<CheckedFile> {
  const { transaction, findings } = checkTransaction(await readTransactionFile(file));
  const number = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const records = transaction.records.length;
  return { file, records, errors: number('error'), warnings: number('warning'), findings };
}

function say(result: CheckedFile, report: Report): void {
  report.say(`${result.file}: ${count(result.records, 'record')}, ${summaryOf(result)}`);
  for (const { severity, message } of result.findings) report.say(`  ${severity.padEnd(7)}  ${message}`);
}

function summaryOf({ errors, warnings }: CheckedFile): string {
  const parts = [
    ...(errors === 0 ? [] : [count(errors, 'error')]),
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
  ];
  return parts.length === 0 ? 'no finding' : parts.join(', ');
}
