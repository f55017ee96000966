import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { Engine } from '../../engine/index.js';
import { jsonOption } from '../options.js';
import { type Report, runReported } from '../report.js';
import { addStoreOptions, openExistingStore, type StoreOptions } from '../store-options.js';
import { byteSize, count } from '../text.js';

interface Options extends StoreOptions {
  readonly json?: boolean;
}

export function infoCommand(): Command {
  return addStoreOptions(new Command('info').description('Says what runs here and what a store holds.'), 'optional')
    .addOption(jsonOption())
    .action((options: Options) => runReported(options.json === true, (report) => showInfo(options, report)));
}

async function showInfo(options: Options, report: Report): Promise<void> {
  const { store } = options;
  const engine = await (store === undefined ? Engine.open({ threads: 1 }) : openExistingStore({ ...options, store }));
  try {
    const { version, isa, subjects, prints, galleryBytes, encrypted } = engine.info();
    const here = { version, node: process.versions.node, isa, cores: availableParallelism() };
    report.say(`Ridgeline ${version} on Node ${here.node}; ${isa} kernels, ${count(here.cores, 'core')}`);
    if (store === undefined) {
      report.answer(here);
      return;
    }
    report.say(
      `${store}: ${count(subjects, 'subject')}, ${count(prints, 'print')}, ${byteSize(galleryBytes)} in memory, ${encrypted ? 'encrypted with a key' : 'no key'}`,
    );
    report.answer({ ...here, store: { path: store, subjects, prints, galleryBytes, encrypted } });
  } finally {
    await engine.close();
  }
}
