import type { FingerPosition } from '../types.js';
import { sameFingerDb } from './parameters.js';
import type { ComparedPair } from './sequence.js';
import type { SlapReading, TenprintPrint } from './types.js';

/** The fingers of each hand as its slap shows them, from left to right. */
const handsLeftToRight: readonly (readonly FingerPosition[])[] = [
  [2, 3, 4, 5],
  [10, 9, 8, 7],
];

/** What a slap of a position code may show, from left to right; what it claims comes first. */
const claimOf: Readonly<Record<number, readonly (readonly FingerPosition[])[]>> = {
  13: handsLeftToRight,
  14: handsLeftToRight.toReversed(),
  15: [[6, 1]],
};

/**
 * The prints with the fingers of slaps named as the rolled prints speak for. Where a slap shows fewer fingers than a hand has and the file
 * does not say which are missing, or the hand by its shape is not the claimed one, the image alone leaves open which finger is which.
 */
export function labelSlaps(
  prints: readonly TenprintPrint[],
  slaps: readonly SlapReading[],
  pairs: readonly ComparedPair[],
): readonly FingerPosition[] {
  const labels = prints.map(({ position }) => position);
  for (const { record, position } of slaps) {
    const ofSlap = prints.flatMap((print, index) => (print.record === record ? [index] : []));
    const isStated = ofSlap.some((index) => prints[index]?.place?.source === 'stated');
    const hands = claimOf[position];
    if (hands === undefined || isStated) continue;
    for (const [index, label] of namesOf(ofSlap, hands, prints, pairs)) labels[index] = label;
  }
  return labels;
}

type Naming = readonly (readonly [number, FingerPosition])[];

/** Of all names in the order of a hand, those that agree best with rolled prints; the fingers' own names where none agrees clearly better. */
function namesOf(
  ofSlap: readonly number[],
  hands: readonly (readonly FingerPosition[])[],
  prints: readonly TenprintPrint[],
  pairs: readonly ComparedPair[],
): Naming {
  const own = ofSlap.map((index) => [index, prints[index]?.position ?? 0] as const);
  const others = hands
    .flatMap((hand) => choices(hand, ofSlap.length))
    .map((names): Naming => ofSlap.map((index, order) => [index, names[order] ?? 0] as const));
  const agreement = (naming: Naming): number =>
    naming.reduce((sum, [index, name]) => sum + likenessToRolled(index, name, prints, pairs), 0);
  const rated = others.map((naming) => ({ naming, agrees: agreement(naming) }));
  const [best] = rated.toSorted((a, b) => b.agrees - a.agrees);
  return best !== undefined && best.agrees >= agreement(own) + sameFingerDb ? best.naming : own;
}

/** Every choice of `count` names in the order of the hand. */
function choices(hand: readonly FingerPosition[], count: number): readonly (readonly FingerPosition[])[] {
  if (count === 0) return [[]];
  return hand.flatMap((name, order) => choices(hand.slice(order + 1), count - 1).map((rest) => [name, ...rest]));
}

function likenessToRolled(
  index: number,
  name: FingerPosition,
  prints: readonly TenprintPrint[],
  pairs: readonly ComparedPair[],
): number {
  const scores = pairs.flatMap(({ a, b, score }) => {
    const other = a === index ? b : b === index ? a : undefined;
    const print = other === undefined ? undefined : prints[other];
    return print?.impression === 'rolled' && print.position === name ? [score] : [];
  });
  return Math.max(0, ...scores);
}
