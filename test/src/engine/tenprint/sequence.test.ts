import { describe, expect, test } from 'vitest';
import { type ComparedPair, judgeSequence, type PlacedPrint } from '../../../../src/engine/tenprint/sequence.js';
import type { FingerPosition } from '../../../../src/engine/types.js';

/** A card whose rolled print at each place is of the finger given; plain prints are where they belong. */
function cardOf(rolled: readonly number[]): { prints: PlacedPrint[]; fingers: number[] } {
  const positions = Array.from({ length: 10 }, (_, index) => (index + 1) as FingerPosition);
  const prints = [
    ...rolled.map(
      (_, index): PlacedPrint => ({ record: index + 3, position: positions[index] ?? 0, impression: 'rolled' }),
    ),
    ...positions.map((position): PlacedPrint => ({ record: recordOf(position), position, impression: 'plain' })),
  ];
  return { prints, fingers: [...rolled, ...positions] };
}

const recordOf = (position: number): number => (position === 1 || position === 6 ? 15 : position < 6 ? 13 : 14);
const inOrder = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Scores as good prints have them, unless `poor` names the finger. */
function pairsOf({ prints, fingers }: ReturnType<typeof cardOf>, poor: readonly number[] = []): ComparedPair[] {
  return prints.flatMap((print, a) =>
    prints.flatMap((other, b): ComparedPair[] => {
      if (b <= a || print.record === other.record) return [];
      const isSame = fingers[a] === fingers[b];
      return [{ a, b, score: !isSame ? 4 : poor.includes(fingers[a] ?? 0) ? 12 : 80 }];
    }),
  );
}

function judge(rolled: readonly number[], poor: readonly number[] = []) {
  const card = cardOf(rolled);
  return judgeSequence(card.prints, pairsOf(card, poor));
}

describe('the sequence of a card', () => {
  test('a right card is confirmed finger by finger', () => {
    const { rolled, errors } = judge(inOrder);
    expect(errors).toEqual([]);
    expect(rolled).toEqual(
      inOrder.map((position) => ({ record: position + 2, position, verdict: 'confirmed', score: 80 })),
    );
  });

  test('two swapped prints are both named, with the finger that each shows', () => {
    const { rolled, errors } = judge([1, 3, 2, 4, 5, 6, 7, 8, 9, 10]);
    expect(errors).toMatchObject([
      { kind: 'swapped', record: 4, position: 2, shownAs: 3, otherRecord: 13, score: 80, ownScore: 4 },
      { kind: 'swapped', record: 5, position: 3, shownAs: 2, otherRecord: 13, score: 80, ownScore: 4 },
    ]);
    expect(errors[0]?.message).toBe(
      'swapped: record 4, rolled right index, is the finger that record 13 shows as plain right middle (80 dB; with its own plain print 4 dB)',
    );
    expect(rolled.filter(({ verdict }) => verdict === 'wrong').map(({ position }) => position)).toEqual([2, 3]);
  });

  test('a finger rolled twice, for two fingers, is repeated', () => {
    expect(judge([1, 2, 2, 4, 5, 6, 7, 8, 9, 10]).errors).toMatchObject([
      { kind: 'repeated', position: 3, shownAs: 2 },
    ]);
  });

  test('prints of the other hand', () => {
    const { errors } = judge([6, 7, 8, 9, 10, 1, 2, 3, 4, 5]);
    expect(errors.map(({ kind, position, shownAs }) => [kind, position, shownAs])).toEqual(
      inOrder.map((position) => ['wrong-hand', position, position <= 5 ? position + 5 : position - 5]),
    );
  });

  test('three fingers moved on by one are of wrong fingers', () => {
    const { errors } = judge([1, 3, 4, 2, 5, 6, 7, 8, 9, 10]);
    expect(errors.map(({ kind, position, shownAs }) => [kind, position, shownAs])).toEqual([
      ['wrong-finger', 2, 3],
      ['wrong-finger', 3, 4],
      ['wrong-finger', 4, 2],
    ]);
  });

  test('a poor print is unknown and no alarm, in its place or not', () => {
    const { rolled, errors } = judge([1, 3, 2, 4, 5, 6, 7, 8, 9, 10], [2, 3, 9]);
    expect(errors).toEqual([]);
    expect(rolled.filter(({ verdict }) => verdict === 'unknown').map(({ position }) => position)).toEqual([2, 3, 9]);
  });

  test('without plain prints a finger rolled twice is still found, and nothing is confirmed', () => {
    const card = cardOf([1, 2, 2, 4, 5, 6, 7, 8, 9, 10]);
    const { rolled, errors } = judgeSequence(
      card.prints.slice(0, 10),
      pairsOf(card).filter(({ b }) => b < 10),
    );
    expect(errors).toMatchObject([
      { kind: 'repeated', record: 5, position: 3, otherRecord: 4, shownAs: 2, impression: 'rolled' },
    ]);
    expect(new Set(rolled.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(rolled[0]).not.toHaveProperty('score');
  });

  test('a print that is more like its own finger is in its place, however like another one it is', () => {
    const card = cardOf(inOrder);
    const pairs = pairsOf(card).map((pair) => (pair.a === 1 && pair.b === 12 ? { ...pair, score: 75 } : pair));
    expect(judgeSequence(card.prints, pairs).errors).toEqual([]);
  });

  test('a print of unknown finger is left out', () => {
    const card = cardOf(inOrder);
    const prints = card.prints.map((print, index) => (index === 3 ? { ...print, position: 0 as const } : print));
    const { rolled, errors } = judgeSequence(prints, pairsOf(card));
    expect(errors).toEqual([]);
    expect(rolled.map(({ position }) => position)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10]);
  });
});
