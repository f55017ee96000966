import { expect, test } from 'vitest';
import { labelSlaps } from '../../../../src/engine/tenprint/label-slaps.js';
import type { SlapReading, TenprintPrint } from '../../../../src/engine/tenprint/types.js';
import type { FingerPosition } from '../../../../src/engine/types.js';

const print = (record: number, position: FingerPosition, impression: 'plain' | 'rolled'): TenprintPrint => ({
  ...{ record, position, impression, name: `record ${record}`, template: new Uint8Array() },
  ...{ minutiaCount: 40, quality: 80, width: 500, height: 500 },
});

/** Ten rolled prints in order, and a slap of these fingers, which the segmentation calls `names`. */
function labelsOf(
  slapPosition: 13 | 14,
  hand: 'left' | 'right',
  names: FingerPosition[],
  truth: number[],
  hasRolled = true,
) {
  const rolled = Array.from({ length: 10 }, (_, index) => print(index + 3, (index + 1) as FingerPosition, 'rolled'));
  const prints = [...(hasRolled ? rolled : []), ...names.map((name) => print(20, name, 'plain'))];
  const first = prints.length - names.length;
  const slap: SlapReading = { record: 20, position: slapPosition, hand, expected: [], found: names };
  const pairs = prints
    .slice(0, first)
    .flatMap(({ position }, a) =>
      truth.map((finger, order) => ({ a, b: first + order, score: finger === position ? 70 : 3 })),
    );
  return labelSlaps(prints, [slap], pairs).slice(first);
}

test('names of a whole hand stay as they are', () => {
  expect(labelsOf(13, 'right', [2, 3, 4, 5], [2, 3, 4, 5])).toEqual([2, 3, 4, 5]);
  expect(labelsOf(14, 'left', [10, 9, 8, 7], [10, 9, 8, 7])).toEqual([10, 9, 8, 7]);
});

test('where a finger is missing and nobody said which, the rolled prints tell', () => {
  expect(labelsOf(13, 'right', [2, 3, 4], [3, 4, 5])).toEqual([3, 4, 5]);
  expect(labelsOf(14, 'left', [10, 9], [10, 7])).toEqual([10, 7]);
});

test('a hand that looks like the other one keeps its claimed names, unless the rolled prints say otherwise', () => {
  expect(labelsOf(13, 'left', [2, 3, 4, 5], [2, 3, 4, 5])).toEqual([2, 3, 4, 5]);
  expect(labelsOf(13, 'left', [2, 3, 4, 5], [10, 9, 8, 7])).toEqual([10, 9, 8, 7]);
  expect(labelsOf(13, 'left', [2, 3, 4, 5], [10, 9, 8, 7], false)).toEqual([2, 3, 4, 5]);
});

test('swapped rolled prints do not rename the fingers of a whole hand', () => {
  expect(labelsOf(13, 'right', [2, 3, 4, 5], [3, 2, 4, 5])).toEqual([2, 3, 4, 5]);
});
