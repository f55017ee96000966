import {
  type Engine,
  hasRidgelineCode,
  type MissingFinger,
  type PrintFailure,
  type PrintInput,
  type Tenprint,
} from '../engine/index.js';
import type { PlannedFiles } from './enrol-plan.js';
import { attempt, type Failure, failureOf } from './errors.js';
import { readPrintFile } from './print-file.js';
import { readTransactionFile } from './transactions/transaction-file.js';

/** The prints of one person as the engine takes them, what of the files failed, and what is to be known of them. */
export interface PersonFiles {
  readonly prints: readonly PrintInput[];
  readonly missing: readonly MissingFinger[];
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
}

export interface PersonOptions {
  readonly ppi?: number | undefined;
  /** What becomes of cards whose prints are swapped, repeated or of the wrong hand. */
  readonly sequence: 'tell' | 'refuse';
}

export async function readPerson(
  engine: Engine,
  { prints, cards }: PlannedFiles,
  { ppi, sequence }: PersonOptions,
): Promise<PersonFiles> {
  const attempts = await Promise.all(
    prints.map(({ file, position }) =>
      attempt(file, async (): Promise<PrintInput> => {
        const bytes = await readPrintFile(file);
        return { bytes, name: file, position, ...(ppi === undefined ? {} : { ppi }) };
      }),
    ),
  );
  const single = attempts.flatMap((tried) => (tried.ok ? [tried.value] : []));
  const failures = attempts.flatMap((tried) => (tried.ok ? [] : [tried.failure]));
  const tenprints: Tenprint[] = [];
  // One after the other, so that the images of one card at a time are in memory.
  for (const file of cards) {
    const read = await attempt(file, async () =>
      engine.readTenprint(await readTransactionFile(file), { name: file, sequence }),
    );
    if (read.ok) tenprints.push(read.value);
    else failures.push({ ...read.failure, message: withFile(file, read.failure.message) });
  }
  return {
    prints: [...single, ...tenprints.flatMap((tenprint) => tenprint.prints)],
    missing: tenprints.flatMap(({ missing }) => missing),
    failures: [...failures, ...tenprints.flatMap((tenprint) => tenprint.failures.map(failureOfPrint))],
    notes: tenprints.flatMap((tenprint, index) => notesOf(tenprint).map((note) => withFile(cards[index] ?? '', note))),
  };
}

/** What people should know of a card that is taken. */
function notesOf({ sequence, ignored }: Tenprint): readonly string[] {
  const wrong = [...sequence.errors, ...sequence.wrongHands].map(({ message }) => `wrong sequence: ${message}`);
  return [...wrong, ...ignored.map((name) => `${name} is not matched`)];
}

function withFile(file: string, message: string): string {
  return message.startsWith(file) ? message : `${file}: ${message}`;
}

/** A failure that the engine listed, as a command lists it. */
export function failureOfPrint({ name, code, message }: PrintFailure): Failure {
  return { name, code, message };
}

/**
 * The failures behind an error that says that a person gave no template. The engine throws the first print's error then; here the
 * others are asked again, so that each file is listed with its own.
 */
export async function failuresOfPerson(
  engine: Engine,
  error: unknown,
  prints: readonly PrintInput[],
  name: string,
): Promise<readonly Failure[]> {
  const isOfPrints = hasRidgelineCode(error) && 'blame' in error && error.blame === 'input';
  if (!isOfPrints) return [failureOf(error, name)];
  const attempts = await Promise.all(prints.map((print) => attempt(print.name ?? name, () => engine.extract(print))));
  const failures = attempts.flatMap((tried) => (tried.ok ? [] : [tried.failure]));
  return failures.length === 0 ? [failureOf(error, name)] : failures;
}
