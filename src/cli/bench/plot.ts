/** Line plots as SVG: panels side by side under one legend. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';

export interface Curve {
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Axis {
  readonly label: string;
  readonly range: readonly [number, number];
  /** Powers of ten at even distances. */
  readonly logarithmic?: boolean;
}

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
}

export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly dash?: string;
}

const width = 330;
const height = 250;
const margin = { left: 52, right: 14, top: 30, bottom: 42 };
const legendHeight = 26;
const text = 'font-family="sans-serif" font-size="11" fill="#333"';

/** The title is for those who can't see the picture. */
export function figure(
  title: string,
  panels: readonly Panel[],
  columns: number,
  legend: readonly LegendEntry[],
): string {
  const rows = Math.ceil(panels.length / columns);
  const [totalWidth, totalHeight] = [columns * width, rows * height + legendHeight];
  const placed = panels.map((panel, index) => {
    const [left, top] = [(index % columns) * width, legendHeight + Math.floor(index / columns) * height];
    return `<g transform="translate(${left} ${top})">${drawPanel(panel)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${totalWidth} ${totalHeight}" width="${totalWidth}" height="${totalHeight}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${totalWidth}" height="${totalHeight}" fill="white"/>`,
    ...drawLegend(legend, totalWidth),
    ...placed,
    '</svg>\n',
  ].join('\n');
}

function drawLegend(legend: readonly LegendEntry[], totalWidth: number): string[] {
  const step = totalWidth / Math.max(1, legend.length);
  return legend.map(({ name, colour, dash }, index) => {
    const left = Math.round(index * step) + 12;
    return `<line x1="${left}" x2="${left + 26}" y1="15" y2="15" stroke="${colour}" stroke-width="2.5"${dashed(dash)}/><text x="${left + 32}" y="19" ${text}>${escaped(name)}</text>`;
  });
}

function drawPanel({ title, x, y, curves }: Panel): string {
  const [right, bottom] = [width - margin.right, height - margin.bottom];
  const across = scaleOf(x, [margin.left, right]);
  const up = scaleOf(y, [bottom, margin.top]);
  const path = line<readonly [number, number]>(
    ([px]) => across.map(px),
    ([, py]) => up.map(py),
  ).digits(1);
  const ticks = [
    ...across.ticks.map(
      ({ at, name }) =>
        `<line x1="${at}" x2="${at}" y1="${margin.top}" y2="${bottom}" stroke="#e4e4e4"/><text x="${at}" y="${bottom + 15}" text-anchor="middle" ${text}>${name}</text>`,
    ),
    ...up.ticks.map(
      ({ at, name }) =>
        `<line x1="${margin.left}" x2="${right}" y1="${at}" y2="${at}" stroke="#e4e4e4"/><text x="${margin.left - 6}" y="${at + 4}" text-anchor="end" ${text}>${name}</text>`,
    ),
  ];
  const middle = (margin.left + right) / 2;
  return [
    ...ticks,
    `<rect x="${margin.left}" y="${margin.top}" width="${right - margin.left}" height="${bottom - margin.top}" fill="none" stroke="#999"/>`,
    `<text x="${middle}" y="${margin.top - 10}" text-anchor="middle" font-weight="bold" ${text}>${escaped(title)}</text>`,
    `<text x="${middle}" y="${height - 8}" text-anchor="middle" ${text}>${escaped(x.label)}</text>`,
    `<text transform="translate(13 ${(margin.top + bottom) / 2}) rotate(-90)" text-anchor="middle" ${text}>${escaped(y.label)}</text>`,
    ...curves.map(
      ({ colour, width: stroke, dash, points }) =>
        `<path d="${path(points) ?? ''}" fill="none" stroke="${colour}" stroke-width="${stroke}"${dashed(dash)}/>`,
    ),
  ].join('\n');
}

function scaleOf({ range, logarithmic }: Axis, pixels: [number, number]) {
  const scale = logarithmic === true ? scaleLog([...range], pixels) : scaleLinear([...range], pixels);
  const ticks = scale.ticks(logarithmic === true ? 4 : 6);
  const shown = logarithmic === true ? ticks.filter((tick) => Number.isInteger(Math.log10(tick))) : ticks;
  const clamped = scale.copy().clamp(true);
  return {
    map: (value: number): number => clamped(value),
    ticks: shown.map((tick) => ({ at: Math.round(scale(tick)), name: String(Number(tick.toPrecision(3))) })),
  };
}

function dashed(dash: string | undefined): string {
  return dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
