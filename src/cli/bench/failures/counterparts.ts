/** Which minutiae of two prints truly belong together, whatever the matcher thought of them. */
import type { DissectedPrint } from '../../../engine/index.js';
import type { TemplateContents } from '../../../native/binding.js';
import { degreesBetween, oneToOne } from '../../../native/minutia-geometry.js';
import { fieldOf, isDeep } from '../../../native/stage-fields.js';
import type { Bend } from './bend.js';
import {
  counterpartReach_deg,
  counterpartReach_px,
  facing_deg,
  facing_px,
  fewestLinks,
  overlapMargin_px,
} from './parameters.js';
import { distancePx, offPx, type Point } from './rigid.js';
import type { Alignment } from './true-alignment.js';

/** Of one print: the minutiae well inside the overlap, and those of them that the other print has, too. */
export interface CommonMinutiae {
  readonly inside: ReadonlySet<number>;
  readonly found: ReadonlySet<number>;
}

export interface Counterparts {
  readonly probe: CommonMinutiae;
  readonly candidate: CommonMinutiae;
  /** Root of the mean square of what the rigid transform leaves of known correspondences, px; undefined of too few. */
  readonly distortionPx: number | undefined;
}

interface Print extends DissectedPrint {
  readonly contents: TemplateContents;
}

export function findCounterparts(
  probe: Print,
  candidate: Print,
  { rigid, links }: Alignment,
  bend: Bend,
): Counterparts {
  const placed = pointsOf(probe.contents).map((point) => bend.place(point));
  const back = bend.back();
  const inProbe = pointsOf(probe.contents).flatMap((point, i) =>
    isWellInside(probe, point) && isWellInside(candidate, placed[i]?.point ?? point) ? [i] : [],
  );
  const inCandidate = pointsOf(candidate.contents).flatMap((point, j) =>
    isWellInside(candidate, point) && isWellInside(probe, back.place(point).point) ? [j] : [],
  );
  const pairs = pairUp(probe.contents, candidate.contents, placed);
  const taken = new Set(pairs.values());
  return {
    probe: { inside: new Set(inProbe), found: new Set(inProbe.filter((i) => pairs.has(i))) },
    candidate: { inside: new Set(inCandidate), found: new Set(inCandidate.filter((j) => taken.has(j))) },
    distortionPx: links.length < fewestLinks ? undefined : rootMeanSquare(links.map((link) => offPx(rigid, link))),
  };
}

/**
 * Share of the minutiae without counterpart that face another such: two endings where a ridge is broken, two bifurcations where
 * neighbours are joined.
 */
export function facingShare(
  sides: readonly { readonly contents: TemplateContents; readonly common: CommonMinutiae }[],
) {
  let [alone, facing] = [0, 0];
  for (const { contents, common } of sides) {
    const points = pointsOf(contents);
    const lonely = [...common.inside].filter((i) => !common.found.has(i));
    alone += lonely.length;
    facing += lonely.filter((i) =>
      lonely.some(
        (j) =>
          i !== j &&
          distancePx(points[i] ?? origin, points[j] ?? origin) <= facing_px &&
          degreesBetween(contents.angle[i], contents.angle[j]) >= facing_deg,
      ),
    ).length;
  }
  return alone === 0 ? 0 : facing / alone;
}

const origin: Point = { x: 0, y: 0 };

export function pointsOf({ x, y }: TemplateContents): Point[] {
  return Array.from(x, (across, i) => ({ x: across, y: y[i] ?? 0 }));
}

/** Inside the foreground, and not at its edge, where the extraction leaves minutiae out on purpose. */
function isWellInside({ fields }: DissectedPrint, point: Point): boolean {
  return isDeep(fieldOf(fields, 'foreground'), point, overlapMargin_px);
}

/** One-to-one, nearest first: index in the probe to index in the candidate. Angles are counter-clockwise, turns clockwise. */
function pairUp(
  probe: TemplateContents,
  candidate: TemplateContents,
  placed: readonly { readonly point: Point; readonly turnRad: number }[],
): ReadonlyMap<number, number> {
  const targets = pointsOf(candidate);
  const near = placed.flatMap(({ point, turnRad }, i) =>
    targets.flatMap((target, j) => {
      const px = distancePx(point, target);
      const turned = (probe.angle[i] ?? 0) - (turnRad * 180) / Math.PI;
      return px <= counterpartReach_px && degreesBetween(turned, candidate.angle[j]) <= counterpartReach_deg
        ? [{ probe: i, candidate: j, px }]
        : [];
    }),
  );
  return new Map(oneToOne(near).map((pair) => [pair.probe, pair.candidate]));
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
