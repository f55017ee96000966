import type { TemplateContents } from '../native/binding.js';

/** Picture pixels a template pixel (500 ppi): ridges of nine pixels become wide enough to see marks on them. */
export const pictureScale = 2;

/** Sizes in picture pixels: half a mark's width is about half a ridge period, the tick one period. */
const markRadius = 7;
const tickLength = 18;
const strokeWidth = 2;

/** Codes of TemplateContents.type. */
const ending = 1;
const bifurcation = 2;

const endingColour = '#e60000';
const bifurcationColour = '#0050ff';
const otherColour = '#00963c';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a minutia lies in the picture, px. */
export function minutiaPoint(contents: TemplateContents, index: number): Point {
  return { x: (contents.x[index] ?? 0) * pictureScale, y: (contents.y[index] ?? 0) * pictureScale };
}

/**
 * One minutia as SVG: endings are red circles, bifurcations blue squares, others green diamonds, each with a tick in its
 * direction. `colour` replaces the colour of the kind.
 */
export function minutiaMark(contents: TemplateContents, index: number, colour?: string): string {
  const { x, y } = minutiaPoint(contents, index);
  const type = contents.type[index];
  const radians = ((contents.angle[index] ?? 0) * Math.PI) / 180;
  // Angles run counter-clockwise with y up; y of the picture runs down.
  const tick = { x: x + tickLength * Math.cos(radians), y: y - tickLength * Math.sin(radians) };
  const stroke = colour ?? (type === ending ? endingColour : type === bifurcation ? bifurcationColour : otherColour);
  return [
    `<g fill="none" stroke="${stroke}" stroke-width="${strokeWidth}">`,
    outline(type, x, y),
    `<line x1="${px(x)}" y1="${px(y)}" x2="${px(tick.x)}" y2="${px(tick.y)}"/>`,
    '</g>',
  ].join('');
}

function outline(type: number | undefined, x: number, y: number): string {
  const radius = markRadius;
  if (type === ending) return `<circle cx="${px(x)}" cy="${px(y)}" r="${radius}"/>`;
  if (type === bifurcation) {
    return `<rect x="${px(x - radius)}" y="${px(y - radius)}" width="${2 * radius}" height="${2 * radius}"/>`;
  }
  const corners = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ];
  return `<polygon points="${corners.map((corner) => corner.map(px).join(',')).join(' ')}"/>`;
}

/** A coordinate as SVG shows it. */
export function px(coordinate: number): string {
  return coordinate.toFixed(2);
}
