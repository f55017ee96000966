/** A rigid alignment bent where minutiae show that the skin was stretched, as the matcher bends its own. */
import { displacementShrink, displacementSigma_px } from './parameters.js';
import { inverse, type Point, place, type Rigid, turnRad } from './rigid.js';
import { type Link, reversedLink } from './true-alignment.js';

interface Known {
  readonly at: Point;
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}

export class Bend {
  readonly #rigid: Rigid;
  readonly #links: readonly Link[];
  readonly #known: readonly Known[];

  constructor(rigid: Rigid, links: readonly Link[]) {
    this.#rigid = rigid;
    this.#links = links;
    this.#known = links.map(({ from, to, turnDegrees }) => {
      const at = place(rigid, from);
      return { at, x: to.x - at.x, y: to.y - at.y, turn: wrapped((turnDegrees * Math.PI) / 180 - turnRad(rigid)) };
    });
  }

  /** Where a place of the one print lies in the other, and by how much what is there turns, clockwise. */
  place(from: Point): { readonly point: Point; readonly turnRad: number } {
    const at = place(this.#rigid, from);
    let [weights, x, y, turn] = [displacementShrink, 0, 0, 0];
    for (const known of this.#known) {
      const squared = (known.at.x - at.x) ** 2 + (known.at.y - at.y) ** 2;
      const weight = Math.exp(-squared / (2 * displacementSigma_px ** 2));
      weights += weight;
      x += weight * known.x;
      y += weight * known.y;
      turn += weight * known.turn;
    }
    return {
      point: { x: at.x + x / weights, y: at.y + y / weights },
      turnRad: turnRad(this.#rigid) + turn / weights,
    };
  }

  /** From the other print to the one. */
  back(): Bend {
    return new Bend(inverse(this.#rigid), this.#links.map(reversedLink));
  }
}

function wrapped(angleRad: number): number {
  return Math.atan2(Math.sin(angleRad), Math.cos(angleRad));
}
