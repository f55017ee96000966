import type { FingerPosition } from '../../../src/engine/types.js';
import { templateOf } from '../engine/people.js';

/** A capture of a person as the service's own operations take it. */
export function personOf(person: number, capture = 0, positions: readonly FingerPosition[] = [1, 2]) {
  return {
    prints: positions.map((position) => ({
      position,
      template: Buffer.from(templateOf(person, capture, position)).toString('base64'),
    })),
  };
}
