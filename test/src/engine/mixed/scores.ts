import type { Engine } from '../../../../src/engine/index.js';
import type { PrintInput } from '../../../../src/engine/types.js';
import { captureOf, keyOf } from '../people.js';
import type { Capture } from './model.js';

/** Probes are captures that nobody is enrolled with. */
const firstProbeCapture = 100;

export function printsOf({ person, capture }: Capture): PrintInput[] {
  return captureOf(person, capture);
}

export function nameOf({ person, capture }: Capture): string {
  return `${person}/${capture}`;
}

/** What every probe scores against every capture, by an engine that holds each capture once and does nothing at the same time. */
export class Scores {
  readonly #scores = new Map<string, ReadonlyMap<string, number>>();

  static async of(reference: Engine, captures: readonly Capture[], probes: readonly Capture[]): Promise<Scores> {
    const scores = new Scores();
    await Promise.all(captures.map((capture) => reference.enrol(keyOf(nameOf(capture)), printsOf(capture))));
    for (const probe of probes) {
      const { candidates } = await reference.identify({
        prints: printsOf(probe),
        maxCandidates: captures.length,
        exhaustive: true,
      });
      scores.#scores.set(nameOf(probe), new Map(candidates.map((candidate) => [candidate.reference, candidate.score])));
    }
    return scores;
  }

  /** Undefined where the score is below that of any candidate. */
  of(probe: Capture, enrolled: Capture): number | undefined {
    return this.#scores.get(nameOf(probe))?.get(nameOf(enrolled));
  }
}

export function capturesOf(people: number, each: number, first = 0): Capture[] {
  return Array.from({ length: people * each }, (_, i) => ({
    person: Math.floor(i / each),
    capture: first + (i % each),
  }));
}

export function probesOf(people: number, each: number): Capture[] {
  return capturesOf(people, each, firstProbeCapture);
}
