import { expect } from 'vitest';
import {
  type Engine,
  hasRidgelineCode,
  type IdentifyResult,
  SearchIncompleteError,
} from '../../../../src/engine/index.js';
import type { Candidate, Priority } from '../../../../src/engine/types.js';
import { expectCode } from '../../helpers/expect-code.js';
import type { SeededRandom } from '../../helpers/seeded-random.js';
import { keyOf } from '../people.js';
import type { Capture, Model, Presence, Snapshot } from './model.js';
import { printsOf, type Scores } from './scores.js';

export interface World {
  readonly engine: Engine;
  readonly model: Model;
  readonly scores: Scores;
  readonly captures: readonly Capture[];
  readonly probes: readonly Capture[];
  readonly owners: readonly string[];
}

export type Counts = Record<string, number>;

/** More than the gallery ever holds: then a list of candidates lacks nobody. */
const everybody = 1000;
const keysOfClient = 30;
const fpir = 0.001;

/** One of several who use an engine at the same time, each with records of its own, so that it knows what its own changes must do. */
export class Client {
  readonly #name: string;
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #records = new Map<number, Presence>();
  readonly #counts: Counts;

  constructor(name: string, world: World, random: SeededRandom, counts: Counts) {
    this.#name = name;
    this.#world = world;
    this.#random = random;
    this.#counts = counts;
  }

  /** So many steps, and on until that time. */
  async work(leastSteps: number, untilMs: number): Promise<void> {
    for (let step = 0; step < leastSteps || performance.now() < untilMs; step += 1) {
      const choice = this.#random.below(100);
      if (choice < 45) await this.#search();
      else if (choice < 52) await this.#stoppedSearch();
      else await this.#change(this.#random.below(keysOfClient));
    }
  }

