import { type Attempt, type Failure, failureOf } from './errors.js';

/** Exit codes of the command line, stated in --help and README.md. */
export const exitCodes = { done: 0, error: 1, usage: 2 } as const;

/**
 * What a command tells: lines for people on stdout or, with --json, one document there; notes and failures on stderr.
 * A failure does not end the command: all are listed at its end, and then the exit code is 1.
 */
export class Report {
  readonly isJson: boolean;
  readonly #failures: Failure[] = [];
  #document: object | undefined;
  #hasOwnShape = false;

  constructor(isJson: boolean) {
    this.isJson = isJson;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** A line for people; nothing with --json. */
  say(line: string): void {
    if (!this.isJson) process.stdout.write(`${line}\n`);
  }

  /** A line that is no part of the answer. */
  note(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  fail(failure: Failure): void {
    this.#failures.push(failure);
  }

  /** What the attempts gave; those that failed are listed. */
  valuesOf<T>(attempts: readonly Attempt<T>[]): T[] {
    return attempts.flatMap((attempt) => {
      if (attempt.ok) return [attempt.value];
      this.fail(attempt.failure);
      return [];
    });
  }

  /** The answer as --json writes it, beside the failures. */
  answer(document: object): void {
    this.#document = document;
  }

  /** An answer whose form others read and compare, so that nothing is added to it. */
  answerExactly(document: object): void {
    this.#document = document;
    this.#hasOwnShape = true;
  }

  end(): void {
    if (this.isJson) {
      const document = this.#hasOwnShape ? this.#document : { ...this.#document, failures: this.#failures };
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    }
    for (const { code, message } of this.#failures) this.note(`error ${code}: ${message}`);
    if (this.#failures.length > 0) process.exitCode = exitCodes.error;
  }
}

/** Runs a command from its first line to its exit code. */
export async function runReported(isJson: boolean, command: (report: Report) => Promise<void>): Promise<void> {
  const report = new Report(isJson);
  try {
    await command(report);
  } catch (error) {
    report.fail(failureOf(error));
  }
  report.end();
}
