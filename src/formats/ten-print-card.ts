import type { GrayImage } from '../native/binding.js';

/** A card of 8 x 8 in at 500 ppi; lengths in px. Two rows of rolled prints, below them the slaps; a margin for notes on top. */
const sidePx = 4000;
const ppi = 500;
const headPx = 1000;
const rolled = { width: 800, height: 750 } as const;
const slapHeightPx = 1500;
const linePx = 4;
const ink = 90;
/** Squares of a digit. */
const dotPx = 6;
const digitGapPx = 12;

interface Box {
  readonly position: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Every box with the position of its print. The slaps' order is that of hands laid on the card: left, thumbs, right. */
export const cardBoxes: readonly Box[] = [
  ...Array.from({ length: 10 }, (_, index) => ({
    position: index + 1,
    left: (index % 5) * rolled.width,
    top: headPx + Math.floor(index / 5) * rolled.height,
    ...rolled,
  })),
  ...[
    { position: 14, left: 0, width: 1600 },
    { position: 15, left: 1600, width: 800 },
    { position: 13, left: 2400, width: 1600 },
  ].map((slap) => ({ ...slap, top: headPx + 2 * rolled.height, height: slapHeightPx })),
];

/** Rows of five squares each, the topmost first; a digit as 5 x 7 squares. */
const digits = [
  [14, 17, 19, 21, 25, 17, 14],
  [4, 12, 4, 4, 4, 4, 14],
  [14, 17, 1, 2, 4, 8, 31],
  [31, 2, 4, 2, 1, 17, 14],
  [2, 6, 10, 18, 31, 2, 2],
  [31, 16, 30, 1, 1, 17, 14],
  [6, 8, 16, 30, 17, 17, 14],
  [31, 1, 2, 4, 8, 8, 8],
  [14, 17, 17, 14, 17, 17, 14],
  [14, 17, 17, 15, 1, 2, 12],
] as const;

/** A whole ten-print card from its prints by position: rolled 1 to 10, slaps 13, 14 and 15. Boxes without a print stay empty. */
export function tenPrintCard(images: ReadonlyMap<number, GrayImage>): GrayImage {
  const card = new Uint8Array(sidePx * sidePx).fill(paperOf(images));
  for (const box of cardBoxes) {
    const image = images.get(box.position);
    if (image !== undefined) paste(card, image, box);
    frame(card, box);
    writeNumber(card, box);
  }
  return { width: sidePx, height: sidePx, ppi, pixels: card };
}

/** The grey of the prints' own background, so that their fields don't stand out: the median along the upper edges. */
function paperOf(images: ReadonlyMap<number, GrayImage>): number {
  const edges = [...images.values()].flatMap(({ pixels, width }) => [...pixels.subarray(0, width)]);
  return edges.toSorted((a, b) => a - b)[Math.floor(edges.length / 2)] ?? 255;
}

/** The middle of a print into its box; prints of 1000 ppi at half their size, the mean of four pixels each. */
function paste(card: Uint8Array, image: GrayImage, box: Box): void {
  const step = image.ppi >= 2 * ppi ? 2 : 1;
  const skipX = Math.floor((image.width / step - box.width) / 2);
  const skipY = Math.floor((image.height / step - box.height) / 2);
  for (let y = 0; y < box.height; y += 1) {
    for (let x = 0; x < box.width; x += 1) {
      const level = levelAt(image, step * (x + skipX), step * (y + skipY), step);
      if (level !== undefined) card[(box.top + y) * sidePx + box.left + x] = level;
    }
  }
}

function levelAt({ width, height, pixels }: GrayImage, left: number, top: number, step: number): number | undefined {
  if (left < 0 || top < 0 || left + step > width || top + step > height) return undefined;
  let sum = 0;
  for (let y = top; y < top + step; y += 1) {
    for (let x = left; x < left + step; x += 1) sum += pixels[y * width + x] ?? 0;
  }
  return Math.round(sum / (step * step));
}

function frame(card: Uint8Array, { left, top, width, height }: Box): void {
  fill(card, left, top, width, linePx);
  fill(card, left, top + height - linePx, width, linePx);
  fill(card, left, top, linePx, height);
  fill(card, left + width - linePx, top, linePx, height);
}

function writeNumber(card: Uint8Array, { position, left, top }: Box): void {
  let x = left + linePx + digitGapPx;
  for (const digit of String(position)) {
    for (const [row, dots] of (digits[Number(digit)] ?? []).entries()) {
      for (let column = 0; column < 5; column += 1) {
        if (((dots >> (4 - column)) & 1) === 0) continue;
        fill(card, x + column * dotPx, top + linePx + digitGapPx + row * dotPx, dotPx, dotPx);
      }
    }
    x += 5 * dotPx + digitGapPx;
  }
}

function fill(card: Uint8Array, left: number, top: number, width: number, height: number): void {
  for (let y = top; y < top + height; y += 1) card.fill(ink, y * sidePx + left, y * sidePx + left + width);
}
