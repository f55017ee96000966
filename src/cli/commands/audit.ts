import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { AuditLog, type AuditPosition, AuditReader, auditFolderOf, RidgelineError } from '../../engine/index.js';
import { unwritable } from '../errors.js';
import { jsonOption } from '../options.js';
import { type Report, runReported } from '../report.js';
import { addStoreOptions, readKey, type StoreOptions } from '../store-options.js';
import { count } from '../text.js';
import { chainPlace, time } from './audit-options.js';

interface Options extends StoreOptions {
  readonly store: string;
  readonly json?: boolean;
}

interface VerifyOptions extends Options {
  readonly head: readonly AuditPosition[];
}

interface ExportOptions extends Options {
  readonly from: Date;
  readonly to: Date;
  readonly out?: string;
}

interface ExpireOptions extends Options {
  readonly before: Date;
}

export function auditCommand(): Command {
  return new Command('audit')
    .description("Verifies, exports and expires a store's audit log.")
    .addCommand(verifyCommand())
    .addCommand(exportCommand())
    .addCommand(expireCommand());
}

function verifyCommand(): Command {
  return addStoreOptions(
    new Command('verify').description('Checks the chain of all entries; also while a service writes.'),
  )
    .option(
      '--head <sequence:hash>',
      'a place of the chain that was kept elsewhere; may be given several times',
      (text: string, before: readonly AuditPosition[]) => [...before, chainPlace(text)],
      [],
    )
    .addOption(jsonOption())
    .action((options: VerifyOptions) => runReported(options.json === true, (report) => verify(options, report)));
}

function exportCommand(): Command {
  return addStoreOptions(
    new Command('export').description('Writes the entries of a period as lines of JSON with hashes.'),
  )
    .option('--from <time>', 'first time of the period', time, new Date(0))
    .option('--to <time>', 'end of the period, not included (default: now)', time)
    .option('--out <file>', 'file to write (default: stdout)')
    .action((options: ExportOptions) => runReported(false, (report) => exportPeriod(options, report)));
}

function expireCommand(): Command {
  return addStoreOptions(new Command('expire').description('Removes old entries; the rest stays checkable.'))
    .requiredOption('--before <time>', 'entries from before this time go', time)
    .addOption(jsonOption())
    .action((options: ExpireOptions) => runReported(options.json === true, (report) => expire(options, report)));
}

async function verify({ store, keyFile, head }: VerifyOptions, report: Report): Promise<void> {
  const reader = await AuditReader.open(auditFolderOf(store), { storeKey: await readKey(keyFile) });
  const verification = await reader.verify(head);
  for (const { file, line, message } of verification.problems) {
    const place = file === undefined ? '' : `${file}, line ${line}: `;
    report.fail({ code: 'AUDIT_CORRUPT', message: `${place}${message}` });
  }
  const { sequence, hash } = verification.head;
  report.say(
    `${verification.intact ? 'intact' : 'NOT intact'}: ${count(verification.entries, 'line')}; the chain ends at`,
  );
  report.say(`${sequence}:${hash}`);
  report.answer(verification);
}

async function exportPeriod(options: ExportOptions, report: Report): Promise<void> {
  const { store, keyFile, from, to = new Date(), out } = options;
  const reader = await AuditReader.open(auditFolderOf(store), { storeKey: await readKey(keyFile) });
  let entries = 0;
  const lines = async function* () {
    for await (const line of reader.export(from, to)) {
      ++entries;
      yield `${line}\n`;
    }
  };
  if (out === undefined) {
    for await (const line of lines()) process.stdout.write(line);
  } else {
    const file = createWriteStream(out, { mode: 0o600 });
    await pipeline(Readable.from(lines()), file).catch((cause: unknown) => {
      throw cause instanceof RidgelineError ? cause : unwritable(out, cause);
    });
  }
  report.note(`${count(entries, 'line')} from ${from.toISOString()} up to ${to.toISOString()}`);
}

async function expire({ store, keyFile, before }: ExpireOptions, report: Report): Promise<void> {
  const storeKey = await readKey(keyFile);
  const folder = auditFolderOf(store);
  // Opening would make a log where there is none.
  await AuditReader.open(folder, { storeKey });
  const log = await AuditLog.open(folder, { storeKey });
  try {
    const removed = await log.expire(before);
    report.say(`removed ${count(removed, 'line')} from before ${before.toISOString()}`);
    report.answer({ removed, before: before.toISOString() });
  } finally {
    await log.close();
  }
}
