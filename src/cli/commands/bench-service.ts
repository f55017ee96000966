import { Command } from 'commander';
import { machineLine } from '../bench/machine.js';
import type { Bound, ServiceDocument, Times } from '../bench/service/document.js';
import type { RunOptions } from '../bench/service/run.js';
import { StageProgress } from '../bench/stage-progress.js';
import { writeOut } from '../files-out.js';
import { threadsOption, wholeNumber } from '../options.js';
import { type Report, runReported } from '../report.js';
import { byteSize, table } from '../text.js';

interface Options extends RunOptions {
  readonly json?: string | true;
}

const afterHelp = `
Enters synthetic people of ten fingers into a new store in a temporary folder, serves it from a process of its own, and searches first
one at a time, then over all connections at once: 80 % searches from templates, 15 % entries, 5 % erasures. Then twice the load comes,
which the service is set up to send away in part, and goes again. Load and service share this machine. What is "added" is the time from
request to answer less what the engine took. The event loop's delay is what the service says of itself every five seconds; memory is
the process's own without mapped files. The exit code is 1 where a bound is not kept.`;

export function benchServiceCommand(): Command {
  return new Command('service')
    .description('The HTTP service under load.')
    .option('--subjects <n>', 'people of ten fingers', wholeNumber(1, 1e7), 100_000)
    .option('--minutes <n>', 'of the mixed load', wholeNumber(1, 1e4), 10)
    .option('--connections <n>', 'requests under way at a time', wholeNumber(1, 1024), 64)
    .option('--seed <n>', 'what makes these people others than those of another seed', wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--json [file]', 'write the results as JSON, to stdout without a file')
    .addOption(threadsOption())
    .addHelpText('after', afterHelp)
    .action((options: Options) => runReported(options.json === true, (report) => benchService(options, report)));
}

async function benchService(options: Options, report: Report): Promise<void> {
  const progress = new StageProgress('service');
  try {
    // As `serve` does: the service takes a second to load.
    const { runService } = await import('../bench/service/run.js');
    const document = await runService(options, progress);
    progress.end();
    for (const line of linesOf(document)) report.say(line);
    report.answerExactly(document);
    if (typeof options.json === 'string') await writeOut(options.json, `${JSON.stringify(document, null, 2)}\n`);
    for (const { what } of document.bounds.filter(({ kept }) => !kept)) {
      report.fail({ code: 'BOUND_MISSED', message: what });
    }
  } finally {
    progress.end();
  }
}

function linesOf(document: ServiceDocument): string[] {
  const { machine, commit, subjects, connections, minutes, alone, times, overload, samples } = document;
  const memory = samples.map(({ memoryBytes }) => memoryBytes);
  return [
    `${machineLine(machine)}; commit ${commit}`,
    `${subjects} subjects entered in ${document.fillSeconds.toFixed(0)} s, loaded in ${document.startSeconds.toFixed(0)} s; ${connections} connections, ${minutes} min`,
    '',
    table([
      ['ms', 'n', 'p50', 'p95', 'p99', 'max'],
      timesRow('alone: whole', alone.whole),
      timesRow('  engine', alone.engine),
      timesRow('  added', alone.added),
      timesRow('search', times.search),
      timesRow('  first minute', document.firstMinute),
      timesRow('  last minute', document.lastMinute),
      timesRow('entry', times.enrolment),
      timesRow('erasure', times.erasure),
    ]),
    '',
    `${document.requestsPerSecond.toFixed(0)} requests a second; memory ${byteSize(memory[0] ?? 0)} to ${byteSize(memory.at(-1) ?? 0)}`,
    `at twice the load: ${overload.answered} answered, ${overload.shed} sent away`,
    '',
    table([['bound', 'value', 'at most', ''], ...document.bounds.map(boundRow)], [0, 3]),
  ];
}

function timesRow(name: string, { count, ...ms }: Times): string[] {
  return [name, String(count), ...[ms.p50, ms.p95, ms.p99, ms.max].map((value) => value.toFixed(1))];
}

function boundRow({ what, value, most, kept }: Bound): string[] {
  const text = (number: number): string => (Number.isInteger(number) ? String(number) : number.toFixed(2));
  return [what, text(value), Number.isNaN(most) ? '' : text(most), kept ? 'kept' : 'MISSED'];
}
