/** Turning and moving without stretching, in pixels of images: y runs down, and a positive turn is clockwise to the eye. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rigid {
  readonly cosine: number;
  readonly sine: number;
  readonly x: number;
  readonly y: number;
}

/** Two places that are the same place of the skin. */
export interface Correspondence {
  readonly from: Point;
  readonly to: Point;
}

export function place({ cosine, sine, x, y }: Rigid, point: Point): Point {
  return { x: cosine * point.x - sine * point.y + x, y: sine * point.x + cosine * point.y + y };
}

export function compose(first: Rigid, then: Rigid): Rigid {
  const moved = place(then, first);
  return {
    cosine: first.cosine * then.cosine - first.sine * then.sine,
    sine: first.sine * then.cosine + first.cosine * then.sine,
    ...moved,
  };
}

export function inverse({ cosine, sine, x, y }: Rigid): Rigid {
  return { cosine, sine: -sine, x: -cosine * x - sine * y, y: sine * x - cosine * y };
}

export function turnRad({ cosine, sine }: Rigid): number {
  return Math.atan2(sine, cosine);
}

/** The least sum of squares (Kabsch 1976 in the plane); undefined below two correspondences, which leave the turn open. */
export function fitRigid(links: readonly Correspondence[]): Rigid | undefined {
  if (links.length < 2) return undefined;
  const [from, to] = [meanOf(links.map((link) => link.from)), meanOf(links.map((link) => link.to))];
  let [along, across] = [0, 0];
  for (const link of links) {
    const [px, py] = [link.from.x - from.x, link.from.y - from.y];
    const [qx, qy] = [link.to.x - to.x, link.to.y - to.y];
    along += px * qx + py * qy;
    across += px * qy - py * qx;
  }
  const length = Math.hypot(along, across);
  if (length === 0) return undefined;
  const [cosine, sine] = [along / length, across / length];
  const moved = place({ cosine, sine, x: 0, y: 0 }, from);
  return { cosine, sine, x: to.x - moved.x, y: to.y - moved.y };
}

/** How far a correspondence lies from where the transform puts it, px. */
export function offPx(rigid: Rigid, { from, to }: Correspondence): number {
  return distancePx(place(rigid, from), to);
}

export function distancePx(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
