/** Two prints side by side as SVG: their minutiae, what the matcher paired, and where the prints overlap. */
import type { TemplateContents } from '../../../native/binding.js';
import { fieldOf } from '../../../native/stage-fields.js';
import { Bend } from './bend.js';
import { pointsOf } from './counterparts.js';
import type { WithTemplate } from './figures.js';
import type { JudgedPair } from './judge-set.js';
import { escaped } from './markup.js';
import { overlapCells } from './overlap.js';
import { agreementPx } from './parameters.js';
import { type Box, printBox } from './print-box.js';
import { offPx, type Point } from './rigid.js';
import { markColours } from './style.js';

/** White space between the two prints, and the line of names above, px at 500 ppi. */
const gap = 18;
const heading = 18;
/** A mark's radius is half a ridge period, its tick one and a half. */
const radius = 4.5;
const tick = 13;
/** The golden angle keeps neighbours in the list apart in colour. */
const hueStep = 137.508;

export interface DrawnPrint {
  readonly print: WithTemplate;
  readonly name: string;
  /** The picture of the print in its box, as the page refers to it. */
  readonly href: string;
}

/** What a minutia is drawn as. */
interface Mark {
  readonly colour: string;
  readonly label?: string;
  /** Dashed where the matcher paired it wrongly. */
  readonly wrong?: boolean;
}

export function drawPair(pair: JudgedPair, probe: DrawnPrint, candidate: DrawnPrint): string {
  const boxes = [printBox(probe.print), printBox(candidate.print)] as const;
  const width = boxes[0].width + gap + boxes[1].width;
  const height = heading + Math.max(boxes[0].height, boxes[1].height);
  const outlines = overlapOutlines(pair, probe.print, candidate.print);
  const marks = marksOf(pair);
  const side = (drawn: DrawnPrint, x: number, box: Box, outline: string, marked: (index: number) => Mark): string =>
    [
      `<text x="${x}" y="${heading - 6}" font-size="11" font-weight="600">${escaped(drawn.name)}</text>`,
      `<svg x="${x}" y="${heading}" width="${box.width}" height="${box.height}" viewBox="${box.left} ${box.top} ${box.width} ${box.height}">`,
      `<image href="${escaped(drawn.href)}" x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}"/>`,
      outline,
      ...drawMinutiae(drawn.print.contents, marked),
      '</svg>',
    ].join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img">`,
    `<title>${escaped(`${probe.name} and ${candidate.name} with their minutiae`)}</title>`,
    side(probe, 0, boxes[0], outlines.probe, marks.probe),
    side(candidate, boxes[0].width + gap, boxes[1], outlines.candidate, marks.candidate),
    '</svg>',
  ].join('\n');
}

function drawMinutiae(contents: TemplateContents, marked: (index: number) => Mark): string[] {
  const drawn = pointsOf(contents).map((point, index) => ({ mark: marked(index), point, index }));
  // Those with numbers last, so that no other lies over them.
  return drawn
    .toSorted((a, b) => Number(a.mark.label !== undefined) - Number(b.mark.label !== undefined))
    .map(({ mark, point, index }) => drawMinutia(contents, index, point, mark));
}

function drawMinutia(contents: TemplateContents, index: number, { x, y }: Point, mark: Mark): string {
  const radians = ((contents.angle[index] ?? 0) * Math.PI) / 180;
  const opacity = 0.3 + (0.7 * (contents.minutiaQuality[index] ?? 0)) / 100;
  const end = { x: x + tick * Math.cos(radians), y: y - tick * Math.sin(radians) };
  const dash = mark.wrong === true ? ' stroke-dasharray="2.2 1.8"' : '';
  const label =
    mark.label === undefined
      ? ''
      : `<text x="${at(x - 4)}" y="${at(y - 6)}" text-anchor="end" font-size="9.5" font-weight="700" fill="${mark.colour}" stroke="#fff" stroke-width="2.6" paint-order="stroke">${mark.label}</text>`;
  return [
    `<g fill="none" stroke="${mark.colour}" stroke-width="${mark.label === undefined ? 1.5 : 2.1}" opacity="${opacity.toFixed(2)}"${dash}>`,
    `<circle cx="${at(x)}" cy="${at(y)}" r="${radius}"/><path d="M${at(x)} ${at(y)}L${at(end.x)} ${at(end.y)}"/></g>`,
    label,
  ].join('');
}

function marksOf({ pairing, alignment, measured, kind }: JudgedPair) {
  const colours = { probe: new Map<number, Mark>(), candidate: new Map<number, Mark>() };
  for (const [order, link] of pairing.links.entries()) {
    const mark = {
      colour: `hsl(${Math.round(order * hueStep) % 360} 95% 38%)`,
      label: String(order + 1),
      wrong: kind === 'genuine' && alignment !== undefined && offPx(alignment.rigid, link) > agreementPx,
    };
    colours.probe.set(link.probe, mark);
    colours.candidate.set(link.candidate, mark);
  }
  const markOf = (side: 'probe' | 'candidate') => (index: number) => {
    const paired = colours[side].get(index);
    if (paired !== undefined) return paired;
    const common = measured?.[side];
    if (common?.inside.has(index) !== true) return { colour: markColours.outside };
    return { colour: common.found.has(index) ? markColours.missed : markColours.lonely };
  };
  return { probe: markOf('probe'), candidate: markOf('candidate') };
}

function overlapOutlines({ alignment }: JudgedPair, probe: WithTemplate, candidate: WithTemplate) {
  if (alignment === undefined) return { probe: '', candidate: '' };
  const bend = new Bend(alignment.rigid, alignment.links);
  return {
    probe: outline(probe, overlapCells(probe, candidate, bend)),
    candidate: outline(candidate, overlapCells(candidate, probe, bend.back())),
  };
}

/** The edges between cells that lie in the overlap and cells that don't. */
function outline(print: WithTemplate, cells: Uint8Array): string {
  const { columns, rows, cellPx } = fieldOf(print.fields, 'foreground');
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < columns && y < rows && cells[y * columns + x] === 1;
  const edges: string[] = [];
  for (let y = 0; y <= rows; y += 1) {
    for (let x = 0; x <= columns; x += 1) {
      const here = inside(x, y);
      if (here !== inside(x, y - 1)) edges.push(`M${x * cellPx} ${y * cellPx}h${cellPx}`);
      if (here !== inside(x - 1, y)) edges.push(`M${x * cellPx} ${y * cellPx}v${cellPx}`);
    }
  }
  return `<path d="${edges.join('')}" fill="none" stroke="${markColours.overlap}" stroke-width="1.2"/>`;
}

function at(coordinate: number): string {
  return coordinate.toFixed(1);
}
