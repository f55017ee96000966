import { join } from 'node:path';
import { Command } from 'commander';
import { damageError } from '../../formats/ansi-nist/damage.js';
import { positionName } from '../../formats/ansi-nist/positions.js';
import { readRecords } from '../../formats/ansi-nist/read-transaction.js';
import { picturesOf } from '../../formats/ansi-nist/record-picture.js';
import { slapPictures } from '../../formats/ansi-nist/slap-pictures.js';
import { tenprintImagesOf } from '../../formats/ansi-nist/tenprint.js';
import type { Transaction } from '../../formats/ansi-nist/transaction.js';
import { attempt, failureOf } from '../errors.js';
import { OutputNames, writeOut } from '../files-out.js';
import { jsonOption } from '../options.js';
import { inspectRecord } from '../records/inspect-record.js';
import { recordAccountOf, type ViewRecordAccount } from '../records/record-account.js';
import { type Report, runReported } from '../report.js';
import { count } from '../text.js';
import { accountOf, linesOf, type RecordAccount } from '../transactions/account.js';
import { readTransactionFile } from '../transactions/transaction-file.js';

interface Options {
  readonly images?: string;
  readonly json?: boolean;
}

export function inspectCommand(): Command {
  return new Command('inspect')
    .description(
      'Says what ANSI/NIST transactions, image records and minutiae records hold, record by record or view by view.',
    )
    .argument('<file...>', 'transactions in traditional encoding, image records, minutiae records')
    .option(
      '--images <folder>',
      'write the picture of every record that has one, and of every finger of slaps, as PNG; a folder for each of several files',
    )
    .addOption(jsonOption())
    .action((files: string[], options: Options) =>
      runReported(options.json === true, (report) => inspectFiles(files, options, report)),
    );
}

/** A transaction has records, a record has views. */
interface InspectedFile extends Partial<ViewRecordAccount> {
  readonly file: string;
  readonly records?: readonly RecordAccount[];
  readonly pictures?: readonly string[];
}

async function inspectFiles(files: readonly string[], options: Options, report: Report): Promise<void> {
  const folders = options.images === undefined ? undefined : new OutputNames(options.images);
  const inspected: InspectedFile[] = [];
  for (const file of files) {
    const folder = files.length === 1 ? options.images : folders;
    for (const result of report.valuesOf([await attempt(file, () => inspectFile(file, folder, report))])) {
      inspected.push(result);
    }
  }
  report.answer({ files: inspected });
}

async function inspectFile(
  file: string,
  folder: string | OutputNames | undefined,
  report: Report,
): Promise<InspectedFile> {
  const bytes = await readTransactionFile(file);
  const account = recordAccountOf(bytes);
  const hasPictures = account === undefined || account.views.some(({ image }) => image !== undefined);
  const wanted = hasPictures ? folder : undefined;
  const target = wanted instanceof OutputNames ? wanted.pathFor(file, '') : wanted;
  if (account !== undefined) {
    const pictures = await inspectRecord(file, bytes, account, target, report);
    return { file, ...account, ...(target === undefined ? {} : { pictures }) };
  }
  const { transaction, damage } = readRecords(bytes);
  const records = accountOf(transaction);
  report.say(`${file}: ${count(records.length, 'record')}`);
  for (const line of records.flatMap(linesOf)) report.say(line);
  if (damage !== undefined) {
    const { code, message } = damageError(damage);
    report.fail({ name: file, code, message: `${file}: ${message}` });
  }
  if (target === undefined) return { file, records };
  const pictures = await writePictures(file, transaction, records, target, report);
  report.say(`${file}: ${count(pictures.length, 'picture')} in ${target}`);
  return { file, records, pictures };
}

async function writePictures(
  file: string,
  transaction: Transaction,
  records: readonly RecordAccount[],
  folder: string,
  report: Report,
): Promise<readonly string[]> {
  const written: string[] = [];
  const slaps = new Map(tenprintImagesOf(transaction).slaps.map((slap) => [slap.image.record, slap]));
  const write = async (name: string, png: Uint8Array): Promise<void> => {
    const path = join(folder, `${name}.png`);
    await writeOut(path, png);
    written.push(path);
  };
  for (const { record: index, makePng } of picturesOf(transaction)) {
    try {
      const record = records[index];
      if (record === undefined) continue;
      const name = pictureName(record, records.length);
      await write(name, await makePng());
      const slap = slaps.get(index);
      for (const { position, png } of slap === undefined ? [] : await slapPictures(slap)) {
        await write(`${name}-finger-${position}${fingerWords(position)}`, png);
      }
    } catch (error) {
      const failure = failureOf(error, file);
      report.fail({ ...failure, message: `${file}: ${failure.message}` });
    }
  }
  return written;
}

/** Such as 05-type14-right-ring, of a finger of a slap 14-type14-right-four-fingers-finger-2-right-index: first what sorts the pictures as the file does. */
function pictureName({ record, type, image }: RecordAccount, records: number): string {
  const [position] = image?.positions ?? [];
  const place = String(record).padStart(String(records).length, '0');
  return `${place}-type${type}${position === undefined ? '' : fingerWords(position)}`;
}

function fingerWords(position: number): string {
  return `-${positionName(position).replace(/[^a-z0-9]+/gi, '-')}`;
}
