import { RidgelineError } from '../native/error.js';
import type { ErasureReason, ErasureReceipt } from './erasure-receipt.js';
import { describeKey, keyText, type StoredPrint, type StoredSubject, type SubjectKey } from './subject-record.js';
import type { PutOptions, SubjectStore } from './subject-store.js';

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

  async put(key: SubjectKey, prints: readonly StoredPrint[], options: PutOptions = {}): Promise<number> {
    if (this.#numbers.has(keyText(key))) {
      throw new RidgelineError('SUBJECT_EXISTS', `${describeKey(key)} is enrolled already`);
    }
    const number = this.reserveNumber();
    this.#set({ number, key, prints, createdMs: Date.now(), ...options });
    return number;
  }

  reserveNumber(): number {
    return this.#nextNumber++;
  }

  async replace(
    key: SubjectKey,
    number: number,
    prints: readonly StoredPrint[],
    options: PutOptions = {},
  ): Promise<ErasureReceipt> {
    const old = this.get(this.find(key) ?? 0);
    const receipt = await this.erase(key, 'replaced');
    if (old === undefined || receipt === undefined) {
      throw new RidgelineError('SUBJECT_NOT_FOUND', `${describeKey(key)} is not enrolled`);
    }
    this.#set({ number, key, prints, createdMs: old.createdMs, changedMs: Date.now(), ...options });
    return receipt;
  }

  async erase(key: SubjectKey, reason: ErasureReason = 'request'): Promise<ErasureReceipt | undefined> {
    const number = this.find(key);
    if (number === undefined) return undefined;
    for (const { template } of this.#subjects.get(number)?.prints ?? []) template.fill(0);
    this.#subjects.delete(number);
    this.#numbers.delete(keyText(key));
    const { system, owner, reference } = key;
    return { subject: { system, owner, reference }, number, erasedAt: new Date().toISOString(), reason };
  }

  expired(nowMs: number, limit: number): StoredSubject[] {
    const until = ({ retainUntilMs = Number.POSITIVE_INFINITY }: StoredSubject) => retainUntilMs;
    return [...this.#subjects.values()]
      .filter((subject) => until(subject) < nowMs)
      .sort((a, b) => until(a) - until(b))
      .slice(0, limit);
  }

  /** Nothing of it outlives the process, so there is nobody to find a receipt later. */
  pendingReceipts(): ErasureReceipt[] {
    return [];
  }

  async settleReceipt(): Promise<void> {}

  isErased({ number }: ErasureReceipt): boolean {
    return !this.#subjects.has(number) && number < this.#nextNumber;
  }

  readAfter(number: number, limit: number): StoredSubject[] {
    return [...this.#subjects.values()].filter((subject) => subject.number > number).slice(0, limit);
  }

  /** There is no later start. */
  keepForm(): void {}

  numbersAfter(number: number, limit: number): Float64Array {
    return Float64Array.from(this.readAfter(number, limit), (subject) => subject.number);
  }

  keptForms(): undefined {}

  async close(): Promise<void> {
    this.#subjects.clear();
    this.#numbers.clear();
  }

  #set(subject: StoredSubject): void {
    const { system, owner, reference } = subject.key;
    this.#numbers.set(keyText(subject.key), subject.number);
    this.#subjects.set(subject.number, { ...subject, key: { system, owner, reference } });
  }
}
