import type { ExplainedExtraction, StageField, TemplateContents } from '../native/binding.js';
import { degreesBetween, degreesBetweenLines, oneToOne } from '../native/minutia-geometry.js';
import { fieldOf, isDeep } from '../native/stage-fields.js';

/** What a print is compared with others by, as a whole; lengths at 500 ppi. */
export interface PrintMeasurements {
  /** The packed template. */
  readonly template: Uint8Array;
  readonly minutiae: number;
  /** Of the foreground; NaN where there is no image. */
  readonly areaCm2: number;
  /** Of the convex hull of the minutiae. */
  readonly hullCm2: number;
  /** 0 to 100. */
  readonly quality: number;
  readonly minutiaQualities: Float32Array;
  /** Of each minutia to the nearest other, px. */
  readonly spacingsPx: Float32Array;
  /** Ridge periods at places 16 px apart, px. */
  readonly periodsPx: Float32Array;
  /** By how much the ridges turn over 32 px, degrees, at places 16 px apart. */
  readonly turnsDegrees: Float32Array;
}

/** How well extraction agrees with the truth about a synthetic print. */
export interface TruthAgreement {
  /** True minutiae well inside the print that an examiner could tell. */
  readonly known: number;
  /** Those of them that were extracted, within 8 px and 20 degrees. */
  readonly found: number;
  /** Extracted minutiae well inside the print. */
  readonly extracted: number;
  /** Those of them that are neither true nor beside a place where the truth can't be told. */
  readonly wrong: number;
}

export interface MeasuredPrint {
  readonly measurements: PrintMeasurements;
  /** Of synthetic prints. */
  readonly agreement?: TruthAgreement;
}

const cmPerPx = 2.54 / 500;
const sampleCells = 4;
const turnCells = 8;
/** Nearer to the foreground's edge than this, extraction leaves minutiae out on purpose. */
const marginPx = 14;
const reachPx = 8;
const reachDegrees = 20;

export function measureTemplate(template: Uint8Array, contents: TemplateContents): PrintMeasurements {
  return {
    template,
    minutiae: contents.x.length,
    areaCm2: Number.NaN,
    hullCm2: hullArea(contents) * cmPerPx ** 2,
    quality: contents.quality,
    minutiaQualities: Float32Array.from(contents.minutiaQuality),
    spacingsPx: spacings(contents),
    periodsPx: new Float32Array(),
    turnsDegrees: new Float32Array(),
  };
}

export function measureExtraction({ fields }: ExplainedExtraction, template: Uint8Array, contents: TemplateContents) {
  const foreground = fieldOf(fields, 'foreground');
  const inside = foreground.values.reduce((sum, value) => sum + value, 0);
  return {
    ...measureTemplate(template, contents),
    areaCm2: inside * (foreground.cellPx * cmPerPx) ** 2,
    periodsPx: samples(foreground, fieldOf(fields, 'ridge-period'), (values, at) => values[at]),
    turnsDegrees: samples(foreground, fieldOf(fields, 'orientation'), (values, at) => {
      const aside = at + turnCells;
      return foreground.values[aside] === 1 ? degreesBetweenLines(values[at] ?? 0, values[aside] ?? 0) : undefined;
    }),
  } satisfies PrintMeasurements;
}

export function compareWithTruth(
  { fields }: ExplainedExtraction,
  found: TemplateContents,
  truth: TemplateContents,
): TruthAgreement {
  const foreground = fieldOf(fields, 'foreground');
  const known = indices(truth).filter((at) => truth.type[at] !== 0 && isWellInside(foreground, truth, at));
  const doubtful = indices(truth).filter((at) => truth.type[at] === 0);
  const extracted = indices(found).filter((at) => isWellInside(foreground, found, at));
  const partners = pairUp(truth, found);
  const matched = new Set(partners.values());
  const isNearDoubt = (at: number): boolean => doubtful.some((other) => distance(truth, other, found, at) <= reachPx);
  return {
    known: known.length,
    found: known.filter((at) => partners.has(at)).length,
    extracted: extracted.length,
    wrong: extracted.filter((at) => !matched.has(at) && !isNearDoubt(at)).length,
  };
}

/** One-to-one pairs of minutiae within reach, nearest first: index in `truth` to index in `found`. */
function pairUp(truth: TemplateContents, found: TemplateContents): Map<number, number> {
  const near = indices(truth).flatMap((probe) =>
    indices(found)
      .map((candidate) => ({ probe, candidate, px: distance(truth, probe, found, candidate) }))
      .filter(
        ({ candidate, px }) =>
          px <= reachPx && degreesBetween(truth.angle[probe], found.angle[candidate]) <= reachDegrees,
      ),
  );
  return new Map(oneToOne(near).map(({ probe, candidate }) => [probe, candidate]));
}

function isWellInside(foreground: StageField, { x, y }: TemplateContents, at: number): boolean {
  return isDeep(foreground, { x: x[at] ?? 0, y: y[at] ?? 0 }, marginPx);
}

function samples(
  foreground: StageField,
  { values, columns, rows }: StageField,
  sample: (values: Float32Array, at: number) => number | undefined,
): Float32Array {
  const taken: number[] = [];
  for (let row = sampleCells / 2; row < rows; row += sampleCells) {
    for (let column = sampleCells / 2; column + turnCells < columns; column += sampleCells) {
      const at = row * columns + column;
      const value = foreground.values[at] === 1 ? sample(values, at) : undefined;
      if (value !== undefined) taken.push(value);
    }
  }
  return Float32Array.from(taken);
}

function indices({ x }: TemplateContents): number[] {
  return Array.from(x, (_, index) => index);
}

function distance(a: TemplateContents, i: number, b: TemplateContents, j: number): number {
  return Math.hypot((a.x[i] ?? 0) - (b.x[j] ?? 0), (a.y[i] ?? 0) - (b.y[j] ?? 0));
}

function spacings(contents: TemplateContents): Float32Array {
  const all = indices(contents);
  if (all.length < 2) return new Float32Array();
  return Float32Array.from(all, (i) =>
    all.reduce((least, j) => (j === i ? least : Math.min(least, distance(contents, i, contents, j))), Infinity),
  );
}

/** Of the convex hull, px squared (Andrew 1979: lower and upper chain of the sorted points). */
function hullArea({ x, y }: TemplateContents): number {
  const points = Array.from(x, (px, i) => ({ x: px, y: y[i] ?? 0 })).sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (order: typeof points): typeof points => {
    const hull: typeof points = [];
    for (const point of order) {
      while (hull.length > 1 && !turnsLeft(hull.at(-2), hull.at(-1), point)) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  const hull = [...chain(points), ...chain(points.toReversed())];
  const twice = hull.reduce((sum, a, i) => {
    const b = hull[(i + 1) % hull.length] ?? a;
    return sum + a.x * b.y - b.x * a.y;
  }, 0);
  return Math.abs(twice) / 2;
}

type Point = { readonly x: number; readonly y: number };

function turnsLeft(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (a === undefined || b === undefined) return true;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
}
