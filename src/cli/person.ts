import { type Engine, hasRidgelineCode, type PrintFailure, type PrintInput } from '../engine/index.js';
import type { PlannedPrint } from './enrol-plan.js';
import { attempt, type Failure, failureOf } from './errors.js';
import { readPrintFile } from './print-file.js';

/** The prints of one person as the engine takes them, and the files that could not be read. */
export interface PersonFiles {
  readonly prints: readonly PrintInput[];
  readonly failures: readonly Failure[];
}

export async function readPerson(files: readonly PlannedPrint[], ppi: number | undefined): Promise<PersonFiles> {
  const attempts = await Promise.all(
    files.map(({ file, position }) =>
      attempt(file, async (): Promise<PrintInput> => {
        const bytes = await readPrintFile(file);
        return { bytes, name: file, position, ...(ppi === undefined ? {} : { ppi }) };
      }),
    ),
  );
  return {
    prints: attempts.flatMap((tried) => (tried.ok ? [tried.value] : [])),
    failures: attempts.flatMap((tried) => (tried.ok ? [] : [tried.failure])),
  };
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
