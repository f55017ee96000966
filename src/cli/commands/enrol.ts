import { Command } from 'commander';
import type { Engine, Enrolment, EnrolResult, MissingFinger } from '../../engine/index.js';
import { positionName } from '../../formats/ansi-nist/positions.js';
import { type EnrolPlan, type PlannedSubject, planFromList, planFromPaths } from '../enrol-plan.js';
import { jsonOption, ppiOption, threadsOption } from '../options.js';
import { failureOfPrint, failuresOfPerson, type PersonFiles, readPerson } from '../person.js';
import { fingerName } from '../print-file.js';
import { startProgress } from '../progress.js';
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
  readonly reference?: string;
  readonly acceptSequence?: boolean;
  readonly ppi?: number;
  readonly json?: boolean;
}

const afterHelp = `
Prints are named <reference>/<position>.<ext>, further prints of the same finger <reference>/<position>_<n>.<ext>; position is
1 right thumb to 5 right little, 6 left thumb to 10 left little, 0 unknown. A list has a line "reference,position,file" for each
print (or tabs in place of commas), files relative to the list. A person whose prints partly fail is enrolled with the others.

A ten-print card is an ANSI/NIST transaction (.an2 .an2k .eft .nist .nst): all its rolled prints, plain prints and slaps are one
person, whose reference is the file's name without ending, the line "reference,,file" of a list, or --reference. A card whose prints
are swapped, repeated or of the wrong hand is refused with the error WRONG_SEQUENCE, unless --accept-sequence is given.`;

export function enrolCommand(): Command {
  const command = new Command('enrol')
    .description('Puts people into a store, on disk when the command ends.')
    .argument(
      '[path...]',
      'files named <reference>/<position>.<ext>, ten-print cards <reference>.an2, or folders that hold such files',
    )
    .option('--list <file>', 'a list of prints instead of, or beside, files and folders')
    .option('--reference <name>', 'all files and folders are of one person, who gets this reference')
    .option('--accept-sequence', 'enrol cards also where prints seem swapped, repeated or of the wrong hand');
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
  const enrolled: Enrolled[] = [];
  // A line tells people of each subject, so only a document that comes at the end needs to be waited for.
  const progress = report.isJson ? startProgress('enrolling', plan.subjects.length) : undefined;
  try {
    for await (const subject of enrolPlan(engine, plan.subjects, options, report)) {
      enrolled.push(subject);
      report.say(describe(subject));
      progress?.update(enrolled.length);
    }
  } finally {
    progress?.end();
    const { subjects } = engine.info();
    const prints = enrolled.reduce((sum, subject) => sum + subject.prints.length, 0);
    report.say(
      `${count(enrolled.length, 'subject')} with ${count(prints, 'print')} enrolled; the store has ${subjects}`,
    );
    report.answer({ enrolled, subjectsInStore: subjects });
    await engine.close();
  }
}

async function makePlan(paths: readonly string[], { list, reference }: Options): Promise<EnrolPlan> {
  const plans = [await planFromPaths(paths, reference), ...(list === undefined ? [] : [await planFromList(list)])];
  return {
    subjects: plans.flatMap(({ subjects }) => subjects),
    failures: plans.flatMap(({ failures }) => failures),
  };
}

type Enrolled = EnrolResult['subject'] & Pick<EnrolResult, 'prints'> & { readonly missing: readonly MissingFinger[] };

/** Written when the subject is on disk, so that whoever reads it knows that it stays. */
function describe({ reference, prints, missing }: Enrolled): string {
  const each = prints.map(({ position, minutiaCount, quality }) => {
    return `${fingerName(position)} (${minutiaCount} minutiae, quality ${quality})`;
  });
  const none = missing.map(({ position, code }) => `${positionName(position)} (${code})`);
  return `enrolled ${reference}: ${each.join(', ')}${none.length === 0 ? '' : `; missing: ${none.join(', ')}`}`;
}

/** Enrols with shared commits, and gives each subject when it is on disk; failures are listed. */
async function* enrolPlan(
  engine: Engine,
  subjects: readonly PlannedSubject[],
  { system, owner, ppi, acceptSequence }: Options,
  report: Report,
): AsyncGenerator<Enrolled, void, void> {
  // Outcomes come in the order of the enrolments, so the prints that belong to the next one are the first that wait here.
  const waiting: PersonFiles[] = [];
  const reading = { ppi, sequence: acceptSequence === true ? 'tell' : 'refuse' } as const;
  async function* enrolments(): AsyncGenerator<Enrolment, void, void> {
    for (const { reference, ...files } of subjects) {
      const person = await readPerson(engine, files, reading);
      const { prints } = person;
      for (const failure of person.failures) report.fail(failure);
      for (const note of person.notes) report.note(note);
      if (prints.length === 0) continue;
      waiting.push(person);
      yield { subject: { system, owner, reference }, prints };
    }
  }
  for await (const { subject, result, error } of engine.enrolMany(enrolments())) {
    const { prints = [], missing = [] } = waiting.shift() ?? {};
    if (error !== undefined) {
      for (const failure of await failuresOfPerson(engine, error, prints, subject.reference)) report.fail(failure);
    } else {
      for (const failure of result.failures) report.fail(failureOfPrint(failure));
      yield { ...subject, prints: result.prints, missing };
    }
  }
}
