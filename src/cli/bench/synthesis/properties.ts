import type { PrintMeasurements } from '../../../engine/index.js';
import { type Distribution, distributionOf } from './distribution.js';
import type { Population } from './population.js';

/** A property by which real and synthetic prints are compared. */
export interface Property {
  readonly title: string;
  readonly unit: string;
  /** Of what a print is one sample, or many. */
  readonly of: (print: PrintMeasurements) => ArrayLike<number>;
  /** What the plot shows. */
  readonly range: readonly [number, number];
  /** True where a template without its image has it, too. */
  readonly ofTemplates: boolean;
}

export const properties: readonly Property[] = [
  {
    title: 'Minutiae per area of foreground',
    unit: 'per cm²',
    of: ({ minutiae, areaCm2 }) => [minutiae / areaCm2],
    range: [0, 50],
    ofTemplates: false,
  },
  {
    title: 'Minutiae per area of their hull',
    unit: 'per cm²',
    of: ({ minutiae, hullCm2 }) => [minutiae / hullCm2],
    range: [0, 60],
    ofTemplates: true,
  },
  {
    title: 'Distance to the nearest minutia',
    unit: 'px at 500 ppi',
    of: ({ spacingsPx }) => spacingsPx,
    range: [0, 70],
    ofTemplates: true,
  },
  {
    title: 'Local ridge period',
    unit: 'px at 500 ppi',
    of: ({ periodsPx }) => periodsPx,
    range: [5, 15],
    ofTemplates: false,
  },
  {
    title: 'Turn of the ridges over 32 px',
    unit: 'degrees',
    of: ({ turnsDegrees }) => turnsDegrees,
    range: [0, 60],
    ofTemplates: false,
  },
  {
    title: 'Minutiae of a print',
    unit: 'count',
    of: ({ minutiae }) => [minutiae],
    range: [0, 85],
    ofTemplates: true,
  },
  {
    title: 'Quality of a minutia',
    unit: '0 to 100',
    of: ({ minutiaQualities }) => minutiaQualities,
    range: [30, 100],
    ofTemplates: true,
  },
  {
    title: 'Quality of a print',
    unit: '0 to 100',
    of: ({ quality }) => [quality],
    range: [0, 100],
    ofTemplates: true,
  },
];

/** Over populations that weigh the same. */
export function distributionIn(populations: readonly Population[], { of }: Property): Distribution {
  return distributionOf(populations.map(({ prints }) => prints.flatMap((print) => Array.from(of(print)))));
}
