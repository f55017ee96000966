import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type FingerPosition, RidgelineError } from '../engine/index.js';
import { type Failure, failureOf, unreadable } from './errors.js';
import { stem } from './files-out.js';
import { isCardFile, isPrintFile, positionOfName, toPosition } from './print-file.js';

/** One file that is to be enrolled. */
export interface PlannedPrint {
  readonly file: string;
  readonly position: FingerPosition;
}

/** One person's files in the order of the plan. */
export interface PlannedFiles {
  readonly prints: readonly PlannedPrint[];
  /** Ten-print cards: ANSI/NIST transactions. */
  readonly cards: readonly string[];
}

/** One person that is to be enrolled. */
export interface PlannedSubject extends PlannedFiles {
  readonly reference: string;
}

export interface EnrolPlan {
  readonly subjects: readonly PlannedSubject[];
  /** Files that the plan can't place. */
  readonly failures: readonly Failure[];
}

/** Collects prints by their person, whatever order they come in. */
class PlanBuilder {
  readonly #subjects = new Map<string, { prints: PlannedPrint[]; cards: string[] }>();
  readonly #failures: Failure[] = [];

  add(reference: string, print: PlannedPrint): void {
    this.#of(reference).prints.push(print);
  }

  addCard(reference: string, file: string): void {
    this.#of(reference).cards.push(file);
  }

  #of(reference: string) {
    const files = this.#subjects.get(reference) ?? { prints: [], cards: [] };
    this.#subjects.set(reference, files);
    return files;
  }

  fail(name: string, message: string): void {
    this.#failures.push(failureOf(new RidgelineError('INVALID_ARGUMENT', `${name}: ${message}`), name));
  }

  failWith(name: string, error: unknown): void {
    this.#failures.push(failureOf(error, name));
  }

  plan(): EnrolPlan {
    const subjects = Array.from(this.#subjects, ([reference, files]) => ({ reference, ...files }));
    return { subjects, failures: this.#failures };
  }
}

/**
 * A plan from files and folders: a print is named `<reference>/<position>.<ext>`, further prints of the same finger
 * `<reference>/<position>_<n>.<ext>`, a ten-print card `<reference>.<ext>`; with `reference`, all are that person's. Folders are searched
 * to any depth; what is no print there is passed over.
 */
export async function planFromPaths(paths: readonly string[], reference?: string): Promise<EnrolPlan> {
  const builder = new PlanBuilder();
  for (const path of paths) {
    try {
      const files = await printFilesUnder(path);
      if (files.length === 0) builder.fail(path, 'expected prints, but the folder holds none');
      for (const file of files) planFile(builder, file, reference);
    } catch (error) {
      builder.failWith(path, error);
    }
  }
  return builder.plan();
}

function planFile(builder: PlanBuilder, file: string, reference: string | undefined): void {
  if (isCardFile(file)) {
    builder.addCard(reference ?? stem(file), file);
    return;
  }
  const position = positionOfName(file);
  if (position === undefined) {
    builder.fail(
      file,
      'expected a name of the form <reference>/<position>.<ext> or <reference>/<position>_<n>.<ext> with a finger position from 1 to 10 (0 unknown), as 4711/7.png, or a ten-print card <reference>.an2; rename it, or name it in a --list',
    );
    return;
  }
  builder.add(reference ?? basename(dirname(resolve(file))), { file, position });
}

/** A file itself; of a folder all prints under it, in the order of their names with numbers as numbers. */
async function printFilesUnder(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory() && isOfPerson(entry.name));
    return files
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted(new Intl.Collator('en', { numeric: true }).compare);
  } catch (cause) {
    throw unreadable(path, 'prints, or a folder of prints', cause);
  }
}

function isOfPerson(name: string): boolean {
  return isPrintFile(name) || isCardFile(name);
}

/**
 * A plan from a list: a line `reference,position,file` for each print and `reference,,file` for each ten-print card, or with tabs in place
 * of the commas. Files are relative to the list's folder. Empty lines and lines that begin with # are passed over, and so is a heading `reference,position,file`.
 */
export async function planFromList(list: string): Promise<EnrolPlan> {
  const builder = new PlanBuilder();
  const folder = dirname(resolve(list));
  for (const [index, line] of (await readList(list)).split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const { reference, position, file } = columnsOf(line);
    if (index === 0 && reference.toLowerCase() === 'reference') continue;
    const finger = /^\d+$/.test(position) ? toPosition(Number(position)) : undefined;
    const isCard = position === '' && isCardFile(file);
    if (reference !== '' && isCard) {
      builder.addCard(reference, resolve(folder, file));
    } else if (reference === '' || file === '' || finger === undefined) {
      builder.fail(
        `${list}:${index + 1}`,
        `expected reference, finger position (0 to 10; none for a ten-print card) and file, separated by commas or tabs, not "${line}"`,
      );
    } else {
      builder.add(reference, { file: resolve(folder, file), position: finger });
    }
  }
  return builder.plan();
}

/** The file comes last, so that its name may hold commas. */
function columnsOf(line: string): { readonly reference: string; readonly position: string; readonly file: string } {
  const separator = line.includes('\t') ? '\t' : ',';
  const [reference = '', position = '', ...file] = line.split(separator);
  return { reference: reference.trim(), position: position.trim(), file: file.join(separator).trim() };
}

async function readList(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, 'a list of prints', cause);
  }
}
