import { type Curve, figure, type Panel } from '../plot.js';
import type { CurvePoint, CurvesDocument } from './curves.js';
import { codeBytes } from './figures.js';

const aloneColour = '#1f4e9c';
const togetherColour = '#c8501e';
const idealColour = '#999';
const memoryColour = '#2a7a3b';
const memoryDash = '1 3';

/** Three panels: time over subjects, throughput over threads, throughput over searches in flight. */
export function curvesPlot(document: CurvesDocument): string {
  const together = document.subjects.together[0]?.inFlight ?? 0;
  const panels = [subjectsPanel(document), threadsPanel(document), inFlightPanel(document)];
  return figure('How searches grow', panels, panels.length, [
    { name: 'one search at a time', colour: aloneColour },
    { name: `${together} and more in flight`, colour: togetherColour },
    { name: 'in proportion to the first', colour: idealColour, dash: '4 3' },
    { name: 'codes read at the memory limit', colour: memoryColour, dash: memoryDash },
  ]);
}

function subjectsPanel({ subjects: { alone, together }, fingers }: CurvesDocument): Panel {
  const us = (points: readonly CurvePoint[]) =>
    points.map((point) => [point.subjects, point.microsecondsPerSubjectPerCore] as const);
  return {
    title: `time a subject of ${fingers} fingers and core, µs`,
    x: { label: 'subjects', range: rangeOf([...us(alone), ...us(together)].map(([x]) => x)), logarithmic: true },
    y: { label: 'µs', range: fromZero([...us(alone), ...us(together)].map(([, y]) => y)) },
    curves: [curve(us(alone), aloneColour), curve(us(together), togetherColour)],
  };
}

function threadsPanel({ threads, limits }: CurvesDocument): Panel {
  const points = threads.map((point) => [point.threads, point.searchesPerSecond] as const);
  const [first = [1, 0] as const] = points;
  const ideal = points.map(([count]) => [count, (first[1] * count) / first[0]] as const);
  // The limit is that of all threads together.
  const memory = threads.map(
    ({ threads: count, codesAsked }) => [count, (1e9 * limits.memoryReadGBs) / (codesAsked * codeBytes)] as const,
  );
  return {
    title: 'searches a second, one at a time',
    x: { label: 'threads', range: rangeOf(points.map(([x]) => x)) },
    y: { label: 'searches a second', range: fromZero([...points, ...ideal, ...memory].map(([, y]) => y)) },
    curves: [curve(memory, memoryColour, memoryDash), curve(ideal, idealColour, '4 3'), curve(points, aloneColour)],
  };
}

function inFlightPanel({ inFlight }: CurvesDocument): Panel {
  const points = inFlight.map((point) => [point.inFlight, point.searchesPerSecond] as const);
  return {
    title: 'searches a second, all threads',
    x: { label: 'searches in flight', range: rangeOf(points.map(([x]) => x)), logarithmic: true },
    y: { label: 'searches a second', range: fromZero(points.map(([, y]) => y)) },
    curves: [curve(points, togetherColour)],
  };
}

function curve(points: Curve['points'], colour: string, dash?: string): Curve {
  return { colour, width: 2, points, ...(dash === undefined ? {} : { dash }) };
}

/** A little room where there is one value only. */
function rangeOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low / 2, high * 2] : [low, high];
}

function fromZero(values: readonly number[]): [number, number] {
  return [0, 1.1 * Math.max(...values)];
}
