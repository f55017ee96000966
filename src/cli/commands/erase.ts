import { Command } from 'commander';
import { attempt } from '../errors.js';
import { jsonOption } from '../options.js';
import { type Report, runReported } from '../report.js';
import {
  addRecordOptions,
  addStoreOptions,
  openExistingStore,
  type RecordOptions,
  type StoreOptions,
} from '../store-options.js';
import { count } from '../text.js';

interface Options extends StoreOptions, RecordOptions {
  readonly store: string;
  readonly json?: boolean;
}

export function eraseCommand(): Command {
  const command = new Command('erase')
    .description('Erases people from a store for good: their templates are overwritten in memory and on disk.')
    .argument('<reference...>', 'references of the records');
  return addRecordOptions(addStoreOptions(command))
    .addOption(jsonOption())
    .action((references: string[], options: Options) =>
      runReported(options.json === true, (report) => eraseAll(references, options, report)),
    );
}

async function eraseAll(references: readonly string[], options: Options, report: Report): Promise<void> {
  const { system, owner } = options;
  const engine = await openExistingStore(options);
  try {
    const attempts = [];
    for (const reference of new Set(references)) {
      attempts.push(
        await attempt(reference, async () => {
          await engine.erase({ system, owner, reference });
          return { system, owner, reference };
        }),
      );
    }
    const erased = report.valuesOf(attempts);
    const { subjects } = engine.info();
    report.say(`erased ${count(erased.length, 'subject')}; the store has ${subjects}`);
    report.answer({ erased, subjectsInStore: subjects });
  } finally {
    await engine.close();
  }
}
