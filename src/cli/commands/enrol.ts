import { Command } from 'commander';
import type { Engine, Enrolment, EnrolResult, PrintInput } from '../../engine/index.js';
import { type EnrolPlan, type PlannedSubject, planFromList, planFromPaths } from '../enrol-plan.js';
import { jsonOption, ppiOption, threadsOption } from '../options.js';
import { failureOfPrint, failuresOfPerson, readPerson } from '../person.js';
import { type Progress, startProgress } from '../progress.js';
import { type Report, runReported } from '../report.js';
import {
  addRecordOptions,
  addStoreOptions,
  openEngine,
  type RecordOptions,
  type StoreOptions,
} from '../store-options.js';
import { count } from '../text.js';

interface Options extends StoreOptions, RecordOptions {
  readonly list?: string;
  readonly ppi?: number;
  readonly json?: boolean;
}

const afterHelp = `
Prints are named <reference>/<position>.<ext>, further prints of the same finger <reference>/<position>_<n>.<ext>; position is
1 right thumb to 5 right little, 6 left thumb to 10 left little, 0 unknown. A list has a line "reference,position,file" for each
print (or tabs in place of commas), files relative to the list. A person whose prints partly fail is enrolled with the others.`;

export function enrolCommand(): Command {
  const command = new Command('enrol')
    .description('Puts people into a store, on disk when the command ends.')
    .argument('[path...]', 'files named <reference>/<position>.<ext>, or folders that hold such files')
    .option('--list <file>', 'a list of prints instead of, or beside, files and folders');
  return addRecordOptions(addStoreOptions(command))
    .addOption(ppiOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText('after', afterHelp)
    .action((paths: string[], options: Options, self: Command) => {
      if (paths.length === 0 && options.list === undefined) self.error('error: expected files or folders, or a --list');
      return runReported(options.json === true, (report) => enrolAll(paths, options, report));
    });
}

async function enrolAll(paths: readonly string[], options: Options, report: Report): Promise<void> {
  const plan = await makePlan(paths, options);
  for (const failure of plan.failures) report.fail(failure);
  const engine = await openEngine(options);
  const progress = startProgress('enrolling', plan.subjects.length);
  try {
    const enrolled = await enrolPlan(engine, plan.subjects, options, { report, progress });
    progress.end();
    const prints = enrolled.reduce((sum, subject) => sum + subject.prints.length, 0);
    report.say(
      `enrolled ${count(enrolled.length, 'subject')} with ${count(prints, 'print')}; the store has ${engine.info().subjects}`,
    );
    report.answer({ enrolled, subjectsInStore: engine.info().subjects });
  } finally {
    progress.end();
    await engine.close();
  }
}

async function makePlan(paths: readonly string[], { list }: Options): Promise<EnrolPlan> {
  const plans = [await planFromPaths(paths), ...(list === undefined ? [] : [await planFromList(list)])];
  return {
    subjects: plans.flatMap(({ subjects }) => subjects),
    failures: plans.flatMap(({ failures }) => failures),
  };
}

interface Watchers {
  readonly report: Report;
  readonly progress: Progress;
}

type Enrolled = Pick<EnrolResult, 'prints'> & EnrolResult['subject'];

/** Enrols with shared commits; each subject is on disk when its outcome comes. */
async function enrolPlan(
  engine: Engine,
  subjects: readonly PlannedSubject[],
  options: Options,
  { report, progress }: Watchers,
): Promise<Enrolled[]> {
  const enrolled: Enrolled[] = [];
  // Outcomes come in the order of the enrolments, so the prints that belong to the next one are the first that wait here.
  const waiting: (readonly PrintInput[])[] = [];
  let begun = 0;
  async function* enrolments(): AsyncGenerator<Enrolment> {
    for (const { reference, prints: files } of subjects) {
      progress.update(begun++);
      const { prints, failures } = await readPerson(files, options.ppi);
      for (const failure of failures) report.fail(failure);
      if (prints.length === 0) continue;
      waiting.push(prints);
      yield { subject: { system: options.system, owner: options.owner, reference }, prints };
    }
  }
  for await (const { subject, result, error } of engine.enrolMany(enrolments())) {
    const prints = waiting.shift() ?? [];
    if (error !== undefined) {
      for (const failure of await failuresOfPerson(engine, error, prints, subject.reference)) report.fail(failure);
    } else {
      for (const failure of result.failures) report.fail(failureOfPrint(failure));
      enrolled.push({ ...subject, prints: result.prints });
    }
  }
  return enrolled;
}
