/** What is worth showing of a print: sensors leave wide margins. */
import type { StagePicture } from '../../../native/binding.js';
import { fieldOf } from '../../../native/stage-fields.js';
import type { WithTemplate } from './figures.js';

/** px at 500 ppi. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const margin = 14;

/** Around foreground and minutiae. */
export function printBox(print: WithTemplate): Box {
  const { columns, cellPx, values } = fieldOf(print.fields, 'foreground');
  const inside = [...values.keys()].filter((cell) => values[cell] === 1);
  const x = [...inside.map((cell) => (cell % columns) * cellPx), ...print.contents.x];
  const y = [...inside.map((cell) => Math.floor(cell / columns) * cellPx), ...print.contents.y];
  const from = (all: readonly number[], side: number): number =>
    Math.max(0, Math.floor(all.reduce((a, b) => Math.min(a, b), side)) - margin);
  const to = (all: readonly number[], side: number): number =>
    Math.min(side, Math.ceil(all.reduce((a, b) => Math.max(a, b), 0)) + cellPx + margin);
  const { width, height } = print.contents;
  const [left, top] = [from(x, width), from(y, height)];
  return { left, top, width: to(x, width) - left, height: to(y, height) - top };
}

/** The part of a picture in a box that lies inside of it. */
export function cropped({ stage, width, channels, pixels }: StagePicture, box: Box): StagePicture {
  const cut = new Uint8Array(box.width * box.height * channels);
  for (let row = 0; row < box.height; row += 1) {
    const start = ((box.top + row) * width + box.left) * channels;
    cut.set(pixels.subarray(start, start + box.width * channels), row * box.width * channels);
  }
  return { stage, width: box.width, height: box.height, channels, pixels: cut };
}
