import { Command } from 'commander';
import { backUpStore, checkStore, restoreStore, rotateStoreKey } from '../../engine/index.js';
import { jsonOption } from '../options.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { addStoreOptions, readKey, readKeyFileOf, type StoreOptions } from '../store-options.js';
import { byteSize, count } from '../text.js';
import { rotateAuditKey } from './rotate-audit-key.js';

interface Options extends StoreOptions {
  readonly store: string;
  readonly json?: boolean;
}

interface BackupOptions extends Options {
  readonly erasuresOnly?: boolean;
}

interface RestoreOptions extends Options {
  readonly snapshot?: string;
  readonly erasedIn?: string;
}

interface RotateOptions extends Options {
  readonly previousKeyFile?: string;
  readonly unencryptedBefore?: boolean;
}

export function storeCommand(): Command {
  return new Command('store')
    .description('Checks, backs up and restores a store, and changes its key.')
    .addCommand(checkCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(rotateCommand());
}

function checkCommand(): Command {
  return addStoreOptions(new Command('check').description('Opens every record and compares index, salts and numbers.'))
    .addOption(jsonOption())
    .action((options: Options) => runReported(options.json === true, (report) => check(options, report)));
}

function backupCommand(): Command {
  return addStoreOptions(
    new Command('backup').description('Adds a snapshot to a backup folder; also while a service writes.'),
  )
    .argument('<folder>', 'backup folder; made where it does not exist')
    .option('--erasures-only', 'no snapshot: erasures since the last backup reach the older snapshots')
    .addOption(jsonOption())
    .action((folder: string, options: BackupOptions) =>
      runReported(options.json === true, (report) => backUp(folder, options, report)),
    );
}

function restoreCommand(): Command {
  return addStoreOptions(
    new Command('restore').description('Makes a store from a backup, without whom was erased since.'),
  )
    .argument('<folder>', 'backup folder')
    .option('--snapshot <name>', 'name of the snapshot (default: the newest)')
    .option('--erased-in <folder>', 'folder of the lost store, where it can still be read: whom it erased stays erased')
    .addOption(jsonOption())
    .action((folder: string, options: RestoreOptions) =>
      runReported(options.json === true, (report) => restore(folder, options, report)),
    );
}

function rotateCommand(): Command {
  return addStoreOptions(
    new Command('rotate-key').description(
      'Seals all records with the new key of --key-file; goes on when called again.',
    ),
  )
    .option('--previous-key-file <file>', 'file with the key that the store has')
    .option('--unencrypted-before', 'the store has no key yet')
    .addOption(jsonOption())
    .action((options: RotateOptions) => runReported(options.json === true, (report) => rotate(options, report)));
}

async function check({ store, keyFile }: Options, report: Report): Promise<void> {
  const storeKey = await readKey(keyFile);
  const result = await withProgress('checking', (update) => checkStore(store, { storeKey }, update));
  for (const { message } of result.problems) report.fail({ code: 'STORE_CORRUPT', message });
  const { subjects, prints, erased, orphanSalts, underPreviousKey } = result;
  report.say(
    `${result.sound ? 'sound' : 'NOT sound'}: ${count(subjects, 'subject')}, ${count(prints, 'print')}, ${erased} erased`,
  );
  if (orphanSalts > 0) report.say(`${count(orphanSalts, 'salt')} of enrolments that were not completed`);
  if (underPreviousKey > 0) report.say(`${count(underPreviousKey, 'record')} still under the previous key`);
  report.answer(result);
}

async function backUp(folder: string, { store, erasuresOnly }: BackupOptions, report: Report): Promise<void> {
  const result = await backUpStore(store, folder, { erasuresOnly: erasuresOnly === true });
  if (result === undefined) report.say(`erasures of ${store} have reached the snapshots in ${folder}`);
  else report.say(`${result.snapshot}: ${count(result.subjects, 'subject')}, ${byteSize(result.bytes)}`);
  report.answer(result ?? {});
}

async function restore(folder: string, { store, snapshot, erasedIn }: RestoreOptions, report: Report): Promise<void> {
  const result = await restoreStore(folder, store, { snapshot, erasedIn });
  report.say(`${store}: ${count(result.subjects, 'subject')} as of ${result.createdAt}`);
  if (result.leftErased > 0) report.say(`${count(result.leftErased, 'subject')} erased since then stayed erased`);
  report.answer(result);
}

async function rotate(options: RotateOptions, report: Report): Promise<void> {
  const { store, keyFile, previousKeyFile, unencryptedBefore } = options;
  const storeKey = await readKey(keyFile);
  const written = previousKeyFile === undefined ? undefined : await readKeyFileOf(previousKeyFile);
  const previousKey = unencryptedBefore === true ? 'none' : written;
  if (written !== undefined) await rotateAuditKey(store, { storeKey, previousKey: written });
  const { subjects } = await withProgress('rotating', (update) =>
    rotateStoreKey(store, { storeKey, previousKey }, ({ subjectsDone, subjectsTotal }) =>
      update(subjectsDone, subjectsTotal),
    ),
  );
  report.say(`${store}: ${count(subjects, 'subject')} under the new key; the previous one opens nothing here any more`);
  report.answer({ subjects });
}

/** Shows how far the work is, from its first news on. */
async function withProgress<T>(
  label: string,
  work: (update: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  let progress: ReturnType<typeof startProgress> | undefined;
  try {
    return await work((done, total) => {
      progress ??= startProgress(label, total);
      progress.update(done);
    });
  } finally {
    progress?.end();
  }
}
