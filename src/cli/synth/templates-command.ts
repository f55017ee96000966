import { Command, Option } from 'commander';
import { type StreamedPerson, synthesizeTemplates, toIso19794_2, Workbench } from '../../engine/index.js';
import { startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import { printStem, referenceOf, type SynthLayout } from '../synthetic-names.js';
import { count } from '../text.js';
import { difficulty, type FingerOptions, type PeopleOptions, withFingers, withPeople } from './options.js';
import { SynthFolder } from './synth-folder.js';
import { tellOfRun } from './tell-of-run.js';

interface Options extends PeopleOptions, Omit<FingerOptions, 'layout'> {
  readonly layout: SynthLayout | 'person';
  readonly difficulty: number;
}

export function templatesCommand(): Command {
  const command = new Command('templates').description(
    'Makes templates that were never images, as ISO/IEC 19794-2:2005 records: for large galleries.',
  );
  withPeople(command, 2);
  withFingers(command, '.iso').addOption(
    new Option('--difficulty <d>', '0 (willing, guided people) to 1').argParser(difficulty).default(0.5),
  );
  const layout = command.options.find(({ long }) => long === '--layout');
  if (layout !== undefined) {
    layout.choices(['gallery', 'bench', 'person']);
    layout.description += ', person: <reference>.iso with a view for each print';
  }
  return command.action((options: Options) =>
    runReported(options.json === true, (report) => makeTemplates(options, report)),
  );
}

async function makeTemplates(options: Options, report: Report): Promise<void> {
  const { out, people, fingers, impressions, seed, layout } = options;
  const kind: 'plain' | 'rolled' = options.rolled === true ? 'rolled' : 'plain';
  const settings = { command: 'templates', seed, kind, difficulty: options.difficulty, layout };
  // A record of a whole person holds what was asked for of it, so that it can't be added to.
  const views = { fingers, impressions, firstImpression: options.firstImpression };
  const folder = await SynthFolder.open(
    out,
    layout === 'person' ? { ...settings, ...views } : settings,
    options.overwrite === true,
  );
  const workbench = new Workbench(options.threads === undefined ? {} : { threads: options.threads });
  const progress = startProgress('synthesising', people);
  const request = {
    ...{ seed, people, positions: fingers, impressions, kind, difficulty: options.difficulty },
    firstPerson: options.firstPerson - 1,
    firstImpression: options.firstImpression - 1,
  } as const;
  const done = { people: 0, written: 0, found: 0 };
  try {
    for await (const person of synthesizeTemplates(workbench, request)) {
      for (const { name, templates } of recordsOf(person, layout)) {
        if (folder.has(name)) {
          done.found += 1;
        } else {
          await folder.write(name, toIso19794_2(templates));
          done.written += 1;
        }
      }
      progress.update(++done.people);
    }
  } finally {
    progress.end();
    await workbench.close();
  }
  tellOfRun(report, { what: count(done.written, 'record'), people, out, found: done.found });
  report.answer({ seed, records: done.written, alreadyThere: done.found });
}

interface NamedRecord {
  readonly name: string;
  readonly templates: readonly Uint8Array[];
}

function recordsOf({ person, templates }: StreamedPerson, layout: Options['layout']): NamedRecord[] {
  if (layout === 'person') {
    return [{ name: `${referenceOf(person + 1)}.iso`, templates: templates.map(({ template }) => template) }];
  }
  return templates.map(({ position, impression, template }) => ({
    name: `${printStem({ person: person + 1, position, impression: impression + 1 }, layout)}.iso`,
    templates: [template],
  }));
}
