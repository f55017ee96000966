import { RidgelineError } from '../native/error.js';
import { maxNames } from './limits.js';

/**
 * Small numbers for names, as the gallery wants them. They are given as the names come and hold for this process only: records
 * on disk carry the names themselves.
 */
export class NameNumbers {
  readonly #numbers = new Map<string, number>();

  /** `noun` is what errors call a name. */
  constructor(private readonly noun: string) {}

  /** The number of a name; a new name gets the next one. */
  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    if (number >= maxNames) {
      throw new RidgelineError('INVALID_ARGUMENT', `an engine knows at most ${maxNames} different ${this.noun}s`);
    }
    this.#numbers.set(name, number);
    return number;
  }

  /** All names; the place of a name is its number. */
  all(): string[] {
    return [...this.#numbers.keys()];
  }

  /** The numbers of those names that are known. */
  known(names: readonly string[]): number[] {
    return names.flatMap((name) => this.#numbers.get(name) ?? []);
  }
}
