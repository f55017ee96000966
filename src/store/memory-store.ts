import { RidgelineError } from '../native/error.js';
import { describeKey, keyText, type StoredPrint, type StoredSubject, type SubjectKey } from './subject-record.js';
import type { SubjectStore } from './subject-store.js';

/** Subjects in this process's memory, gone when it ends. */
export class MemoryStore implements SubjectStore {
  readonly encrypted = false;
  // A Map keeps the order of insertion, which is the order of the numbers.
  readonly #subjects = new Map<number, StoredSubject>();
  readonly #numbers = new Map<string, number>();
  #nextNumber = 1;

  count(): number {
    return this.#subjects.size;
  }

  find(key: SubjectKey): number | undefined {
    return this.#numbers.get(keyText(key));
  }

  get(number: number): StoredSubject | undefined {
    return this.#subjects.get(number);
  }

  async put(key: SubjectKey, prints: readonly StoredPrint[]): Promise<number> {
    const text = keyText(key);
    if (this.#numbers.has(text)) {
      throw new RidgelineError('SUBJECT_EXISTS', `${describeKey(key)} is enrolled already`);
    }
    const number = this.#nextNumber++;
    const { system, owner, reference } = key;
    this.#numbers.set(text, number);
    this.#subjects.set(number, { number, key: { system, owner, reference }, prints, createdMs: Date.now() });
    return number;
  }

  async erase(key: SubjectKey): Promise<number | undefined> {
    const number = this.find(key);
    if (number === undefined) return undefined;
    for (const { template } of this.#subjects.get(number)?.prints ?? []) template.fill(0);
    this.#subjects.delete(number);
    this.#numbers.delete(keyText(key));
    return number;
  }

  readAfter(number: number, limit: number): StoredSubject[] {
    return [...this.#subjects.values()].filter((subject) => subject.number > number).slice(0, limit);
  }

  async close(): Promise<void> {
    this.#subjects.clear();
    this.#numbers.clear();
  }
}
