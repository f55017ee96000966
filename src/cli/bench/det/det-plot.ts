/** DET curves of several sets as one picture: ours with its uncertainty, and those of other programs on the same pairs. */
import type { Interval } from '../confidence.js';
import { type Axis, type Band, type Curve, figure, type LegendEntry, type Panel } from '../plot.js';
import type { SetRun } from '../run-set.js';
import { type DetCurve, detBand, detCurve, detDraws, fmrGrid, meanCurve } from './det-curve.js';
import type { PeerScores } from './peer-scores.js';

/** A set as it was run, with what other programs scored on it. */
export interface DetSet {
  readonly run: Pick<SetRun, 'name' | 'scores'>;
  readonly peers: readonly PeerScores[];
}

const columns = 3;
const ours = '#c2350a';
const peerColours = ['#1f5fb4', '#2d8a45', '#7a3fa8', '#8a6d1a', '#4a5568', '#c02679', '#0f8a8a'];
const evenColour = '#9a9a9a';
const highest = 0.5;
/** One genuine pair of a set with 280 is 0.36 %. */
const lowestFnmr = 0.002;

/** The curves of one panel. */
interface Curves {
  readonly title: string;
  readonly ours: DetCurve;
  readonly draws: readonly DetCurve[];
  readonly peers: ReadonlyMap<string, DetCurve>;
}

export function detPlot(sets: readonly DetSet[]): string {
  const grid = fmrGrid(lowestFmr(sets), highest);
  const curves = sets.map((set) => curvesOf(set, grid));
  const shown = curves.length > 1 ? [...curves, meanOf(curves, grid)] : curves;
  const pipelines = [...new Set(sets.flatMap(({ peers }) => peers.map(({ name }) => name)))];
  const colourOf = (pipeline: string): string => peerColours[pipelines.indexOf(pipeline) % peerColours.length] ?? ours;
  const legend: LegendEntry[] = [
    { name: 'Ridgeline', colour: ours },
    { name: '95 % interval', colour: ours, isBand: true },
    ...pipelines.map((name) => ({ name, colour: colourOf(name) })),
    { name: 'FMR = FNMR', colour: evenColour, dash: '3 3' },
  ];
  const panels = shown.map((each) => panelOf(each, grid, colourOf));
  return figure('False non-match rate over false match rate', panels, Math.min(columns, panels.length), legend);
}

/** The rate of one impostor pair, rounded down to a power of ten or twice or five times one. */
function lowestFmr(sets: readonly DetSet[]): number {
  const one = Math.min(...sets.map(({ run }) => 1 / run.scores.impostor.length));
  const exponent = Math.floor(Math.log10(one));
  return [5, 2, 1].map((step) => Number(`${step}e${exponent}`)).find((rate) => rate <= one) ?? one;
}

function curvesOf({ run, peers }: DetSet, grid: readonly number[]): Curves {
  return {
    title: run.name,
    ours: detCurve(run.scores, grid),
    draws: detDraws(run.scores, grid),
    peers: new Map(peers.map((peer) => [peer.name, detCurve(peer, grid)])),
  };
}

/** Over sets, each counting alike; of other programs those that have scores of every set. */
function meanOf(sets: readonly Curves[], grid: readonly number[]): Curves {
  const draws = Math.min(...sets.map((set) => set.draws.length));
  const everywhere = [...(sets[0]?.peers.keys() ?? [])].filter((name) => sets.every(({ peers }) => peers.has(name)));
  const mean = (curveOf: (set: Curves) => DetCurve | undefined): DetCurve =>
    meanCurve(
      sets.flatMap((set) => [curveOf(set) ?? []]),
      grid,
    );
  return {
    title: `mean of the ${sets.length} sets`,
    ours: mean((set) => set.ours),
    draws: Array.from({ length: draws }, (_, draw) => mean((set) => set.draws[draw])),
    peers: new Map(everywhere.map((name) => [name, mean((set) => set.peers.get(name))])),
  };
}

function panelOf(curves: Curves, grid: readonly number[], colourOf: (pipeline: string) => string): Panel {
  const along = (rates: DetCurve): (readonly [number, number])[] => grid.map((fmr, at) => [fmr, rates[at] ?? 1]);
  const band: Band = {
    colour: ours,
    points: detBand(curves.draws, grid).map(([low, high]: Interval, at) => [grid[at] ?? 1, low, high]),
  };
  const even: Curve = {
    ...{ colour: evenColour, width: 1, dash: '3 3' },
    points: [
      [lowestFnmr, lowestFnmr],
      [highest, highest],
    ],
  };
  const peers = [...curves.peers].map(
    ([name, rates]): Curve => ({ colour: colourOf(name), width: 1.4, points: along(rates) }),
  );
  const axis = (label: string, low: number): Axis => ({
    ...{ label, range: [low, highest], logarithmic: true, percent: true },
  });
  return {
    title: curves.title,
    x: axis('false match rate', grid[0] ?? lowestFnmr),
    y: axis('false non-match rate', lowestFnmr),
    bands: [band],
    curves: [even, ...peers, { colour: ours, width: 2.4, points: along(curves.ours) }],
  };
}
