/** Which synthetic slaps are segmented: everything that makes them hard is spread evenly over them. */
import type { SlapTrialTask } from '../../../engine/index.js';
import { clutterOf } from './clutter.js';

export const conditions = ['any', 'dry', 'wet', 'worn'] as const;

export interface SlapPlan {
  readonly people: number;
  readonly seed: number;
  readonly ppi: 500 | 1000;
  /** Degrees to either side. */
  readonly mostTilt: number;
  /** Whether script, debris, smudges and a halo lie over them. */
  readonly cluttered: boolean;
}

const slaps = [
  { position: 13, fingers: [2, 3, 4, 5] },
  { position: 14, fingers: [10, 9, 8, 7] },
  { position: 15, fingers: [6, 1] },
] as const;

/** Steps by which sequences of period 1 are spread evenly: the golden section and roots whose multiples don't coincide. */
const spread = { tilt: 0.6180339887, difficulty: 0.4142135624, missing: 0.7320508076, which: 0.2360679775 };
const missingOne = 0.3;
const missingTwo = 0.06;

/** Three slaps a person: both hands and the thumbs. */
export function planSlaps({ people, seed, ppi, mostTilt, cluttered }: SlapPlan): SlapTrialTask[] {
  return Array.from({ length: people }, (_, person) =>
    slaps.map(({ position, fingers }, index): SlapTrialTask => {
      const number = slaps.length * person + index;
      const at = (step: number): number => (number * step) % 1;
      return {
        request: {
          ...{ seed, person, position, ppi, impression: 0, kind: 'plain' },
          sensor: number % 2 === 0 ? 'optical' : 'inked',
          condition: conditions[person % conditions.length] ?? 'any',
          difficulty: at(spread.difficulty),
          tiltDegrees: mostTilt * (2 * at(spread.tilt) - 1),
          missingFingers: missingOf(fingers, at(spread.missing), at(spread.which)),
        },
        missingStated: person % 2 === 0,
        ...(cluttered ? { clutter: clutterOf(seed + number) } : {}),
        drawn: false,
      };
    }),
  ).flat();
}

function missingOf(fingers: readonly number[], chance: number, which: number): number[] {
  const count = chance < missingTwo && fingers.length > 2 ? 2 : chance < missingOne ? 1 : 0;
  const first = Math.floor(which * fingers.length);
  return Array.from({ length: count }, (_, i) => fingers[(first + i) % fingers.length] ?? 0);
}
