import { expect, test } from 'vitest';
import { cardBoxes, tenPrintCard } from '../../../src/formats/ten-print-card.js';

const field = (width: number, height: number, ppi: number, level: number) => ({
  ...{ width, height, ppi },
  pixels: new Uint8Array(width * height).fill(level),
});

test('boxes lie on the card side by side, one for each print', () => {
  expect(cardBoxes.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15,
  ]);
  for (const a of cardBoxes) {
    expect(Math.min(a.left, a.top, 4000 - a.left - a.width, 4000 - a.top - a.height)).toBeGreaterThanOrEqual(0);
    for (const b of cardBoxes.filter((other) => other.position > a.position)) {
      const apart =
        a.left + a.width <= b.left ||
        b.left + b.width <= a.left ||
        a.top + a.height <= b.top ||
        b.top + b.height <= a.top;
      expect(apart).toBe(true);
    }
  }
});

test('each print fills its box; those of 1000 ppi are halved, what is missing stays paper', () => {
  const card = tenPrintCard(
    new Map([
      [1, field(800, 750, 500, 10)],
      [2, field(1600, 1500, 1000, 20)],
      [13, field(1600, 1500, 500, 30)],
      [15, field(3200, 3000, 1000, 40)],
    ]),
  );
  expect(card).toMatchObject({ width: 4000, height: 4000, ppi: 500 });
  const levelIn = (position: number) => {
    const box = cardBoxes.find((other) => other.position === position);
    if (box === undefined) return undefined;
    const { left, top, width, height } = box;
    return card.pixels[(top + Math.floor(height / 2)) * card.width + left + Math.floor(width / 2)];
  };
  expect([1, 2, 13, 15].map(levelIn)).toEqual([10, 20, 30, 40]);
  // The paper has the median grey of the prints' upper edges: 800 px of 10, 1600 of 20, 1600 of 30 and 3200 of 40.
  expect(levelIn(3)).toBe(30);
  expect(card.pixels[0]).toBe(30);
});
