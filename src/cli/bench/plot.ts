/** Line plots as SVG: panels side by side under one legend. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, line } from 'd3-shape';

export interface Curve {
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What lies between two curves. */
export interface Band {
  readonly colour: string;
  readonly points: readonly (readonly [x: number, low: number, high: number])[];
}

export interface Axis {
  readonly label: string;
  readonly range: readonly [number, number];
  /** Powers of ten at even distances. */
  readonly logarithmic?: boolean;
  /** Fractions are named as per cent. */
  readonly percent?: boolean;
}

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Under the curves. */
  readonly bands?: readonly Band[];
  readonly curves: readonly Curve[];
}

export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly dash?: string;
  /** It names a band. */
  readonly isBand?: boolean;
}

const width = 330;
const height = 250;
const margin = { left: 52, right: 14, top: 30, bottom: 42 };
const legendHeight = 26;
const legendRow = 20;
/** Below this, names of a legend would meet. */
const legendWidth = 165;
const bandOpacity = 0.2;
const text = 'font-family="sans-serif" font-size="11" fill="#333"';

/** The title is for those who can't see the picture. */
export function figure(
  title: string,
  panels: readonly Panel[],
  columns: number,
  legend: readonly LegendEntry[],
): string {
  const rows = Math.ceil(panels.length / columns);
  const totalWidth = columns * width;
  const drawnLegend = drawLegend(legend, totalWidth);
  const totalHeight = rows * height + drawnLegend.height;
  const placed = panels.map((panel, index) => {
    const [left, top] = [(index % columns) * width, drawnLegend.height + Math.floor(index / columns) * height];
    return `<g transform="translate(${left} ${top})">${drawPanel(panel)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${totalWidth} ${totalHeight}" width="${totalWidth}" height="${totalHeight}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${totalWidth}" height="${totalHeight}" fill="white"/>`,
    ...drawnLegend.marks,
    ...placed,
    '</svg>\n',
  ].join('\n');
}

/** In as many rows as the names need. */
function drawLegend(legend: readonly LegendEntry[], totalWidth: number): { height: number; marks: string[] } {
  const perRow = Math.max(1, Math.min(legend.length, Math.floor(totalWidth / legendWidth)));
  const step = totalWidth / perRow;
  const marks = legend.map(({ name, colour, dash, isBand }, index) => {
    const left = Math.round((index % perRow) * step) + 12;
    const middle = 15 + Math.floor(index / perRow) * legendRow;
    const mark =
      isBand === true
        ? `<rect x="${left}" y="${middle - 6}" width="26" height="12" fill="${colour}" fill-opacity="${bandOpacity}"/>`
        : `<line x1="${left}" x2="${left + 26}" y1="${middle}" y2="${middle}" stroke="${colour}" stroke-width="2.5"${dashed(dash)}/>`;
    return `${mark}<text x="${left + 32}" y="${middle + 4}" ${text}>${escaped(name)}</text>`;
  });
  return { height: legendHeight + (Math.ceil(legend.length / perRow) - 1) * legendRow, marks };
}

function drawPanel({ title, x, y, bands = [], curves }: Panel): string {
  const [right, bottom] = [width - margin.right, height - margin.bottom];
  const across = scaleOf(x, [margin.left, right]);
  const up = scaleOf(y, [bottom, margin.top]);
  const path = line<readonly [number, number]>(
    ([px]) => across.map(px),
    ([, py]) => up.map(py),
  ).digits(1);
  const between = area<readonly [number, number, number]>(
    ([px]) => across.map(px),
    ([, low]) => up.map(low),
    ([, , high]) => up.map(high),
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
    `<text transform="translate(10 ${(margin.top + bottom) / 2}) rotate(-90)" text-anchor="middle" ${text}>${escaped(y.label)}</text>`,
    ...bands.map(
      ({ colour, points }) => `<path d="${between(points) ?? ''}" fill="${colour}" fill-opacity="${bandOpacity}"/>`,
    ),
    ...curves.map(
      ({ colour, width: stroke, dash, points }) =>
        `<path d="${path(points) ?? ''}" fill="none" stroke="${colour}" stroke-width="${stroke}"${dashed(dash)}/>`,
    ),
  ].join('\n');
}

function scaleOf({ range, logarithmic, percent }: Axis, pixels: [number, number]) {
  const scale = logarithmic === true ? scaleLog([...range], pixels) : scaleLinear([...range], pixels);
  const ticks = logarithmic === true ? decadeTicks(range) : scale.ticks(6);
  const clamped = scale.copy().clamp(true);
  const nameOf = (tick: number): string =>
    percent === true ? `${Number((100 * tick).toPrecision(3))} %` : shortNumber(tick);
  return {
    map: (value: number): number => clamped(value),
    ticks: ticks.map((tick) => ({ at: Math.round(scale(tick)), name: nameOf(tick) })),
  };
}

/** Powers of ten; of fewer than three decades twice and five times them, too. */
function decadeTicks([low, high]: readonly [number, number]): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const steps = high / low < 1000 ? [1, 2, 5] : [1];
  return Array.from({ length: last - first + 1 }, (_, index) =>
    // Read and not computed: 10 ** -4 is a little less than 0.0001.
    steps.map((step) => Number(`${step}e${first + index}`)),
  )
    .flat()
    .filter((tick) => tick >= low && tick <= high);
}

function dashed(dash: string | undefined): string {
  return dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Thousands and millions by their letters, so that the names of neighbours on an axis stay apart. */
function shortNumber(value: number): string {
  const [unit, letter] = value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  return `${Number((value / unit).toPrecision(3))}${letter}`;
}