  async #change(key: number): Promise<void> {
    const { engine } = this.#world;
    const record = this.#records.get(key);
    const subject = keyOf(`${this.#name}-${key}`, this.#ownerOf(key));
    const capture = this.#any(this.#world.captures);
    if (record === undefined) {
      if (this.#random.below(10) === 0) return this.#absent(key);
      await this.#enrol(key, capture);
    } else if (this.#random.below(10) === 0) {
      await expectCode('SUBJECT_EXISTS', () => engine.enrol(subject, printsOf(capture)));
      this.#count('enrolments of who is there');
    } else if (this.#random.below(2) === 0) {
      this.#world.model.beginAmendment(record, capture);
      const { receipt } = await engine.amend(subject, printsOf(capture), { replace: 'all', ...this.#options() });
      expect(receipt?.subject).toEqual(subject);
      this.#world.model.endAmendment(record);
      this.#count('amendments');
    } else {
      this.#world.model.beginErasure(record);
      await engine.erase(subject, this.#options());
      this.#world.model.endErasure(record);
      this.#records.delete(key);
      this.#count('erasures');
    }
  }

  async #absent(key: number): Promise<void> {
    await expectCode('SUBJECT_NOT_FOUND', () =>
      this.#world.engine.erase(keyOf(`${this.#name}-${key}`, this.#ownerOf(key))),
    );
    this.#count('erasures of nobody');
  }

  async #enrol(key: number, capture: Capture): Promise<void> {
    const { engine, model } = this.#world;
    const subject = keyOf(`${this.#name}-${key}`, this.#ownerOf(key));
    const record = model.beginEnrolment(subject.reference, subject.owner, capture);
    await engine.enrol(subject, printsOf(capture), this.#options());
    model.endEnrolment(record);
    this.#records.set(key, record);
    this.#count('enrolments');
  }

  async #search(): Promise<void> {
    const { engine, model, probes, owners } = this.#world;
    const probe = this.#any(probes);
    const exhaustive = this.#random.below(2) === 0;
    const permitted = owners.slice(this.#random.below(2) * this.#random.below(owners.length));
    const begins = model.beginSearch();
    const request = { prints: printsOf(probe), owners: permitted, maxCandidates: everybody, exhaustive, fpir };
    const result = await engine.identify(request, this.#options());
    this.#compare(model.endSearch(begins, permitted), probe, result, exhaustive);
    this.#count(exhaustive ? 'searches of everybody' : 'searches');
    this.#count('candidates', result.candidates.length);
  }

  /** A search that is stopped on its way, or not in time; what it has found by then is right. */
  async #stoppedSearch(): Promise<void> {
    const { engine, model, probes, owners } = this.#world;
    const probe = this.#any(probes);
    const begins = model.beginSearch();
    const request = {
      prints: printsOf(probe),
      maxCandidates: everybody,
      exhaustive: this.#random.below(2) === 0,
      fpir,
    };
    const controller = new AbortController();
    const cancels = this.#random.below(2) === 0;
    const afterMs = this.#random.next() * 8;
    const timer = setTimeout(() => controller.abort(), afterMs);
    const stop = cancels ? { signal: controller.signal } : { timeoutMs: afterMs };
    try {
      const result = await engine.identify(request, { ...this.#options(), ...stop });
      this.#compare(model.endSearch(begins, owners), probe, result, request.exhaustive);
      this.#count('searches that ended before they were stopped');
    } catch (error) {
      const snapshot = model.endSearch(begins, owners);
      if (!hasRidgelineCode(error)) throw error;
      expect(cancels ? ['CANCELLED'] : ['DEADLINE_EXCEEDED', 'SEARCH_INCOMPLETE']).toContain(error.code);
      if (error instanceof SearchIncompleteError) this.#compareScores(snapshot, probe, error.hits);
      this.#count(`searches stopped: ${error.code}`);
    } finally {
      clearTimeout(timer);
    }
  }

  #compare(snapshot: Snapshot, probe: Capture, result: IdentifyResult, exhaustive: boolean): void {
    const { candidates, threshold, decision, subjectsSearched } = result;
    const sure = snapshot.filter(({ isSure }) => isSure);
    expect(subjectsSearched).toBeGreaterThanOrEqual(sure.length);
    // An amended record has two places for a while.
    expect(subjectsSearched).toBeLessThanOrEqual(snapshot.reduce((sum, { captures }) => sum + captures.length, 0));
    expect(threshold).toBeCloseTo(10 * Math.log10(Math.max(1, subjectsSearched) / fpir));
    expect(decision).toBe(candidates.some(({ score }) => score >= threshold) ? 'hit' : 'no-hit');
    // A search by code ends early with who is not worth it: then only the scores of hits are those of a whole comparison.
    const whole = exhaustive ? candidates : candidates.filter(({ hit }) => hit);
    const least = exhaustive ? Number.NEGATIVE_INFINITY : threshold;
    this.#compareScores(snapshot, probe, whole);
    expect(candidates.map(({ score }) => score)).toEqual(
      candidates.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    const found = new Set(whole.map(({ reference }) => reference));
    for (const { reference, captures } of sure) {
      const isExpected = captures.every(
        (capture) => (this.#world.scores.of(probe, capture) ?? -1) >= Math.max(0, least),
      );
      if (isExpected) expect(found, `search of ${probe.person}`).toContain(reference);
    }
  }

  /** Nobody is listed who may not be there, nobody twice, and everybody with the score of a capture that the record had. */
  #compareScores(snapshot: Snapshot, probe: Capture, candidates: readonly Candidate[]): void {
    const seen = new Map(snapshot.map((each) => [each.reference, each.captures]));
    for (const { reference, score } of candidates) {
      const scores = seen.get(reference)?.map((capture) => this.#world.scores.of(probe, capture));
      expect(scores, `${reference} in a search of ${probe.person}`).toContain(score);
      seen.delete(reference);
    }
  }

  #options(): { readonly caller: string; readonly priority: Priority } {
    return { caller: this.#name, priority: this.#any(['urgent', 'normal', 'batch']) };
  }

  #ownerOf(key: number): string {
    return this.#world.owners[key % this.#world.owners.length] ?? '';
  }

  #any<Item>(items: readonly Item[]): Item {
    return items[this.#random.below(items.length)] as Item;
  }

  #count(what: string, amount = 1): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + amount;
  }
}
