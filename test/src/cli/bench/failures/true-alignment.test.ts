import { describe, expect, test } from 'vitest';
import { type Point, place, type Rigid, turnRad } from '../../../../../src/cli/bench/failures/rigid.js';
import {
  findTrueAlignment,
  type Pairing,
  pairingOf,
  reversed,
} from '../../../../../src/cli/bench/failures/true-alignment.js';

/** Minutiae of the finger, and where each of its prints has them. */
const skin: readonly Point[] = Array.from({ length: 16 }, (_, k) => ({ x: 20 + 60 * (k % 4), y: 30 + 55 * (k >> 2) }));
const touches: readonly Rigid[] = [0, 15, -20, 40, -5].map((degrees, print) => {
  const turn = (degrees * Math.PI) / 180;
  return { cosine: Math.cos(turn), sine: Math.sin(turn), x: 12 * print, y: 80 - 25 * print };
});

function pairingBetween(from: number, to: number, score: number, wrongBy = 0): Pairing {
  const [a = touches[0], b = touches[0]] = [touches[from], touches[to]];
  const links = skin.flatMap((point, minutia) =>
    a === undefined || b === undefined
      ? []
      : [
          {
            probe: minutia,
            candidate: minutia,
            from: place(a, point),
            to: { ...place(b, point), x: place(b, point).x + wrongBy },
            turnDegrees: ((turnRad(b) - turnRad(a)) * 180) / Math.PI,
          },
        ],
  );
  return { score, links };
}

/** Pairs of prints with the score of their comparison; others were not paired. */
function finger(scores: Readonly<Record<string, number>>, wrongBy: Readonly<Record<string, number>> = {}) {
  return (from: number, to: number): Pairing | undefined => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const score = scores[`${low}-${high}`];
    if (score === undefined) return undefined;
    const pairing = pairingBetween(low, high, score, wrongBy[`${low}-${high}`]);
    return from === low ? pairing : reversed(pairing);
  };
}

const prints = [0, 1, 2, 3, 4];

describe('the true alignment', () => {
  test('is found through one third print, with the minutiae that it shows', () => {
    const truth = findTrueAlignment(0, 1, prints, finger({ '0-1': 3, '0-2': 60, '1-2': 55 }));
    expect(truth).toMatchObject({ chains: 1, agreeing: 1 });
    expect(truth?.links).toHaveLength(skin.length);
    expect(truth?.links.every(({ probe, candidate }) => probe === candidate)).toBe(true);
    expect(truth && turnRad(truth.rigid)).toBeCloseTo((15 * Math.PI) / 180);
  });

  test('is found through two prints where one does not suffice', () => {
    const truth = findTrueAlignment(0, 1, prints, finger({ '0-2': 60, '2-3': 60, '1-3': 60 }));
    expect(truth?.links).toHaveLength(skin.length);
  });

  test('is not known where no print matches both, nor from the failing comparison itself', () => {
    expect(findTrueAlignment(0, 1, prints, finger({ '0-1': 90, '0-2': 60 }))).toBeUndefined();
  });

  test('rests on weak comparisons only where three of them agree', () => {
    const two = { '0-2': 60, '1-2': 20, '0-3': 60, '1-3': 20 };
    const three = { ...two, '0-4': 60, '1-4': 20 };
    expect(findTrueAlignment(0, 1, prints, finger(two))).toBeUndefined();
    expect(findTrueAlignment(0, 1, prints, finger(three))).toMatchObject({ chains: 3, agreeing: 3 });
    const contradicting = finger(three, { '1-3': 70, '1-4': -90 });
    expect(findTrueAlignment(0, 1, prints, contradicting)).toBeUndefined();
  });

  test('is what most chains say', () => {
    const all = { '0-2': 60, '1-2': 60, '0-3': 60, '1-3': 60, '0-4': 60, '1-4': 60 };
    const truth = findTrueAlignment(0, 1, prints, finger(all, { '1-3': 120 }));
    expect(truth).toMatchObject({ chains: 3, agreeing: 2 });
    expect(truth && turnRad(truth.rigid)).toBeCloseTo((15 * Math.PI) / 180);
  });
});

test('a pairing has the places of its columns, and reversed twice is itself', () => {
  const pairing = pairingOf({
    score: 12,
    pairs: Uint16Array.of(3, 1, 0, 2),
    places: Float32Array.of(10, 20, 90, 30, 40, 60, 1, 2, 3, 4, 5, 6),
  });
  expect(pairing.links).toEqual([
    { probe: 3, candidate: 1, from: { x: 10, y: 20 }, to: { x: 30, y: 40 }, turnDegrees: 30 },
    { probe: 0, candidate: 2, from: { x: 1, y: 2 }, to: { x: 4, y: 5 }, turnDegrees: -3 },
  ]);
  expect(reversed(reversed(pairing))).toEqual(pairing);
});
