/** What two prints have in common under an alignment, cell by cell. */
import type { DissectedPrint } from '../../../engine/index.js';
import type { StageField } from '../../../native/binding.js';
import { degreesBetweenLines } from '../../../native/minutia-geometry.js';
import { fieldOf, valueAt } from '../../../native/stage-fields.js';
import type { Bend } from './bend.js';
import { flowTolerance_deg, periodTolerance } from './parameters.js';
import type { Point } from './rigid.js';

export interface OverlapFigures {
  /** Where both prints have foreground. */
  readonly overlapMm2: number;
  /** Share of what looked like ridges in both prints at first, and is left out of either's foreground. */
  readonly lostShare: number;
  /** Share of the overlap in which the ridges of the two run apart. */
  readonly flowApart: number;
  /** Share of the overlap in which the ridge periods differ. */
  readonly periodApart: number;
}

const mmPerPx = 25.4 / 500;

/** Flags of the cells of `print` that lie in both foregrounds; the bend leads from it to the other. */
export function overlapCells(print: DissectedPrint, other: DissectedPrint, bend: Bend): Uint8Array {
  const own = fieldOf(print.fields, 'foreground');
  const theirs = fieldOf(other.fields, 'foreground');
  return Uint8Array.from(own.values, (inside, cell) =>
    inside === 1 && valueAt(theirs, bend.place(middleOf(own, cell)).point) === 1 ? 1 : 0,
  );
}

function middleOf({ columns, cellPx }: StageField, cell: number): Point {
  return { x: ((cell % columns) + 0.5) * cellPx, y: (Math.floor(cell / columns) + 0.5) * cellPx };
}

/** The bend leads from the probe to the candidate. */
export function measureOverlap(probe: DissectedPrint, candidate: DissectedPrint, bend: Bend): OverlapFigures {
  const [own, theirs] = [layersOf(probe), layersOf(candidate)];
  let [loose, common, flowApart, periodApart] = [0, 0, 0, 0];
  for (let cell = 0; cell < own.foreground.values.length; cell += 1) {
    if (own.loose.values[cell] !== 1 && own.foreground.values[cell] !== 1) continue;
    const { point, turnRad } = bend.place(middleOf(own.foreground, cell));
    const inBoth = (name: 'loose' | 'foreground'): boolean =>
      own[name].values[cell] === 1 && valueAt(theirs[name], point) === 1;
    const isCommon = inBoth('foreground');
    if (isCommon || inBoth('loose')) loose += 1;
    if (!isCommon) continue;
    common += 1;
    const [flow = 0, otherFlow = 0] = [own.orientation.values[cell], valueAt(theirs.orientation, point)];
    if (degreesBetweenLines(flow + turnRad, otherFlow) > flowTolerance_deg) flowApart += 1;
    const [period = 0, otherPeriod = 0] = [own.period.values[cell], valueAt(theirs.period, point)];
    if (Math.max(period, otherPeriod) > periodTolerance * Math.min(period, otherPeriod)) periodApart += 1;
  }
  const cellMm2 = (own.foreground.cellPx * mmPerPx) ** 2;
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    overlapMm2: common * cellMm2,
    lostShare: share(loose - common, loose),
    flowApart: share(flowApart, common),
    periodApart: share(periodApart, common),
  };
}

function layersOf(print: DissectedPrint) {
  return {
    loose: fieldOf(print.fields, 'loose-foreground'),
    foreground: fieldOf(print.fields, 'foreground'),
    orientation: fieldOf(print.fields, 'orientation'),
    period: fieldOf(print.fields, 'ridge-period'),
  };
}
