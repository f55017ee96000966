/** The ridges of one print laid over those of the other, as a picture of the overlap in the frame of the candidate. */

import type { Picture } from '../../../formats/write-image.js';
import type { StagePicture } from '../../../native/binding.js';
import { fieldOf } from '../../../native/stage-fields.js';
import { Bend } from './bend.js';
import type { WithTemplate } from './figures.js';
import { overlapCells } from './overlap.js';
import type { Point } from './rigid.js';
import { overlayColours } from './style.js';
import type { Alignment } from './true-alignment.js';

/** Shown around the overlap, px. */
const margin = 20;
/** Picture pixels a pixel of the print. */
const scale = 2;
/** Picture pixels along which the bend is taken for straight. */
const bendStep = 8;
/** The stage whose dark pixels are ridges. */
export const ridgesStage = 'binary';

/** Undefined where the prints have nothing in common. */
export function ridgeOverlay(probe: WithTemplate, candidate: WithTemplate, alignment: Alignment): Picture | undefined {
  const back = new Bend(alignment.rigid, alignment.links).back();
  const box = boxOf(candidate, overlapCells(candidate, probe, back));
  const [under, over] = [candidate.pictures[ridgesStage], probe.pictures[ridgesStage]];
  if (box === undefined || under === undefined || over === undefined) return undefined;
  const [width, height] = [box.width * scale, box.height * scale];
  const pixels = new Uint8Array(3 * width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    let bent = back.place({ x: box.left, y: box.top + y / scale });
    for (let x = 0; x < width; x += 1) {
      const here = { x: box.left + x / scale, y: box.top + y / scale };
      if (x % bendStep === 0) bent = back.place(here);
      const along = (x % bendStep) / scale;
      const there = {
        x: bent.point.x + along * Math.cos(bent.turnRad),
        y: bent.point.y + along * Math.sin(bent.turnRad),
      };
      const [own, theirs] = [isRidge(under, here), isRidge(over, there)];
      const colour = overlayColours[own && theirs ? 'both' : own ? 'candidate' : 'probe'];
      if (own || theirs) pixels.set(colour, 3 * (y * width + x));
    }
  }
  return { width, height, channels: 3, pixels };
}

function isRidge({ width, height, pixels }: StagePicture, point: Point): boolean {
  const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
  return x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] === 0;
}

function boxOf(print: WithTemplate, cells: Uint8Array) {
  const { columns, cellPx } = fieldOf(print.fields, 'foreground');
  const { width, height } = print.contents;
  const inside = [...cells.keys()].filter((cell) => cells[cell] === 1);
  if (inside.length === 0) return undefined;
  const [across, down] = [inside.map((cell) => cell % columns), inside.map((cell) => Math.floor(cell / columns))];
  const least = (values: readonly number[]): number =>
    Math.max(0, values.reduce((a, b) => Math.min(a, b)) * cellPx - margin);
  const most = (values: readonly number[], side: number): number =>
    Math.min(side, (values.reduce((a, b) => Math.max(a, b)) + 1) * cellPx + margin);
  const [left, top] = [least(across), least(down)];
  return { left, top, width: most(across, width) - left, height: most(down, height) - top };
}
